"""What an application is about: the role, the company, the place, the money.

A letter names them, and that is no claim. But "I am a Staff Engineer", of who applies to become
one, is: they prove a line only where it speaks of the application.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from coaching import speaking
from coaching.pay import Pay
from cv.fact_lock.lemmas import CYRILLIC, keys

SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*")
WORD = re.compile(r"\w+")
BETWEEN = re.compile(r"\W{1,3}")
IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
AFTER_ROLE = re.compile(r"\s[-–—|/]\s|[,|]")
LEGAL_FORM = re.compile(
    r"(?<!\w)(?:Inc|LLC|LLP|Ltd|Limited|GmbH|AG|Corp(?:oration)?|plc|S\.A|B\.V|Sp\. z o\. ?o|ТОВ|АТ"
    r"|ПАТ|ПрАТ|ПП|ФОП|ДП|ГО)(?!\w)\.?",
    re.IGNORECASE,
)
COUNTRY = re.compile(
    r"\s+(?:Ukraine|Україна|Poland|Germany|UK|USA|Europe|Group|Global|International)\s*$",
    re.IGNORECASE,
)
ENDING = 3  # letters that a word may change in its forms
SHORTEST_STEM = 3


@dataclass(frozen=True)
class About:
    role: str
    company: str
    location: str = ""
    pay: Pay = Pay()
    addressee: str = ""  # named in greetings, thanks and of talks only
    talks: tuple[str, ...] = ()  # titles of rounds

    @property
    def text(self) -> str:
        return "\n".join(filter(None, [self.role, self.company, self.location, self.pay.text]))

    def spans(
        self, line: str, *, is_subject: bool = False, greeted: int = 0
    ) -> list[tuple[int, int]]:
        """Where a line names it and may: the role word for word, in whatever form. `greeted`: how
        far the line greets somebody."""
        if is_subject:
            return [*self.named(line), *self.pay.spans(line)]
        companies = (span for one in self._companies for span in places(one, line[:greeted]))
        return [*companies, *self._people(line[:greeted])] + [
            (sentence.start() + start, sentence.start() + stop)
            for sentence in SENTENCE.finditer(line)
            for start, stop in self._of_sentence(sentence[0])
        ]

    def named(self, text: str) -> list[tuple[int, int]]:
        """Where a text says a name of the role, the company or the place, by as much of the name
        as it says."""
        found = {span for name in self._names for span in places(name, text)}
        longest: list[tuple[int, int]] = []
        for start, stop in sorted(found, key=lambda span: (span[0], -span[1])):
            if not longest or stop > longest[-1][1]:
                longest.append((start, stop))
        return longest

    @property
    def _names(self) -> list[str]:
        return [*_shorter_role(self.role), *self._companies, self.location]

    @property
    def _companies(self) -> list[str]:
        """By its whole name, and by what people call it."""
        bare = LEGAL_FORM.sub("", self.company).strip(' ,.«»"“”')
        return list(dict.fromkeys([self.company, bare, COUNTRY.sub("", bare)]))

    def _of_sentence(self, text: str) -> Iterator[tuple[int, int]]:
        names = self.named(text)
        if names:
            yield from speaking.of_application(text, names)
        talks = [span for title in self.talks for span in places(title, text)]
        yield from speaking.of_talk(text, sorted([*talks, *self._people(text)]))
        yield from self.pay.spans(speaking.without(text, names))

    def _people(self, text: str) -> list[tuple[int, int]]:
        called = [keys(word) for word in WORD.findall(self.addressee) if len(word) > 1]
        said = WORD.finditer(text) if called else ()
        return [
            one.span()
            for one in said
            if one[0][0].isupper() and any(keys(one[0]) & name for name in called)
        ]


def _shorter_role(role: str) -> list[str]:
    """Without "(m/f/d)", and without "– Remote"."""
    bare = IN_BRACKETS.sub("", role)
    return list(dict.fromkeys([role, bare, AFTER_ROLE.split(bare, maxsplit=1)[0]]))


def places(name: str, line: str) -> list[tuple[int, int]]:
    """Where a line says a name, in whatever form."""
    words = WORD.findall(name)
    said = list(WORD.finditer(line))
    return [
        (run[0].start(), run[-1].end())
        for place in range(len(said) - len(words) + 1 if words else 0)
        if _is_named(words, run := said[place : place + len(words)], line)
    ]


def _is_named(words: list[str], run: list[re.Match[str]], line: str) -> bool:
    is_same = all(_is_form(word, one[0]) for word, one in zip(words, run, strict=True))
    return is_same and all(
        BETWEEN.fullmatch(line, one.end(), other.start()) for one, other in pairwise(run)
    )


def _is_form(word: str, said: str) -> bool:
    """Whether the word is said, in any form that Ukrainian gives it. Of Latin ones there is one
    form only: who applies at Scale has not learned Scala."""
    mine, theirs = word.casefold(), said.casefold()
    if mine == theirs or not CYRILLIC.search(mine) or len(mine) <= SHORTEST_STEM:
        return mine == theirs
    stem = mine[: max(SHORTEST_STEM, len(mine) - ENDING)]
    is_near = theirs.startswith(stem) and len(theirs) <= len(mine) + ENDING
    return is_near or bool(keys(word) & keys(said))  # Київ, у Києві
