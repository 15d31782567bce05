"""Reading JSON Resume, ours or anybody's, into a Markdown CV. The file is a stranger's.

Wrong types are passed over, not refused: a CV with a slip in it is still a CV. Where Trackr wrote
the file, the lines that it kept under "x-trackr" are used, unless the fields were changed since.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator

from cv.reader.json_values import (
    LONGEST_TEXT,
    MOST_ITEMS,
    Item,
    dict_in,
    items_in,
    kept_lines,
    lines_in,
    list_in,
    text_in,
    texts_in,
)
from cv.reader.limits import MAX_CHARACTERS
from cv.text.document import lines, plain
from cv.text.language import Language, language_of
from cv.text.markup import escaped

OURS = "x-trackr"
SUBPOINT = "– "
LOOKS_LIKE_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*[\"}]")
MOST_LINES_OF_AN_ENTRY = 3
POINT = re.compile(r"(?:  )?- (?=\S)")
MONTH = re.compile(r"((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?")

# The order in which sections stand, and what they are called in a file that does not say.
TITLES = {
    "summary": ("Summary", "Про себе"),
    "work": ("Experience", "Досвід роботи"),
    "projects": ("Projects", "Проєкти"),
    "education": ("Education", "Освіта"),
    "skills": ("Skills", "Навички"),
    "languages": ("Languages", "Мови"),
    "certificates": ("Certificates", "Сертифікати"),
    "awards": ("Awards", "Нагороди"),
    "publications": ("Publications", "Публікації"),
    "volunteer": ("Volunteering", "Волонтерство"),
    "interests": ("Interests", "Інтереси"),
    "references": ("References", "Рекомендації"),
}
PRESENT = ("present", "дотепер")
# What an item's first line is made of, what stands below it, and what becomes points.
FIRST_LINE = {
    "work": ("position", "name", "location"),
    "volunteer": ("position", "organization", "location"),
    "projects": ("name", "entity", "type", "location"),
    "education": ("studyType", "area", "institution", "location", "score"),
    "certificates": ("name", "issuer", "date"),
    "awards": ("title", "awarder", "date"),
    "publications": ("name", "publisher", "releaseDate"),
    "references": ("name", "reference"),
    "languages": ("language", "fluency"),
}
BELOW = ("url", "description", "summary")
POINTS = ("highlights", "courses", "roles", "keywords")
WITH_ENTRIES = ("work", "volunteer", "projects", "education")


class NotAResume(Exception):
    """The bytes are no JSON Resume."""


def looks_like_json(data: bytes) -> bool:
    return bool(LOOKS_LIKE_JSON.match(data[:1024]))


def markdown_of(data: bytes) -> str:
    """Raises NotAResume."""
    try:
        resume = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # bad UTF-8 is a ValueError too
        raise NotAResume from None
    if not isinstance(resume, dict) or not (resume.keys() & {"basics", *TITLES}):
        raise NotAResume
    return markdown_of_resume(resume, language_of(data[:LONGEST_TEXT].decode(errors="ignore")))


def markdown_of_resume(resume: Item, language: Language = "en") -> str:
    """No more than a CV may have, and a line beyond that."""
    found = "\n".join(_first(_Resume(resume, language).lines()))
    return re.sub(r"\n{3,}", "\n\n", found).strip() + "\n"


def _first(found: Iterable[str]) -> Iterator[str]:
    characters = 0
    for line in found:
        yield line
        characters += len(line)
        if characters > MAX_CHARACTERS:
            return


def fingerprint(fields: object) -> str:
    """The same for the same values, however they are written."""
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()[:16]


def fields_of_head(resume: Item) -> Item:
    """What the schema knows of the lines above the first section."""
    basics = dict_in(resume.get("basics"))
    return {key: basics[key] for key in basics if key not in (OURS, "summary")}


def fields_of_sections(resume: Item) -> Iterator[tuple[Item, object]]:
    """Our sections, and the fields of the schema that each of them went to."""
    taken = dict.fromkeys(TITLES, 0)
    for section in items_in(dict_in(dict_in(resume.get("meta")).get(OURS)).get("sections")):
        key = text_in(section.get("key"))
        fields = dict_in(resume.get("basics")).get("summary") if key == "summary" else None
        if key in TITLES:
            start, taken[key] = _span(section, taken[key])
            fields = fields if key == "summary" else items_in(resume.get(key))[start : taken[key]]
        yield section, fields


class _Resume:
    def __init__(self, resume: Item, language: Language) -> None:
        self._resume = resume
        self._basics = dict_in(resume.get("basics"))
        self._tongue = ("en", "uk").index(language)
        self._meta = dict_in(dict_in(resume.get("meta")).get(OURS))
        self._sections = list(fields_of_sections(resume))
        self._is_ours = bool(self._sections)

    def lines(self) -> Iterator[str]:
        yield from self._head()
        given = {key: len(items_in(self._resume.get(key))) for key in TITLES}
        given["summary"], taken = bool(self._basics.get("summary")), dict.fromkeys(TITLES, 0)
        for section, fields in self._sections:
            yield from self._section(section, fields, taken)
        for key, (english, ukrainian) in TITLES.items():
            if taken[key] < given[key]:
                title = (english, ukrainian)[self._tongue]
                yield from self._titled(title, self._body(key, taken[key], given[key]))

    def _section(self, section: Item, fields: object, taken: dict[str, int]) -> Iterator[str]:
        """A section of ours, in its place; the items beyond the last go to the last of the kind."""
        title, key = text_in(section.get("title")), text_in(section.get("key"))
        if key not in TITLES:
            yield from self._titled(title, kept_lines(section.get("markdown")))
            return
        start, taken[key] = _span(section, taken[key])
        is_kept = section.get("fingerprint") == fingerprint(fields)
        kept = kept_lines(section.get("markdown")) if is_kept else []
        yield from self._titled(title, kept or self._body(key, start, taken[key]))

    def _titled(self, title: str, body: Iterable[str]) -> Iterator[str]:
        body = list(body)
        if title and (any(body) or self._is_ours):
            yield from ("", f"## {escaped(title)}", "", *body)

    def _head(self) -> Iterator[str]:
        basics = self._basics
        if name := text_in(basics.get("name")):
            yield from (f"# {escaped(name)}", "")
        values = [text_in(basics.get(key)) for key in ("label", "email", "phone")]
        kept = kept_lines(basics.get(OURS))
        is_same = self._meta.get("head") == fingerprint(fields_of_head(self._resume))
        if kept and (is_same or _says(kept, values)):
            yield from kept
            return
        if label := values[0]:
            yield from (escaped(label), "")
        place = ", ".join(texts_in(dict_in(basics.get("location")).values()))
        links = [text_in(basics.get("url")), *map(_profile, items_in(basics.get("profiles")))]
        yield " · ".join(escaped(one) for one in (*values[1:], place, *links) if one)

    def _body(self, key: str, start: int, stop: int) -> Iterator[str]:
        if key == "summary":
            yield from self._lines_of(self._basics.get("summary"))
            return
        items = items_in(self._resume.get(key))[start:stop]
        if key in WITH_ENTRIES:
            for item in items:
                yield from self._item(key, item)
            return
        for line in _of_one_line(items):
            kept = kept_lines(line[0].get(OURS))[:1]
            is_kept = kept and _says(
                kept, texts_in(value for item in line for value in _values(item))
            )
            yield from (
                kept if is_kept else (said for item in line for said in self._single(key, item))
            )

    def _item(self, key: str, item: Item) -> Iterator[str]:
        kept = kept_lines(item.get(OURS))[:MOST_LINES_OF_AN_ENTRY]
        first = [text_in(item.get(name)) for name in FIRST_LINE[key]]
        years = [text_in(item.get(name))[:4] for name in ("startDate", "endDate")]
        if kept and _says(kept, [*first, *years]):
            yield from ("", *kept)
        elif any(first):
            yield from ("", "### " + escaped(", ".join(filter(None, (*first, self._dates(item))))))
        below = [line for name in BELOW for line in self._lines_of(item.get(name))]
        yield from ("", *below, "") if below else ()
        for name in POINTS:
            yield from self._points(item.get(name))

    def _single(self, key: str, item: Item) -> Iterator[str]:
        """An item of one line, as a point."""
        if names := FIRST_LINE.get(key):
            said = texts_in(item.get(name) for name in names)
            text = (" – " if key == "languages" else ", ").join(said)
        else:  # skills and interests
            label = " – ".join(texts_in((item.get("name"), item.get("level"))))
            text = ": ".join(
                filter(None, (label, ", ".join(texts_in(list_in(item.get("keywords"))))))
            )
        more = texts_in((item.get("summary"), item.get("url")))
        if said_all := " – ".join(filter(None, (text, *more))):
            yield f"- {escaped(said_all)}"

    def _points(self, value: object) -> Iterator[str]:
        for one in list_in(value):
            is_sub = self._is_ours and isinstance(one, str) and one.startswith(SUBPOINT)
            text = text_in(one).removeprefix(SUBPOINT if is_sub else "")
            if text:
                yield f"  - {escaped(text)}" if is_sub else f"- {escaped(text)}"

    def _lines_of(self, value: object) -> list[str]:
        """In ours "- " begins a point; whatever else looks like markup is text."""
        if not self._is_ours:
            return [escaped(line) for line in lines_in(value)]
        marked = ((POINT.match(line), line) for line in lines_in(value))
        return [
            mark[0] + escaped(line[mark.end() :]) if mark else escaped(line)
            for mark, line in marked
        ]

    def _dates(self, item: Item) -> str:
        start, end = (_date(item.get(name)) for name in ("startDate", "endDate"))
        if start and not end:
            end = PRESENT[self._tongue]
        return " – ".join(filter(None, (start, end)))


def _span(section: Item, start: int) -> tuple[int, int]:
    """Where the items of one of our sections begin and end among those of their kind."""
    count = section.get("count", 1)
    return start, start + (count if isinstance(count, int) and 0 <= count <= MOST_ITEMS else 0)


def _of_one_line(items: list[Item]) -> Iterator[list[Item]]:
    """The items together that one line of ours named."""
    line: list[Item] = []
    for item in items:
        if line and item.get(OURS) != "":
            yield line
            line = []
        line.append(item)
    if line:
        yield line


def _says(kept: list[str], values: Iterable[str]) -> bool:
    """Whether kept lines still say what the fields do."""
    said = " ".join(plain(line.raw) for line in lines("\n".join(kept)))
    return all(value in said for value in values)


def _values(item: Item) -> Iterator[object]:
    """What must still stand in a kept line; a date may be written there in words."""
    for name, value in item.items():
        if name == OURS:
            continue
        if name in ("date", "releaseDate"):
            yield text_in(value)[:4]
        else:
            yield from list_in(value) if isinstance(value, list) else [value]


def _profile(profile: Item) -> str:
    return text_in(profile.get("url")) or ": ".join(
        texts_in((profile.get("network"), profile.get("username")))
    )


def _date(value: object) -> str:
    text = text_in(value)
    return MONTH.sub(lambda date: ".".join(filter(None, (date[3], date[2], date[1]))), text)
