"""What CVs say below their sections of work, study and projects, as items of JSON Resume.

An item begins with an entry; with a line above a date that stands by itself; or with the date.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cv.export import iso_dates, markdown
from cv.export.content import Block, Entry, Paragraph, Points
from cv.export.dates import LASTED
from cv.export.inline import Runs, said, text_of
from cv.export.places import is_place
from cv.fact_lock.titles import post_of
from cv.reader.json_resume import OURS, SUBPOINT
from cv.text.date_ranges import dates_in

Item = dict[str, Any]

BETWEEN_ROLE_AND_PLACE = re.compile(r"\s+(?:at|@|в|у|\||·|—|–|-)\s+|,\s+")
SCHOOL = re.compile(
    r"universit|institut|academy|college|school|університет|інститут|академі|коледж|школ|училищ"
    r"|ліцей|політехні|polytech|\b[А-ЯІЇЄҐ]{2,6}У\b|\bКПІ\b|\bKPI\b",
    re.IGNORECASE,
)
DEGREE = re.compile(
    r"\b(?:bachelor|master|b\.?sc|m\.?sc|b\.?a|m\.?a|mba|ph\.?d|diploma|doctor)\b"
    r"|бакалавр|магістр|спеціаліст|доктор|диплом",
    re.IGNORECASE,
)
COMMA = re.compile(r",\s+(?![^(]*\))")
WORD = re.compile(r"[^\W\d_][\w'’ʼ-]*")
MARKS = " \t,;:·•|()–—-"
QUOTES = re.compile('[«»“”„"]')
LONGEST_TITLE = 120
LONGEST_BESIDE_A_DATE = 60


@dataclass(slots=True)
class Group:
    """An entry and what stands below it, or what stands before the first entry. `parts` are the
    pieces that name it, each on a line of its own."""

    parts: list[str] = field(default_factory=list)
    date: str = ""
    place: str = ""
    kept: list[str] = field(default_factory=list)  # the lines that say so, as Markdown
    lines: list[Runs] = field(default_factory=list)
    highlights: list[str] = field(default_factory=list)

    @property
    def is_bare(self) -> bool:
        """Nothing stands below yet."""
        return not (self.lines or self.highlights)


@dataclass(frozen=True, slots=True)
class Dated:
    """A line taken apart: what stands before and behind its date."""

    before: str
    date: str
    behind: str


def groups(blocks: Iterable[Block]) -> list[Group]:
    gathering = _Gathering()
    for block in blocks:
        if isinstance(block, Points):
            gathering.add_points(block)
        elif isinstance(block, Paragraph):
            gathering.add_lines(block.lines)
        elif block.is_heading or not block.date:
            gathering.begin(_of_heading(block))
        else:
            gathering.add_dated(block)
    return [one for one in gathering.groups if one.kept or not one.is_bare]


class _Gathering:
    def __init__(self) -> None:
        self.groups = [Group()]

    @property
    def _last(self) -> Group:
        return self.groups[-1]

    def begin(self, group: Group) -> None:
        self.groups.append(group)

    def add_points(self, block: Points) -> None:
        for item in block.items:
            self._last.highlights.append(said(item.text))
            self._last.highlights += (SUBPOINT + said(below.text) for below in item.points)

    def add_lines(self, lines: Iterable[Runs]) -> None:
        # A line below points begins something new, even without a date.
        if self._last.highlights:
            self.begin(Group())
        for line in lines:
            dated = _dated_line(text_of(line))
            if dated:
                self._add_date(dated, markdown.line(line))
            elif self._last.date and not self._last.parts and _is_title(line):
                self._last.parts.append(text_of(line))
                self._last.kept.append(markdown.line(line))
            else:
                self._last.lines.append(line)

    def add_dated(self, entry: Entry) -> None:
        """A line of text that ends in a date; what names the entry may stand above."""
        text = text_of(entry.text)
        is_continued = not text or is_place(text) or self._has_bold_title()
        if self._is_waiting() or is_continued:
            self._add_date(Dated(text, entry.date, ""), markdown.entry(entry))
        else:
            self.begin(Group([text], entry.date, kept=[markdown.entry(entry)]))

    def _add_date(self, dated: Dated, kept: str) -> None:
        if not self._is_waiting():
            self._begin_with_line_above()
        group = self._last
        group.date = dated.date
        group.kept.append(kept)
        for text in filter(None, (dated.before, dated.behind)):
            is_named = len(group.parts) > 1 or bool(_split(group.parts))
            if is_place(text) or (is_named and text == dated.behind):
                group.place = text
            else:
                group.parts.append(text)

    def _is_waiting(self) -> bool:
        """Whether the last entry still has no date and nothing below."""
        return bool(self._last.kept) and not self._last.date and self._last.is_bare

    def _begin_with_line_above(self) -> None:
        above = self._last.lines
        has_title = bool(above) and not self._last.highlights and _is_title(above[-1])
        is_below_heading = bool(self._last.kept) and not self._last.date and len(above) == 1
        if not (has_title and is_below_heading):
            self.begin(Group())
        if has_title:
            title = above.pop()
            self._last.parts.append(text_of(title))
            self._last.kept.append(markdown.line(title))

    def _has_bold_title(self) -> bool:
        above = self._last.lines
        return bool(above) and all(run.is_bold or not run.text.strip() for run in above[-1])


def _is_title(line: Runs) -> bool:
    text = text_of(line)
    return len(text) <= LONGEST_TITLE and not text.endswith((".", "!", "?", ";", ":"))


def _of_heading(entry: Entry) -> Group:
    """Its date may stand anywhere in it."""
    text, kept = text_of(entry.text), [markdown.entry(entry)]
    dated = None if entry.date else _dated(text)
    if dated is None:
        return Group([text], entry.date, kept=kept)
    place = dated.behind if dated.before and is_place(dated.behind) else ""
    parts = [dated.before, "" if place else dated.behind]
    return Group([", ".join(filter(None, parts))], dated.date, place, kept)


def _dated(text: str) -> Dated | None:
    found = next((one for one in dates_in(text) if one.is_range), None)
    if found is None:
        return None
    lasted = LASTED.match(text, found.stop)
    stop = lasted.end() if lasted else found.stop
    before, behind = text[: found.start].strip(MARKS), text[stop:].strip(MARKS)
    return Dated(before, text[found.start : found.stop], behind)


def _dated_line(text: str) -> Dated | None:
    """A line that begins with its date: "Jan 2020 – now, Kyiv", "(2020–2022) | Soft Ltd"."""
    if len(text) > LONGEST_TITLE:
        return None
    dated = _dated(text)
    if dated is None or dated.before:
        return None
    mark = text[text.find(dated.date) + len(dated.date) :].lstrip()[:1]
    is_short = len(dated.behind) <= LONGEST_BESIDE_A_DATE and not dated.behind.endswith(".")
    is_apart = mark in MARKS and not dated.behind[:1].islower()
    return dated if is_place(dated.behind) or (is_short and is_apart) else None


def positions(blocks: Iterable[Block], place: str) -> Iterator[Item]:
    for group in groups(blocks):
        item: Item = {}
        named = _split(group.parts)
        if named:
            item = {"position": named[0], place: named[1]}
        elif group.parts:
            item = {"position" if _is_post(group.parts[0]) else place: group.parts[0]}
        yield _with_rest(item, group, lines="summary", highlights="highlights")


def work(blocks: Iterable[Block]) -> Iterator[Item]:
    return positions(blocks, "name")


def volunteer(blocks: Iterable[Block]) -> Iterator[Item]:
    return positions(blocks, "organization")


def projects(blocks: Iterable[Block]) -> Iterator[Item]:
    for group in groups(blocks):
        item = {"name": ", ".join(group.parts)} if group.parts else {}
        yield _with_rest(item, group, lines="description", highlights="highlights")


def education(blocks: Iterable[Block]) -> Iterator[Item]:
    for group in groups(blocks):
        item: Item = {}
        if group.parts:
            parts = COMMA.split(", ".join(group.parts))
            named = [part for part in parts if SCHOOL.search(part)]
            others = [part for part in parts if not DEGREE.search(part)]
            school = (named or others or parts)[0]
            rest = [part for part in parts if part != school]
            item = {"institution": school}
            item |= {"studyType": rest[0]} if rest else {}
            item |= {"area": ", ".join(rest[1:])} if rest[1:] else {}
        yield _with_rest(item, group, lines="summary", highlights="courses")


def _split(parts: list[str]) -> tuple[str, str] | None:
    """The post and where it was. The employer may be named first: then the post tells itself."""
    first, *rest = parts if len(parts) > 1 else _halves(parts)
    if not rest:
        return None
    at = next((index for index, part in enumerate((first, *rest)) if _is_post(part)), 0)
    others = [part for index, part in enumerate((first, *rest)) if index != at]
    return (first, *rest)[at], ", ".join(others)


def _halves(parts: list[str]) -> list[str]:
    return BETWEEN_ROLE_AND_PLACE.split(parts[0], maxsplit=1) if parts else [""]


@lru_cache(maxsize=1_000)
def _is_post(text: str) -> bool:
    """Whether a part is the name of a post and no more: "Senior developer", «Старша вчителька»."""
    words = WORD.findall(text[:LONGEST_TITLE])
    near = [*words[:2], *words[-1:]]
    return not QUOTES.search(text) and any(post_of(word) for word in near)


def _with_rest(item: Item, group: Group, *, lines: str, highlights: str) -> Item:
    item = {key: value for key, value in item.items() if value}
    if group.place:
        item["location"] = group.place
    if group.kept:
        item |= iso_dates.of(group.date)
        item[OURS] = "\n".join(group.kept)
    if group.lines:
        item[lines] = "\n".join(map(said, group.lines))
    if group.highlights:
        item[highlights] = group.highlights
    return item
