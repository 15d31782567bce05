"""The invented postings of data/*.md, read once; their dates move with today."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from sandbox.exchange import escape
from sandbox.language import is_ukrainian

DATA = Path(__file__).parent / "data"
SALARY = re.compile(r"(\d+)-(\d+) ([A-Z]{3}) (MONTH|YEAR|HOUR)")
FIRST_NUMBER = 4_100_001  # of the boards that count their postings


@dataclass(frozen=True)
class Section:
    """A part of the text: its heading (empty for the opening), its paragraphs and its points."""

    heading: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]

    def html(self) -> str:
        parts = [f"<h2>{escape(self.heading)}</h2>"] if self.heading else []
        return "\n".join([*parts, *self.blocks()])

    def blocks(self) -> list[str]:
        paragraphs = [f"<p>{escape(text)}</p>" for text in self.paragraphs]
        points = "\n".join(f"<li>{escape(text)}</li>" for text in self.points)
        return [*paragraphs, f"<ul>\n{points}\n</ul>"] if points else paragraphs


@dataclass(frozen=True)
class Posting:
    """One job ad; salary is what one period pays, `mode` office, hybrid or remote."""

    slug: str
    number: int
    title: str
    company: str
    site: str
    city: str
    country: str
    mode: str
    low: int
    high: int
    currency: str
    period: str
    employment: tuple[str, ...]
    posted_ago: int
    open_for: int
    shape: str
    sections: tuple[Section, ...]

    @property
    def uuid(self) -> UUID:
        return uuid5(NAMESPACE_URL, f"{self.site}/{self.slug}")

    @property
    def token(self) -> str:
        """The company's name in the addresses of job boards."""
        return self.site.removeprefix("https://").removesuffix(".example")

    @property
    def language(self) -> str:
        return "uk" if is_ukrainian(self.sections[0].html()) else "en"

    @property
    def posted(self) -> date:
        return datetime.now(UTC).date() + timedelta(days=self.posted_ago)

    @property
    def until(self) -> date:
        return datetime.now(UTC).date() + timedelta(days=self.open_for)

    def html(self) -> str:
        return "\n".join(section.html() for section in self.sections)

    def text(self) -> str:
        lines: list[str] = []
        for section in self.sections:
            lines += [section.heading, *section.paragraphs, *(f"- {p}" for p in section.points), ""]
        return "\n".join(lines).strip()


@cache
def all_postings() -> tuple[Posting, ...]:
    files = sorted(DATA.glob("*.md"))
    return tuple(_read(path, FIRST_NUMBER + place) for place, path in enumerate(files))


def by_slug(slug: str) -> Posting | None:
    return next((posting for posting in all_postings() if posting.slug == slug), None)


def _read(path: Path, number: int) -> Posting:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    told = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    salary = SALARY.fullmatch(told["salary"])
    if salary is None:
        raise ValueError(f"{path.name}: salary is not like 100-200 EUR MONTH")
    return Posting(
        slug=path.stem,
        number=number,
        title=told["title"],
        company=told["company"],
        site=told["site"],
        city=told.get("city", ""),
        country=told["country"],
        mode=told["mode"],
        low=int(salary[1]),
        high=int(salary[2]),
        currency=salary[3],
        period=salary[4],
        employment=tuple(told["employment"].split(", ")),
        posted_ago=int(told["posted"]),
        open_for=int(told["until"]),
        shape=told["shape"],
        sections=tuple(_section(part) for part in re.split(r"^## ", body, flags=re.MULTILINE)),
    )


def _section(part: str) -> Section:
    """What stands under one heading; the opening part has paragraphs only."""
    blocks = [block.strip() for block in part.split("\n") if block.strip()]
    points = tuple(block[2:] for block in blocks if block.startswith("- "))
    others = [block for block in blocks if not block.startswith("- ")]
    heading = others.pop(0) if points else ""
    return Section(heading, tuple(others), points)
