"""The table: the same applications, sorted and searched."""

from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from applications.forms import TableQueryForm
from applications.models import ApplicationQuerySet
from applications.stages import ORDER
from trackr.http import AuthenticatedRequest

PAGE_SIZE = 50
COLUMNS = [
    ("role", _("Role")),
    ("company", _("Company")),
    ("stage", _("Stage")),
    ("since", _("Since")),
    ("moved", _("Last change")),
]


@require_safe
def show(request: AuthenticatedRequest) -> HttpResponse:
    form = TableQueryForm(request.GET)
    query = form.read()
    found = _sorted(_shown(request.user.applications.all(), query["show"]), query["sort"])
    page = Paginator(found.matching(query["q"]), PAGE_SIZE).get_page(query["page"])
    template = "applications/table.html"
    context = {"page": page, "query": query, "form": form, "columns": COLUMNS}
    return render(request, f"{template}#results" if request.htmx else template, context)


def _shown(applications: ApplicationQuerySet, show: str) -> ApplicationQuerySet:
    if show == "ended":
        return applications.ended()
    return applications if show == "all" else applications.live()


def _sorted(applications: ApplicationQuerySet, sort: str) -> ApplicationQuerySet:
    if sort == "stage":
        place = Case(
            *(When(stage=stage, then=Value(order)) for stage, order in ORDER.items()),
            output_field=IntegerField(),
        )
        return applications.order_by(place.desc(), "-moved_at")
    return applications.order_by(TableQueryForm.SORTS[sort], "-moved_at", "pk")
