"""A mail as one plain value, wherever it came from."""

import datetime
from dataclasses import dataclass

LONGEST_TEXT = 100_000  # characters of a mail that are kept at all
LONGEST_LINE = 300  # of a subject, a name, an address


@dataclass(frozen=True)
class Meeting:
    """What a calendar part says. `day` and `starts` are as the calendar's own zone has them."""

    day: datetime.date
    starts: datetime.time | None
    zone: str = ""
    title: str = ""
    place: str = ""


@dataclass(frozen=True)
class Mail:
    text: str
    subject: str = ""
    sender: str = ""  # the name beside the address
    address: str = ""
    sent_at: datetime.datetime | None = None  # with the offset that it was sent with
    is_automatic: bool = False  # its headers say that nobody wrote it
    meeting: Meeting | None = None

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2].lower()
