"""A CV as JSON Resume, https://jsonresume.org/schema (v1.0.0).

What the schema has a field for goes there. So that nothing is lost, what it has none for stands
under "x-trackr", which the schema allows: the titles of sections in their order, sections of other
kinds, the line that an item began with, and sections whose fields alone would come back otherwise.
cv.reader.json_resume reads it all back.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cv.export import iso_dates, json_entries, json_exact, markdown
from cv.export.content import Block, Content, Paragraph, Part, Points
from cv.export.inline import Runs, said, text_of
from cv.export.places import location
from cv.reader.json_resume import OURS
from cv.score import lexicon
from cv.score.coverage import LEVELS
from cv.sending import contacts
from cv.text.document import plain
from trackr import ai_mark

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
Item = dict[str, Any]

NETWORKS = {
    "linkedin.com": "LinkedIn", "github.com": "GitHub", "gitlab.com": "GitLab",
    "behance.net": "Behance", "t.me": "Telegram", "djinni.co": "Djinni", "medium.com": "Medium",
    "facebook.com": "Facebook", "instagram.com": "Instagram", "x.com": "X",
}  # fmt: skip
HOST = re.compile(r"https?://(?:www\.|[a-z]{2}\.)?([^/]+)/?(.*)", re.IGNORECASE)
FLUENCY = re.compile(r"\s*(?:[:(]|\s[–—-]\s)\s*")
LEVEL = re.compile(
    r"(?P<language>[^\W\d_]+)\s+(?P<level>[ABC][12]\+?|native|fluent|advanced|intermediate|basic"
    r"|рідна|вільно|середній рівень|базовий рівень)",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+")
RARE_LANGUAGE = re.compile(r"[A-ZА-ЯІЇЄҐ][^\W\d_]+|[^\W\d_]+[сц]ька")
SEPARATOR = re.compile(r"^[\s:(,|–—-]+|[\s),]+$")
# The strongest first: in "English – B2, reading; German – A1" the comma parts no languages.
BETWEEN_LANGUAGES = (
    re.compile(r";\s+|\s+[·|•/]\s+"),
    re.compile(r",\s+(?![^(]*\))"),
    re.compile(r"\s+(?:and|та|і|й)\s+"),
)
COMMA = re.compile(r",\s+(?![^(]*\))")
LABEL = re.compile(r"(?P<name>[^:,]{1,40}):\s+(?=\S)")


def json_resume(content: Content) -> bytes:
    resume: dict[str, Any] = {"$schema": SCHEMA, "basics": _basics(content)}
    sections = [_add(resume, part) for part in content.parts]
    resume["meta"] = {"version": "v1.0.0", OURS: {"sections": sections}}
    if content.source_type:
        resume["meta"] |= {"digitalSourceType": content.source_type, "aiSystem": ai_mark.SYSTEM}
    json_exact.complete(resume, content)
    return (json.dumps(resume, ensure_ascii=False, indent=2) + "\n").encode()


def _basics(content: Content) -> Item:
    basics: Item = {"name": content.name} if content.name else {}
    if content.headlines:
        basics["label"] = text_of(content.headlines[0])
    profiles: list[Item] = []
    for item in content.contacts:
        _add_contact(basics, profiles, item)
    if profiles:
        basics["profiles"] = profiles
    head = [markdown.line(line) for line in content.headlines]
    head += [markdown.line(content.contact_line)] if content.contacts else []
    below = list(markdown.lines_of(content.head))
    basics[OURS] = "\n".join([*head, *(["", *below] if below else [])])
    return basics


def _add_contact(basics: Item, profiles: list[Item], item: Runs) -> None:
    text = text_of(item)
    link = next((run.link for run in item if run.link.startswith("http")), "")
    if email := contacts.EMAIL.search(text):
        basics.setdefault("email", email[0])
    elif phones := contacts.phone_spans(text):
        start, stop = phones[0]
        basics.setdefault("phone", text[start:stop].strip())
    elif link:
        _add_link(basics, profiles, link)
    elif not contacts.LINK.search(text) and (place := location(text)):
        basics.setdefault("location", place)


def _add_link(basics: Item, profiles: list[Item], link: str) -> None:
    found = HOST.fullmatch(link)
    network = NETWORKS.get(found[1].lower()) if found else None
    if found and network:
        username = found[2].strip("/").rpartition("/")[2]
        profiles.append({"network": network, "username": username, "url": link})
    else:
        basics.setdefault("url", link)


def _add(resume: dict[str, Any], part: Part) -> Item:
    """Put a section where it belongs; what is needed to find it there again."""
    if part.kind == "summary" and "summary" not in resume["basics"]:
        resume["basics"]["summary"] = "\n".join(_plain(part.blocks))
        return {"title": part.title, "key": "summary"}
    if part.kind not in WRITERS:
        return {"title": part.title, "markdown": "\n".join(markdown.lines_of(part.blocks))}
    key, write = WRITERS[part.kind]
    items = list(write(part.blocks))
    if items:
        resume.setdefault(key, []).extend(items)
    return {"title": part.title, "key": key, "count": len(items)}


def _plain(blocks: Iterable[Block]) -> Iterator[str]:
    """Lines of text, with an empty one between blocks and "- " before points."""
    for index, block in enumerate(blocks):
        if index:
            yield ""
        if isinstance(block, Points):
            for item in block.items:
                yield f"- {said(item.text)}"
                yield from (f"  - {said(below.text)}" for below in item.points)
        elif isinstance(block, Paragraph):
            yield from map(said, block.lines)
        else:
            yield ", ".join(filter(None, (said(block.text), block.date)))


def _whole(text: str) -> list[str]:
    return [text]


def _singles(
    make: Callable[[str], Item], parts: Callable[[str], list[str]] = _whole
) -> Callable[[Iterable[Block]], Iterator[Item]]:
    """Sections in which each line is an item of its own, or several: then the first of them keeps
    the line, and the others keep that they belong to it."""

    def items(blocks: Iterable[Block]) -> Iterator[Item]:
        for line in filter(None, markdown.lines_of(blocks)):
            first, *others = parts(_said(line))
            yield make(first) | {OURS: line}
            yield from (make(other) | {OURS: ""} for other in others)

    return items


def _said(line: str) -> str:
    from_mark = re.sub(r"^\s*(?:- |### )", "", line)
    return plain(from_mark)


def _skill(text: str) -> Item:
    label = LABEL.match(text)
    keywords = COMMA.split(text[label.end() :] if label else text)
    if label:
        return {"name": label["name"], "keywords": keywords}
    return {"name": text} if len(keywords) == 1 else {"keywords": keywords}


def _interest(text: str) -> Item:
    return {"name": text}


def _language(text: str) -> Item:
    """The language that is named, and what else is said of it."""
    named = _named_languages(text)
    if len(named) == 1:
        rest = f"{text[: named[0].start()]} {text[named[0].end() :]}"
        said = " ".join(SEPARATOR.sub("", rest).split())
        return {"language": named[0][0]} | ({"fluency": said} if said else {})
    if level := LEVEL.fullmatch(text):
        return {"language": level["language"], "fluency": level["level"]}
    language, *fluency = FLUENCY.split(text, maxsplit=1)
    return {"language": language} | ({"fluency": fluency[0].rstrip(")")} if fluency else {})


def _languages(text: str) -> list[str]:
    """Of "Ukrainian (native), English (B2)" both; a line is left whole where a part may be more
    about the language before it."""
    for between in BETWEEN_LANGUAGES:
        parts = between.split(text)
        if len(parts) > 1 and all(map(_is_of_a_language, parts)):
            return [one for part in parts for one in _languages(part)]
    return [text]


def _is_of_a_language(part: str) -> bool:
    """A rarer one than the lexicon holds stands by itself."""
    return bool(_named_languages(part) or RARE_LANGUAGE.fullmatch(part))


def _named_languages(text: str) -> list[re.Match[str]]:
    """Word by word: "fluent English" together is a level."""
    return [word for word in WORD.finditer(text) if _is_language(word[0])]


def _is_language(word: str) -> bool:
    named = (one.name for one in lexicon.names_in(word))
    return any(
        lexicon.entries()[name].field == "languages" and name not in LEVELS for name in named
    )


def _named(name: str, date: str) -> Callable[[str], Item]:
    def make(text: str) -> Item:
        day = iso_dates.last_in(text)
        return {name: text, date: day} if day else {name: text}

    return make


def _reference(text: str) -> Item:
    return {"reference": text}


# By kind of section: the key of the schema, and how its items are made.
WRITERS: dict[str, tuple[str, Callable[[Iterable[Block]], Iterator[Item]]]] = {
    "experience": ("work", json_entries.work),
    "volunteering": ("volunteer", json_entries.volunteer),
    "projects": ("projects", json_entries.projects),
    "education": ("education", json_entries.education),
    "skills": ("skills", _singles(_skill)),
    "languages": ("languages", _singles(_language, _languages)),
    "interests": ("interests", _singles(_interest)),
    "references": ("references", _singles(_reference)),
    "awards": ("awards", _singles(_named("title", "date"))),
    "certificates": ("certificates", _singles(_named("name", "date"))),
    "courses": ("certificates", _singles(_named("name", "date"))),
    "publications": ("publications", _singles(_named("name", "releaseDate"))),
}
