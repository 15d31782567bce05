"""Kinds of invention: what an answer that lies would make of a true line of a CV."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

DATA = Path(__file__).parent / "data" / "inventions.txt"
NUMBER = re.compile(r"\{(n|y)(\d+)\}")
NAMES = re.compile(r"\{([^{}]+/[^{}]+)\}")
PERCENT = re.compile(r"\d+(?=\s?%)")
FIGURE = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,%]|\s?%)")
THOUSANDS = re.compile(r"(?<=\d)\s?(?:тис\.?|k)(?!\w)|(?<=\d)[ ,]000(?!\d)")
HELPED = re.compile(
    r"^(?:helped(?: with| to)?|took part in|participated in|supported|worked on)\b"
    r"|^(?:допомага(?:в|ла)|бра(?:в|ла) участь [ву]|працюва(?:в|ла) над)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """A true line and the CV around it: what is invented must not stand there by chance."""

    text: str
    cv: str
    ukrainian: bool

    def lacks(self, words: str) -> bool:
        return words.casefold() not in self.cv.casefold()


def names() -> tuple[str, ...]:
    return tuple(_templates())


def invent(kind: str, text: str, cv: str, *, ukrainian: bool) -> str:
    """The line with an invention of that kind in it."""
    line = Line(text.rstrip(" .;"), cv, ukrainian)
    changed = CHANGES[kind](line) if kind in CHANGES else None
    return changed or _filled(_templates()[kind][ukrainian], line)


@cache
def _templates() -> dict[str, tuple[str, str]]:
    rows = (row.split(" | ") for row in DATA.read_text(encoding="utf-8").splitlines())
    return {row[0]: (row[1], row[2]) for row in rows if len(row) == 3 and row[0][0] != "#"}


def _filled(template: str, line: Line) -> str:
    text = NUMBER.sub(lambda found: _number(int(found[2]), line), template)
    text = text.replace("{held}", _held(line))
    text = NAMES.sub(lambda found: _name(found[1].split("/"), line), text)
    rest = line.text[:1].lower() + line.text[1:]
    return text.replace("{line}", line.text).replace("{rest}", rest)


def _number(first: int, line: Line) -> str:
    return next(str(one) for one in count(first) if line.lacks(str(one)))


def _held(line: Line) -> str:
    """A number of the CV, to count something else."""
    found = FIGURE.search(line.cv)
    return found[0] if found else _number(12, line)


def _name(choices: list[str], line: Line) -> str:
    return next((one for one in choices if line.lacks(one)), choices[-1])


def _raised(pattern: re.Pattern[str], most: int) -> Callable[[Line], str | None]:
    """The first such number made larger, if there is one."""

    def change(line: Line) -> str | None:
        found = pattern.search(line.text)
        if not found:
            return None
        raised = _number(min(most, int(found[0]) * 2 + 3), line)
        return line.text[: found.start()] + raised + line.text[found.end() :]

    return change


def _to_millions(line: Line) -> str | None:
    found = THOUSANDS.search(line.text)
    millions = " млн" if line.ukrainian else " million"
    return found and line.text[: found.start()] + millions + line.text[found.end() :]


def _led(line: Line) -> str | None:
    led = "Очолював:" if line.ukrainian else "Led"
    return HELPED.sub(led, line.text) if HELPED.search(line.text) else None


# What can be made of the line itself; where it can't, the template of the kind is taken.
CHANGES: dict[str, Callable[[Line], str | None]] = {
    "raised_percent": _raised(PERCENT, 90),
    "raised_number": _raised(FIGURE, 900),
    "thousands_to_millions": _to_millions,
    "led_instead_of_helped": _led,
}
