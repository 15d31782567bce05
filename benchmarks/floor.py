"""The least work that makes the board's bytes: two statements, strings put together, nothing else.

No session, no person, no Django, no translations: what is here is what the page is measured by. The
page around the cards is taken over from one that the product made. A test compares the bytes.
"""

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from markupsafe import escape

Row = tuple[Any, ...]

CARDS = """
SELECT public_id::text, company, role, stage, since, location, priority, round_days,
    next_kind, next_on
FROM applications_application
WHERE user_id = %s AND deleted_at IS NULL AND ending = '' ORDER BY moved_at DESC"""
ENDED = """
SELECT count(*) FROM applications_application
WHERE user_id = %s AND deleted_at IS NULL AND ending <> ''"""
STAGES = ("saved", "applied", "screening", "test_task", "interview", "offer")
DEEDS = {"apply": "Apply", "follow_up": "Follow up", "decide": "Decide"}
ZONE = ZoneInfo("Europe/Kyiv")  # of everybody that seed.py makes
MONTHS = " Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")
HIGH = (
    '<span class=card__high title="High priority">'
    "<span class=visually-hidden>High priority</span></span>"
)

A_COUNT = re.compile(r"(?<=data-count>)\d+")
CARDS_OF_COLUMN = re.compile(r'( id="cards-(?!ended)\w+">\s*)(?:<li class=card>.*\n)*')
VARYING = re.compile(r'(?<=nonce=")[^"]+|(?<=X-CSRFToken": ")\w+|(?<=middlewaretoken" value=")\w+')


def shell_of(page: str) -> list[str]:
    """What stands between the counts and the columns of a board in English."""
    return CARDS_OF_COLUMN.sub("\\1\0", A_COUNT.sub("\0", page)).split("\0")


def without_tokens(page: str) -> str:
    """Two renderings of one page differ in what must never be the same twice."""
    return VARYING.sub("", page)


class Floor:
    """A WSGI application that answers everything with one person's board."""

    def __init__(self, database_url: str, person: int, shell: list[str]) -> None:
        # Nothing is prepared: the poolers that the product has to live with don't allow it.
        self.connection = psycopg.connect(database_url, autocommit=True, prepare_threshold=None)
        self.person = person
        self.shell = shell

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        cards = self.connection.execute(CARDS, [self.person]).fetchall()
        ended = self.connection.execute(ENDED, [self.person]).fetchall()[0][0]
        page = fill(self.shell, cards, ended, datetime.datetime.now(ZONE).date())
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [page]


def fill(shell: list[str], rows: list[Row], ended: int, today: datetime.date) -> bytes:
    """The page with these cards, each in its column, newest move first."""
    columns: dict[str, list[str]] = {stage: [] for stage in STAGES}
    for row in rows:
        columns[row[3]].append(card(row, today))
    parts = [shell[0]]
    for cards, before, after in zip(columns.values(), shell[1::2], shell[2::2], strict=False):
        parts += [str(len(cards)), before, *cards, after]
    parts += [str(ended), shell[-1]]
    return "".join(parts).encode()


def card(row: Row, today: datetime.date) -> str:
    key, company, role, _stage, since, location, priority, rounds, deed, next_on = row
    company, role = str(escape(company)), str(escape(role))
    due = ""
    if rounds and rounds[-1] >= today:
        due, meta = dated("Interview", next(one for one in rounds if one >= today), today)
    elif next_on:
        due, meta = dated(DEEDS[deed], next_on, today)
    else:
        meta = day(since)
    if location:
        meta = f"{meta} · {escape(location)}"

    high = HIGH if priority == 3 else ""
    return (
        f"<li class=card><a class=card__role href=/applications/{key}/>{role}</a>"
        f"<span class=card__company>{company}{high}</span>"
        f"<span class=card__meta{due}>{meta}</span>"
        f'<a href=/applications/{key}/move/ data-move aria-label="Move {role}"></a>\n'
    )


def dated(deed: str, on: datetime.date, today: datetime.date) -> tuple[str, str]:
    if on > today:
        return "", f"{deed} · {day(on)}"
    if on == today:
        return " data-due=today", f"{deed} · today"
    return " data-due=late", f"{deed} · since {day(on)}"


def day(on: datetime.date) -> str:
    return f"{on.day} {MONTHS[on.month]}"
