"""Where the bank's messages arrive."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from billing import webhook


@csrf_exempt
@login_not_required
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    if _announced(request) > webhook.LONGEST:
        return HttpResponse(status=webhook.Answer.TOO_LONG.value)
    answer = webhook.receive(request.body, request.headers.get("X-Sign", ""))
    return HttpResponse(status=answer.value)


def _announced(request: HttpRequest) -> int:
    """How many bytes the header tells of. 0 when it makes no sense: then none is read, either."""
    try:
        return int(request.headers.get("Content-Length") or 0)
    except ValueError:
        return 0
