"""The table: the same applications, searched, filtered and sorted."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from applications import salary
from applications.forms.bulk import ManyForm
from applications.forms.saved_views import SaveViewForm
from applications.forms.table import TableQueryForm
from applications.models import Application, ApplicationQuerySet
from applications.table import bulk, facets, filters
from applications.table.facets import Choice, Facets
from applications.table.filters import Filter
from trackr.http import AuthenticatedRequest

PAGE_SIZE = 50


@dataclass(frozen=True)
class Heading:
    """A column's heading: how the table is sorted by it now, and what a click makes of that."""

    label: str | Promise
    direction: str  # ascending, descending, or empty when another column decides
    address: str


@dataclass(frozen=True)
class Chip:
    """A choice that is in force, and the address without it."""

    label: str
    address: str


@dataclass(frozen=True)
class Tab:
    """Live, ended or all: how many there are, and where they are."""

    label: str | Promise
    number: int
    is_current: bool
    address: str


COLUMNS = [  # with the direction that a first click sorts by
    ("role", gettext_lazy("Role"), ""),
    ("company", gettext_lazy("Company"), ""),
    ("stage", gettext_lazy("Stage"), "-"),
    ("next", gettext_lazy("Next step"), ""),
    ("priority", gettext_lazy("Priority"), "-"),
    ("salary", gettext_lazy("Salary"), "-"),
    ("since", gettext_lazy("Last move"), "-"),
]


@require_safe
def show(request: AuthenticatedRequest) -> HttpResponse:
    form = TableQueryForm(request.GET)
    chosen = form.read()
    today = timezone.localdate()
    counted = facets.count(request.user, chosen, today)
    rows = filters.rows_of(request.user, chosen, today)
    context = {
        "page": _page(rows, counted.total, form.number()),
        "today": today,
        **_about(chosen, counted),
        "views": request.user.saved_views.all(),
        "many": ManyForm(auto_id="many-%s"),
        "most": bulk.MOST,
    }
    # The back button asks by htmx, too, but for the whole page.
    if not request.htmx or request.htmx.history_restore_request:
        return render(request, "applications/table.html", context)
    context["is_part"] = True
    response = render(request, "applications/table.html#results", context)
    response.headers["HX-Push-Url"] = _address(chosen)
    return response


def _about(chosen: Filter, counted: Facets) -> dict[str, Any]:
    """The filter that is in force, and the addresses of those one press away."""
    query = chosen.query_string()
    return {
        "chosen": chosen,
        "query": query,
        "page_query": QueryDict(query),
        "facets": counted,
        "shown": [_shown(one, chosen) for one in counted.shown],
        "chips": _chips(chosen, counted),
        "cleared": _address(chosen.cleared()),
        "headings": [_heading(*column, chosen) for column in COLUMNS],
        "sorts": [_sort(*column, chosen) for column in COLUMNS],
        "save_form": SaveViewForm(initial={"query": query}, auto_id="view-%s"),
    }


def _page(rows: ApplicationQuerySet, total: int, number: int) -> Page[Application]:
    pages = Paginator(rows, PAGE_SIZE)
    pages.count = total  # known by the facets: a query less
    return pages.get_page(number)


def _address(chosen: Filter) -> str:
    query = chosen.query_string()
    return reverse("applications:table") + (f"?{query}" if query else "")


def _shown(one: Choice, chosen: Filter) -> Tab:
    there = replace(chosen, show=one.value, stage=(), ending=())
    return Tab(one.label, one.number, one.is_chosen, _address(there))


def _heading(name: str, label: Promise, first_click: str, chosen: Filter) -> Heading:
    is_descending = chosen.sort.startswith("-")
    if chosen.sort.removeprefix("-") != name:
        return Heading(label, "", _address(replace(chosen, sort=first_click + name)))
    turned = _address(replace(chosen, sort=name if is_descending else f"-{name}"))
    return Heading(label, "descending" if is_descending else "ascending", turned)


def _sort(name: str, label: Promise, first_click: str, chosen: Filter) -> tuple[str, Promise, bool]:
    """Value, label and whether it is in force: headings of a table are no use on a phone."""
    is_chosen = chosen.sort.removeprefix("-") == name
    return chosen.sort if is_chosen else first_click + name, label, is_chosen


def _chips(chosen: Filter, counted: Facets) -> list[Chip]:
    """Each choice that narrows the table, in words."""
    several = [
        (group.name, value, _named(group.label, counted.label_of(group.name, value) or _("gone")))
        for group in counted.groups
        for value in getattr(chosen, group.name)
    ]
    single = [
        ("q", _named(_("Words"), chosen.q)),
        ("salary_in", _salary(chosen)),
        ("location", _named(_("Location"), chosen.location)),
        ("waiting", _waiting(chosen)),
    ]
    said = several + [(name, "", words) for name, words in single if words]
    return [Chip(words, _address(chosen.without(name, value))) for name, value, words in said]


def _named(kind: str | Promise, choice: str | Promise) -> str:
    return _("%(kind)s: %(choice)s") % {"kind": kind, "choice": choice} if choice else ""


def _salary(chosen: Filter) -> str:
    """As in “from 40,000 UAH per month”."""
    if not chosen.salary_in:
        return ""
    currency, _dash, period = chosen.salary_in.partition("-")
    words = dict(Application.SalaryPeriod.choices)[period]
    if chosen.salary_from is None:
        return _named(_("Salary"), f"{currency} {words}")
    return _named(_("Salary"), salary.describe(chosen.salary_from, None, currency, str(words)))


def _waiting(chosen: Filter) -> str:
    if chosen.waiting is None:
        return ""
    if not chosen.waiting:
        return _("Waiting for an answer")
    said = ngettext(
        "Waiting longer than %(days)s day", "Waiting longer than %(days)s days", chosen.waiting
    )
    return said % {"days": chosen.waiting}
