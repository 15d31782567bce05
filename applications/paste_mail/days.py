"""Days and times as mails write them, English and Ukrainian, counted from the day of the mail.

Nothing is guessed: a day that could be two days, or a weekday beside the wrong date, is none.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from applications.paste_mail.calendar_words import MONTHS, WEEKDAYS, month, weekday

MOST_AHEAD = datetime.timedelta(days=200)
A_DAY = datetime.timedelta(days=1)
BEFORE = 32  # characters before a day that say what it is
TH = r"(?:st|nd|rd|th|-?го|-те|-ого|-е)?"
DATES = re.compile(
    r"\b(?P<iso>20\d\d-\d\d-\d\d)\b"
    r"|(?<![\d.,/])(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>20\d\d))?(?![\d/]|\.\d)"
    rf"|\b(?P<day2>\d{{1,2}}){TH}\.?(?: of)? (?P<name2>{MONTHS})\.?(?:,? (?P<year2>20\d\d)\b)?"
    rf"|(?P<name3>{MONTHS})\.? (?P<day3>\d{{1,2}}){TH}\b(?![:.]\d)(?:,? (?P<year3>20\d\d)\b)?"
    rf"|(?P<weekday>{WEEKDAYS})\.?(?:,? (?:the )?(?P<day4>\d{{1,2}})(?:st|nd|rd|th|-?го)\b)?"
    r"|\b(?P<relative>tomorrow|today|tonight|завтра|сьогодні|післязавтра)\b",
    re.IGNORECASE,
)
RELATIVE = {"today": 0, "tonight": 0, "сьогодні": 0, "tomorrow": 1, "завтра": 1, "післязавтра": 2}
NEXT = re.compile(r"(?:next|наступн\w+) $", re.IGNORECASE)
WRONG = re.compile(  # before a day: it is said of something else
    r"(?:start(?:s|ing|ed)?(?: date)?(?: on| from|:)?|from|since|between|of|dated|last|every"
    r"|after|joining(?: date)?:?"
    r"|each|until|від|минул\w+|кож\w+|щ[оo]|після|старт\w*:?|з|із|починаючи з|між|попередн\w+"
    r"|on the|not on"
    r"|starting on|available from)[\s:]*$",
    re.IGNORECASE,
)
UNTIL = re.compile(
    r"(?:by|before|until|till|no later than|not later than|deadline(?: is)?:?|due(?: on| by)?:?"
    r"|latest:?|complete by:?"
    r"|end of|до|не пізніше(?: ніж)?|дедлайн:?|deadline:?|термін:?|строк:?)"
    r"(?: (?:the )?(?:end of )?(?:this |цього |on "
    r"|кінця )?)?[\s:(]*(?:\d{1,2}(?:[:.]\d\d)? ?(?:[ap]m)?(?: on)? )?$",
    re.IGNORECASE,
)
ALTERNATIVE = re.compile(r"^\W{0,3}(?:or|and|to|або|чи|та|і|й|-|–|—)\W{1,2}$", re.IGNORECASE)

CLOCK = re.compile(
    r"(?<![\d.:,/-])(?P<hour>\d{1,2})(?::(?P<minute>\d\d))(?! ?\d)(?: ?(?P<half>[ap])\.?m\b)?"
    r"|(?<![\d.:,/-])(?P<hour2>\d{1,2})(?:\.(?P<minute2>\d\d))? ?(?P<half2>[ap])\.?m\b"
    r"|\b(?:at|@|о|об|на|around) (?P<hour3>\d{1,2})\.(?P<minute3>\d\d)(?![\d.])"
    r"|\b(?:о|об|на) (?P<hour4>\d{1,2})(?:-?(?:й|ій|тій|та))?(?! ?[.:]?\d)(?= ?(?:ранку|вечора"
    r"|годин|$|[,.;!?)\n]))"
    r"|\b(?P<hour5>\d{1,2})-?(?:та|ій|й) (?:ранку|години)"
    r"|\b(?P<noon>noon|midday|полудень|опівдні)\b",
    re.IGNORECASE,
)
RANGE = re.compile(  # hours that somebody may choose from
    r"(?:between|after|before|from|any ?time|somewhere|після|між|будь-коли|зранку"
    r"|з)\b[^.\n]{0,24}$",
    re.IGNORECASE,
)
JOINS = re.compile(r"^ ?(?:-|–|—|to|до) ?$")
CHOICE = re.compile(r"^\W*(?:or|або|чи|and|та|і)\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    day: datetime.date
    start: int
    end: int
    is_deadline: bool = False
    is_full: bool = False  # a date, rather than a weekday


def mentions(text: str, sent_on: datetime.date) -> list[Mention]:
    """Days that lie ahead of the mail and are said of a meeting or a deadline, in their order."""
    found: list[Mention] = []
    for match in DATES.finditer(text):
        before = text[max(0, match.start() - BEFORE) : match.start()]
        for day in _days_of(match, before, sent_on):
            is_near = found and match.start() - found[-1].end <= 4  # noqa: PLR2004
            if is_near and match["weekday"] is None and not found[-1].is_full:
                # "Thursday, 19 November" is one day; where they disagree it is none.
                last = found.pop()
                if last.day.weekday() == day.weekday():
                    found.append(replace(last, day=day, end=match.end(), is_full=True))
                continue
            if (
                is_near
                and match["weekday"]
                and not ALTERNATIVE.match(text[found[-1].end : match.start()])
            ):
                if found[-1].day.weekday() != weekday(match["weekday"]):
                    found.pop()
                continue
            if WRONG.search(before) and not UNTIL.search(before):
                continue
            found.append(
                Mention(
                    day,
                    match.start(),
                    match.end(),
                    bool(UNTIL.search(before)),
                    match["weekday"] is None or bool(match["day4"]),
                )
            )
    return [one for one in found if sent_on <= one.day <= sent_on + MOST_AHEAD]


def _days_of(match: re.Match[str], before: str, sent_on: datetime.date) -> Iterator[datetime.date]:
    """The one day of a match; nothing for a number that is no day."""
    try:
        yield _day_of(match, before, sent_on)
    except ValueError:
        return


def _day_of(match: re.Match[str], before: str, sent_on: datetime.date) -> datetime.date:
    if match["iso"]:
        return datetime.date.fromisoformat(match["iso"])
    if match["relative"]:
        return sent_on + RELATIVE[match["relative"].lower()] * A_DAY
    if match["weekday"]:
        return _of_weekday(match, before, sent_on)
    number = match["day"] or match["day2"] or match["day3"]
    name = match["name2"] or match["name3"]
    year = match["year"] or match["year2"] or match["year3"]
    return _in_year(int(number), month(name) if name else int(match["month"]), year, sent_on)


def _in_year(
    number: int, month_number: int, year: str | None, sent_on: datetime.date
) -> datetime.date:
    """A date without a year is the next one."""
    if year:
        return datetime.date(int(year), month_number, number)
    day = datetime.date(sent_on.year, month_number, number)
    return day if day >= sent_on - 31 * A_DAY else day.replace(year=day.year + 1)


def _of_weekday(match: re.Match[str], before: str, sent_on: datetime.date) -> datetime.date:
    """The next such day; "next Friday", said on a Monday, could be either, so it is none."""
    wanted = weekday(match["weekday"])
    day = sent_on + ((wanted - sent_on.weekday()) % 7 or 7) * A_DAY
    if match["day4"]:
        return (
            next(
                one
                for one in (day + 7 * weeks * A_DAY for weeks in range(8))
                if one.day == int(match["day4"])
            )
            if _fits(day, int(match["day4"]))
            else _nothing()
        )
    is_next = NEXT.search(before)
    is_of_this_week = day.isocalendar()[:2] == sent_on.isocalendar()[:2]
    if is_next and is_of_this_week:
        return _nothing()
    return day


def _fits(day: datetime.date, number: int) -> bool:
    return any((day + 7 * weeks * A_DAY).day == number for weeks in range(8))


def _nothing() -> datetime.date:
    raise ValueError("no day for certain")


def times(text: str) -> list[tuple[datetime.time, int]]:
    """Times of a beginning, with their places; hours to choose from are none."""
    found: list[tuple[datetime.time, int]] = []
    last_end, is_open = -1, False
    for match in CLOCK.finditer(text):
        time = _time_of(match)
        between = text[last_end : match.start()] if last_end >= 0 else ""
        is_end_of_range = last_end >= 0 and bool(JOINS.match(between))
        before = text[max(0, match.start() - BEFORE) : match.start()]
        if not is_end_of_range:
            is_open = bool(RANGE.search(before))
            if time and not is_open:
                found.append((time, match.start()))
        last_end = match.end()
    return found


def _time_of(match: re.Match[str]) -> datetime.time | None:
    if match["noon"]:
        return datetime.time(12)
    hour = int(next(filter(None, (match[f"hour{n}"] for n in ("", 2, 3, 4, 5)))))
    minute = int(match["minute"] or match["minute2"] or match["minute3"] or 0)
    half = (match["half"] or match["half2"] or "").lower()
    if half and 1 <= hour <= 12:  # noqa: PLR2004
        hour = hour % 12 + (12 if half == "p" else 0)
    return datetime.time(hour, minute) if hour <= 23 and minute <= 59 else None  # noqa: PLR2004
