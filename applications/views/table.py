"""The table: the same applications, sorted and searched."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from applications.forms.table import TableQueryForm
from applications.models import ApplicationQuerySet
from trackr.http import AuthenticatedRequest

PAGE_SIZE = 50


@dataclass(frozen=True)
class Heading:
    """A column's heading: how the table is sorted by it now, and what a click makes of that."""

    label: Promise
    direction: str  # ascending, descending, or empty when another column decides
    next_sort: str


COLUMNS = [  # with the direction that a first click sorts by
    ("role", _("Role"), ""),
    ("company", _("Company"), ""),
    ("stage", _("Stage"), "-"),
    ("since", _("Since"), "-"),
    ("moved", _("Last move"), "-"),
]


@require_safe
def show(request: AuthenticatedRequest) -> HttpResponse:
    form = TableQueryForm(request.GET)
    query = form.read()
    found = _sorted(_shown(request.user.applications.kept(), query["show"]), query["sort"])
    page = Paginator(found.matching(query["q"]), PAGE_SIZE).get_page(query["page"])
    context = {
        "page": page,
        "query": query,
        "form": form,
        "headings": [_heading(*column, query["sort"]) for column in COLUMNS],
        "has_any": bool(page.object_list) or request.user.applications.kept().exists(),
    }
    # The back button asks by htmx, too, but for the whole page.
    is_part = request.htmx and not request.htmx.history_restore_request
    template = "applications/table.html"
    return render(request, f"{template}#results" if is_part else template, context)


def _shown(applications: ApplicationQuerySet, show: str) -> ApplicationQuerySet:
    if show == "ended":
        return applications.ended()
    return applications if show == "all" else applications.live()


def _sorted(applications: ApplicationQuerySet, sort: str) -> ApplicationQuerySet:
    by = TableQueryForm.SORTS[sort.removeprefix("-")]
    first = by.desc() if sort.startswith("-") else by.asc()
    return applications.order_by(first, "-moved_at", "pk")


def _heading(name: str, label: Promise, first_click: str, sort: str) -> Heading:
    if sort.removeprefix("-") != name:
        return Heading(label, "", first_click + name)
    is_descending = sort.startswith("-")
    direction = "descending" if is_descending else "ascending"
    return Heading(label, direction, name if is_descending else f"-{name}")
