"""The applications as a file."""

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications import exporting
from applications.forms.table import TableQueryForm
from applications.models import ApplicationQuerySet
from applications.table import filters
from trackr.http import AuthenticatedRequest


@require_safe
def as_csv(request: AuthenticatedRequest) -> StreamingHttpResponse:
    """What the table shows at this address; without a query all that are not in the bin."""
    if request.GET:
        chosen = TableQueryForm(request.GET).read()
        return _file(filters.rows_of(request.user, chosen, timezone.localdate()))
    return _file(request.user.applications.kept().order_by("-moved_at", "pk"))


def _file(applications: ApplicationQuerySet) -> StreamingHttpResponse:
    name = f"trackr-{timezone.localdate()}.csv"
    return StreamingHttpResponse(
        exporting.as_csv(applications),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
