"""The written cases: train.jsonl is for tuning, of heldout.jsonl only totals are looked at."""

import datetime
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from cv.fact_lock import Unproven, unproven

FOLDER = Path(__file__).parent
MARK = re.compile(r"\[\[|\]\]")
TODAY = datetime.date(2026, 11, 28)


@dataclass(frozen=True)
class Case:
    language: str
    sources: list[str]
    honest: list[str]
    inventions: list[tuple[str, str, list[tuple[int, int]]]]  # kind, text, spans of the invented


@dataclass
class Figures:
    caught: dict[str, int] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)
    missed: list[tuple[str, str]] = field(default_factory=list)
    alarms: list[tuple[str, list[str]]] = field(default_factory=list)
    honest: int = 0

    def count(self, kind: str, text: str, is_caught: bool) -> None:
        self.of[kind] = self.of.get(kind, 0) + 1
        self.caught[kind] = self.caught.get(kind, 0) + is_caught
        if not is_caught:
            self.missed.append((kind, text))

    def count_honest(self, text: str, found: list[Unproven]) -> None:
        self.honest += 1
        if found:
            self.alarms.append((text, [f"{one.kind}: {one.text}" for one in found]))

    @property
    def caught_share(self) -> float:
        return sum(self.caught.values()) / max(1, sum(self.of.values()))

    @property
    def alarm_share(self) -> float:
        return len(self.alarms) / max(1, self.honest)


def read(name: str) -> list[Case]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_case(json.loads(line)) for line in lines]


def measure(cases: list[Case]) -> Figures:
    figures = Figures()
    for case in cases:
        for kind, text, spans in case.inventions:
            found = unproven(text, case.sources, today=TODAY)
            figures.count(kind, text, any(overlaps(one, span) for one in found for span in spans))
        for text in case.honest:
            figures.count_honest(text, unproven(text, case.sources, today=TODAY))
    return figures


def overlaps(one: Unproven, span: tuple[int, int]) -> bool:
    return one.start < span[1] and span[0] < one.stop


def _case(row: dict) -> Case:
    inventions = [(one["kind"], *unmarked(one["text"])) for one in row["inventions"]]
    return Case(row["language"], [row["cv"], *row["answers"]], row["honest"], inventions)


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without [[ and ]], and where what they enclose stands in it."""
    parts = MARK.split(text)
    spans, place = [], 0
    for number, part in enumerate(parts):
        if number % 2:
            spans.append((place, place + len(part)))
        place += len(part)
    return "".join(parts), spans
