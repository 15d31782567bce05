"""The board: every live application in its column, from one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from applications.models import Application
from applications.stages import Ending, Stage

if TYPE_CHECKING:
    from accounts.models import User

CARD_FIELDS = ("public_id", "company", "role", "stage", "since", "location", "ending")
ENDED_SHOWN = 60


class Card(NamedTuple):
    public_id: str
    company: str
    role: str
    meta: str


@dataclass(frozen=True)
class Column:
    stage: Stage
    cards: list[Card]

    def html(self) -> SafeString:
        return render_cards(self.cards)


def columns(user: "User") -> list[Column]:
    found: dict[str, list[Card]] = {stage: [] for stage in Stage}
    live = Application.objects.of(user).live().order_by("-moved_at")
    for row in live.values_list(*CARD_FIELDS):
        found[row[3]].append(_card(row))
    return [Column(stage, found[stage]) for stage in Stage]


def ended_cards(user: "User") -> list[Card]:
    """The applications that ended last, newest first."""
    ended = Application.objects.of(user).ended().order_by("-moved_at")
    return [_card(row) for row in ended.values_list(*CARD_FIELDS)[:ENDED_SHOWN]]


def card_of(application: Application) -> Card:
    return _card(tuple(getattr(application, name) for name in CARD_FIELDS))


def render_cards(cards: Iterable[Card]) -> SafeString:
    """The one hot loop of the product: a compiled, autoescaping template."""
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)  # noqa: S101  tells the type checker which engine this is
    template = engine.env.get_template("applications/_cards.jinja")
    html = template.render(cards=cards, move_label=_("Move"))
    return SafeString(html)


def _card(row: tuple[Any, ...]) -> Card:
    public_id, company, role, _stage, since, location, ending = row
    day = _short_date(since)
    facts = [str(Ending(ending).label)] if ending else []
    facts += [day, location] if location else [day]
    return Card(str(public_id), company, role, " · ".join(facts))


def _short_date(day: Any) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")
