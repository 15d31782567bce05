"""Invented postings and CVs, each CV written for the posting of the same name."""

import datetime
from pathlib import Path

from cv import score

FOLDER = Path(__file__).parent
TODAY = datetime.date(2026, 11, 18)


def texts(folder, ending):
    return {path.stem: path.read_text() for path in sorted((FOLDER / folder).glob(ending))}


CVS = texts("cvs", "*.md")
POSTINGS = texts("postings", "*.txt")
# Postings that no CV here is written for, or too short for a comparison.
PAIRS = sorted(POSTINGS.keys() - {"android", "excerpt", "qa"})


def scored(cv, posting="", **over):
    return score.of(cv, posting=posting, **{"today": TODAY, **over})


def part_of(score, key):
    return next(part for part in score.parts if part.key == key)


def lost(score, key):
    """What a part lost: for each loss its code and its line."""
    return [(one.code, one.line) for one in part_of(score, key).losses]
