"""Where a line says a fact, in whatever spelling: "six" as 6, "480 %" as "480 percent", a name in
another case or alphabet. Who respells what Claude brought in has not yet said that it is true."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from coaching import occurrences
from cv.fact_lock import dates, days
from cv.fact_lock.figures import figures
from cv.fact_lock.lemmas import is_ordinary, is_ordinary_ukrainian, keys
from cv.fact_lock.plain import SAME, WORD

Span = tuple[int, int]
Said = tuple[object, Span]
BETWEEN = re.compile(r"[^\w.!?]{1,3}")


def spans(line: str, fact: Mapping[str, Any]) -> list[Span]:
    """Of each place; `fact` as a passage keeps it."""
    literal = occurrences.spans(line, fact["text"])
    if literal:
        return literal
    text, line = fact["text"].translate(SAME), line.translate(SAME)
    if fact["kind"] == "number":
        return _alike(_figures, text, line)
    if fact["kind"] == "date":
        return _alike(_dates, text, line)
    return list(_names(text, line))


def _alike(read: Callable[[str], Iterator[Said]], text: str, line: str) -> list[Span]:
    meant = {value for value, _ in read(text)}
    return [span for value, span in read(line) if value in meant]


def _figures(text: str) -> Iterator[Said]:
    yield from (((one.value, one.unit), (one.start, one.stop)) for one in figures(text))


def _dates(text: str) -> Iterator[Said]:
    for moment in dates.moments(text):
        yield ("month", moment.year, moment.month), (moment.start, moment.stop)
    for day in days.days(text):
        yield ("day", day.month, day.day), (day.start, day.stop)


def _names(text: str, line: str) -> Iterator[Span]:
    words = WORD.findall(text)
    said = list(WORD.finditer(line))
    for place in range(len(said) - len(words) + 1 if words else 0):
        run = said[place : place + len(words)]
        is_one = all(BETWEEN.fullmatch(line, one.end(), two.start()) for one, two in pairwise(run))
        if is_one and all(_is_same(word, one[0]) for word, one in zip(words, run, strict=True)):
            yield run[0].start(), run[-1].end()


def _is_same(word: str, said: str) -> bool:
    """ "Sketch" is no "sketches", and "Вершина" no «вершина»; but "kafka" is Kafka."""
    if not keys(word) & keys(said):
        return False
    is_alike = word[0].isupper() == said[0].isupper()
    return is_alike or not (is_ordinary(said) or is_ordinary_ukrainian(said))
