"""What a proposal needs from a mail besides its kind: company, day, time, link."""

import datetime
import re
import zoneinfo
from dataclasses import dataclass

from applications.capture.proposal import web_url
from applications.paste_mail import days, employer, quoting
from applications.paste_mail.days import Mention
from applications.paste_mail.mail import Mail, Meeting

LOOKED_AT = 10_000  # characters
NEAR = 90  # characters between a day and its time
URL = re.compile(r"https?://[^\s<>\"'«»]+", re.IGNORECASE)
MEETING = re.compile(
    r"meet\.google\.com|zoom\.us|teams\.(?:microsoft|live)\.com|webex\.com|whereby\.com"
    r"|calendly\.com"
    r"|cal\.com|doodle\.com|/meet|slot|book|/schedule",
    re.IGNORECASE,
)
OTHER_USES = re.compile(
    r"unsubscribe|privacy|prefs|preferences|/sign|sign(?:ly|now)|docusign|tracking|pixel|verify"
    r"|survey"
    r"|facebook\.com|linkedin\.com|instagram\.com|t\.me/|\.(?:png|gif|jpe?g)$",
    re.IGNORECASE,
)
ZONE = re.compile(
    r"\b(?:[A-Z]{2,4}T|UTC|GMT)(?:[+-]\d{1,2})?\b|\b(?:Kyiv|London|UK|Berlin|Paris|New York"
    r"|local) time\b"
    r"|за (?:київським|київським|лондонським|берлінським|варшавським"
    r"|центральноєвропейським)\w* часом"
    r"|\((?:London|Kyiv|Berlin|Warsaw|New York|Київ|Лондон|Варшава)\)"
)
DATED = frozenset({"invitation", "offer", "test_task", "question"})
MEANT_FOR_DEADLINES = frozenset({"offer", "test_task", "question"})
LINKED = frozenset({"invitation", "offer", "test_task"})


@dataclass(frozen=True)
class Details:
    company: str = ""
    day: datetime.date | None = None
    starts: datetime.time | None = None
    zone: str = ""  # as the mail says it
    link: str = ""


def read(mail: Mail, kind: str, zone: datetime.tzinfo | None = None) -> Details:
    """What is said for certain; which days and links matter depends on the kind of the mail.

    `zone` is the reader's: a calendar part is told in it, what people wrote stays as they wrote it.
    """
    company = employer.read(mail)
    letter = quoting.split(mail.text)
    text = letter.own[:LOOKED_AT]
    link = _link(text, kind) if kind in LINKED else ""
    if mail.meeting and kind == "invitation":
        return _of_calendar(mail.meeting, company, link, zone)
    if kind not in DATED or mail.sent_at is None:
        return Details(company, link=link)
    said = URL.sub(lambda found: " " * len(found[0]), text)
    day = _day(days.mentions(said, mail.sent_at.date()), days.times(said), kind)
    starts = _time_near(day, days.times(said)) if day else None
    named = ZONE.search(said) if starts else None
    return Details(
        company, day.day if day else None, starts, named[0].strip("()") if named else "", link
    )


def _of_calendar(
    meeting: Meeting, company: str, link: str, zone: datetime.tzinfo | None
) -> Details:
    link = link or web_url(meeting.place)
    if moment := _own_time(meeting, zone):
        return Details(company, moment.date(), moment.time(), link=link)
    return Details(company, meeting.day, meeting.starts, meeting.zone, link)


def labels(mail: Mail, kind: str) -> dict[str, str | None]:
    """In the words of the labelled set."""
    found = read(mail, kind, mail.sent_at.tzinfo if mail.sent_at else None)
    return {
        "company": found.company or None,
        "day": found.day.isoformat() if found.day else None,
        "time": found.starts.strftime("%H:%M") if found.starts else None,
        "link": found.link or None,
    }


def _own_time(meeting: Meeting, zone: datetime.tzinfo | None) -> datetime.datetime | None:
    """The moment of a calendar part in `zone`; None where its own zone is not known."""
    if meeting.starts is None or zone is None or not meeting.zone:
        return None
    try:
        named = zoneinfo.ZoneInfo(meeting.zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return datetime.datetime.combine(meeting.day, meeting.starts, named).astimezone(zone)


def _day(found: list[Mention], times: list[tuple[datetime.time, int]], kind: str) -> Mention | None:
    """The one day that is meant: of several, the only one with a time or the only deadline."""
    if kind == "question":
        found = [one for one in found if one.is_deadline]
    choices: tuple[list[Mention], ...]
    deadlines = [one for one in found if one.is_deadline]
    timed = [one for one in found if _time_near(one, times)]
    full = [one for one in found if one.is_full]
    if kind == "offer":
        choices = (deadlines, timed)
    elif kind in MEANT_FOR_DEADLINES:
        choices = (deadlines, timed, full, found)
    else:
        open_days = [one for one in found if not one.is_deadline]
        choices = ([one for one in timed if one in open_days], full, open_days)
    for chosen in filter(None, choices):
        return chosen[0] if len({one.day for one in chosen}) == 1 else None
    return None


def _time_near(day: Mention, times: list[tuple[datetime.time, int]]) -> datetime.time | None:
    """The one time beside a day; two of them are a choice."""
    near = {time for time, place in times if -NEAR <= place - day.end <= NEAR}
    return near.pop() if len(near) == 1 else None


def _link(text: str, kind: str) -> str:
    links = [found[0].rstrip(".,;:!?)]}'*_") for found in URL.finditer(text)]
    links = list(dict.fromkeys(one for one in links if not OTHER_USES.search(one)))
    meetings = [one for one in links if MEETING.search(one)]
    if kind == "offer":
        links = []
    wanted = meetings if kind != "test_task" and meetings else links
    return web_url(wanted[0]) if len(wanted) == 1 or meetings else ""
