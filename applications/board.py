"""The board: every live application in its column, from one query."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from applications.models import Application
from applications.next_action import Deed
from applications.stages import Ending, Stage

if TYPE_CHECKING:
    from accounts.models import User

CARD_FIELDS = (
    "public_id", "company", "role", "stage", "since", "location", "ending", "priority",
    "last_round_on", "next_kind", "next_on",
)  # fmt: skip
ENDED_SHOWN = 60


class Card(NamedTuple):
    public_id: str
    company: str
    role: str
    meta: str
    due: str  # late, today, or empty
    is_high: bool


@dataclass(frozen=True)
class Column:
    stage: Stage
    cards: list[Card]

    def html(self) -> SafeString:
        return render_cards(self.cards)


class Words(NamedTuple):
    """What the cards of one answer say again and again, each looked up once."""

    today: datetime.date
    day: Callable[[datetime.date], str]
    due_day: Callable[[datetime.date], tuple[str, str]]
    deeds: dict[str, str]
    endings: dict[str, str]
    interview: str


def columns(user: "User") -> list[Column]:
    found: dict[str, list[Card]] = {stage: [] for stage in Stage}
    live = Application.objects.of(user).live().order_by("-moved_at")
    words = _words()
    for row in live.values_list(*CARD_FIELDS):
        found[row[3]].append(_card(row, words))
    return [Column(stage, found[stage]) for stage in Stage]


def ended_cards(user: "User") -> list[Card]:
    """The applications that ended last, newest first."""
    ended = Application.objects.of(user).ended().order_by("-moved_at")
    words = _words()
    return [_card(row, words) for row in ended.values_list(*CARD_FIELDS)[:ENDED_SHOWN]]


def card_of(application: Application) -> Card:
    return _card(tuple(getattr(application, name) for name in CARD_FIELDS), _words())


def render_cards(cards: Iterable[Card]) -> SafeString:
    """The one hot loop of the product: a compiled, autoescaping template."""
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)  # noqa: S101  tells the type checker which engine this is
    template = engine.env.get_template("applications/_cards.jinja")
    labels = {"move_label": _("Move"), "high_label": _("High priority")}
    return SafeString(template.render(cards=cards, **labels))


def _words() -> Words:
    today = timezone.localdate()

    @cache
    def day(value: datetime.date) -> str:
        return date_format(value, "MONTH_DAY_FORMAT")

    @cache
    def due_day(value: datetime.date) -> tuple[str, str]:
        if value < today:
            return _("since %(day)s") % {"day": day(value)}, "late"
        return (_("today"), "today") if value == today else (day(value), "")

    deeds = {deed.value: str(deed.label) for deed in Deed}
    endings = {ending.value: str(ending.label) for ending in Ending}
    return Words(today, day, due_day, deeds, endings, str(Stage.INTERVIEW.label))


def _card(row: tuple[Any, ...], words: Words) -> Card:
    """An interview to come is what matters; else the next action; else since when it stands."""
    public_id, company, role, _stage, since, location, ending, priority, *coming = row
    last_round_on, next_kind, next_on = coming
    due = ""
    if ending:
        facts = [words.endings[ending], words.day(since)]
    elif last_round_on and last_round_on >= words.today:
        when, due = words.due_day(last_round_on)
        facts = [words.interview, when]
    elif next_on:
        when, due = words.due_day(next_on)
        facts = [words.deeds[next_kind], when]
    else:
        facts = [words.day(since)]
    if location:
        facts.append(location)
    is_high = priority == Application.Priority.HIGH
    return Card(str(public_id), company, role, " · ".join(facts), due, is_high)
