"""The board: every live application in its column, from one query."""

import datetime
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Func, TextField
from django.db.models.functions import Cast
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications.models import Application
from applications.next_action import Deed
from applications.stages import Ending, Stage
from trackr.compiled import CompiledQuery
from trackr.templatetags.trackr import icon

if TYPE_CHECKING:
    from accounts.models import User

CARD_FIELDS = (
    "company", "role", "stage", "since", "location", "ending", "priority", "round_days",
    "next_kind", "next_on",
)  # fmt: skip
PUBLIC_ID = Cast("public_id", TextField())  # 500 UUID objects take as long as half the query
HIGH = Application.Priority.HIGH.value
LIVE = CompiledQuery(
    lambda user: (
        Application.objects.of(user)
        .live()
        .order_by("-moved_at")
        .values_list(PUBLIC_ID, *CARD_FIELDS)
    )
)
ENDED = CompiledQuery(
    lambda user: Application.objects.of(user).ended().values_list(Func("pk", function="COUNT"))
)
ENDED_SHOWN = 60
INTERVIEW = Stage.INTERVIEW.value
LANGUAGES_AND_DAYS = 8  # whose words are kept: two languages, and it is two days at once
DAYS_KEPT = 4096  # as texts; a person's cards name some hundred


class Card(NamedTuple):
    public_id: str
    company: str
    role: str
    meta: str
    due: str  # late, today, or empty
    is_high: bool
    move_label: str


@dataclass(frozen=True)
class Column:
    stage: Stage
    cards: list[Card]

    @property
    def name(self) -> str:
        return self.stage.value

    @property
    def label(self) -> str:
        return str(self.stage.label)

    @property
    def add_label(self) -> str:
        return _("Add to %(stage)s") % {"stage": self.label}

    @property
    def empty_label(self) -> str:
        is_first = self.stage == Stage.SAVED
        return _("Save what looks interesting.") if is_first else _("Nothing here yet.")

    def html(self) -> SafeString:
        return render_cards(self.cards)


class Days(dict[datetime.date, str]):
    """Days in the words of one language, each put together once."""

    def __missing__(self, day: datetime.date) -> str:
        return _keep(self, day, date_format(day, "MONTH_DAY_FORMAT"))


class Coming(dict[tuple[str, datetime.date], tuple[str, str]]):
    """What comes next and when, in words, with whether it is late; each put together once."""

    def __init__(self, today: datetime.date, days: Days) -> None:
        super().__init__()
        self.today, self.days = today, days
        self.names = {deed.value: str(deed.label) for deed in Deed}
        self.names[INTERVIEW] = str(Stage.INTERVIEW.label)

    def __missing__(self, key: tuple[str, datetime.date]) -> tuple[str, str]:
        what, day = key
        if day < self.today:
            when, due = _("since %(day)s") % {"day": self.days[day]}, "late"
        else:
            when, due = (_("today"), "today") if day == self.today else (self.days[day], "")
        return _keep(self, key, (f"{self.names[what]} · {when}", due))


class Words(NamedTuple):
    """What the cards of one answer say again and again."""

    today: datetime.date
    days: Days
    coming: Coming
    endings: dict[str, str]
    move: str


def columns(user: "User") -> list[Column]:
    found: dict[str, list[Card]] = {stage: [] for stage in Stage}
    words = _words()
    for row in LIVE.rows(user.pk):
        found[row[3]].append(_card(row, words))
    return [Column(stage, found[stage]) for stage in Stage]


def ended_count(user: "User") -> int:
    return int(ENDED.rows(user.pk)[0][0])


def ended_cards(user: "User") -> list[Card]:
    """The applications that ended last, newest first."""
    ended = Application.objects.of(user).ended().order_by("-moved_at")
    words = _words()
    rows = ended.values_list(PUBLIC_ID, *CARD_FIELDS)[:ENDED_SHOWN]
    return [_card(row, words) for row in rows]


def card_of(application: Application) -> Card:
    facts = (getattr(application, name) for name in CARD_FIELDS)
    return _card((str(application.public_id), *facts), _words())


def render_columns(columns: list[Column]) -> SafeString:
    add_url = reverse("applications:add")
    return _render("columns", columns=columns, add_url=add_url, plus=icon("plus"))


def render_cards(cards: list[Card]) -> SafeString:
    return _render("cards", cards=cards, high_label=_("High priority"))


def _render(part: str, **context: Any) -> SafeString:
    """The one hot loop of the product: a compiled, autoescaping template."""
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)  # noqa: S101  tells the type checker which engine this is
    template = engine.env.get_template(f"applications/_{part}.jinja")
    return SafeString(template.render(context))


def _words() -> Words:
    return _words_of(get_language() or "", timezone.localdate())


@lru_cache(maxsize=LANGUAGES_AND_DAYS)
def _words_of(_language: str, today: datetime.date) -> Words:
    days = Days()
    endings = {ending.value: str(ending.label) for ending in Ending}
    return Words(today, days, Coming(today, days), endings, _("Move %(role)s"))


def _keep[K, V](kept: dict[K, V], key: K, value: V) -> V:
    if len(kept) >= DAYS_KEPT:
        kept.clear()
    kept[key] = value
    return value


def _card(row: tuple[Any, ...], words: Words) -> Card:
    """An interview to come is what matters; else the next action; else since when it stands."""
    public_id, company, role, _stage, since, location, ending, priority, *coming = row
    round_days, next_kind, next_on = coming
    due = ""
    if ending:
        meta = f"{words.endings[ending]} · {words.days[since]}"
    elif round_days and round_days[-1] >= words.today:
        day = next(day for day in round_days if day >= words.today)
        meta, due = words.coming[INTERVIEW, day]
    elif next_on:
        meta, due = words.coming[next_kind, next_on]
    else:
        meta = words.days[since]
    if location:
        meta = f"{meta} · {location}"
    move_label = words.move % {"role": role}  # in one piece: each is escaped by itself
    return Card(public_id, company, role, meta, due, priority == HIGH, move_label)
