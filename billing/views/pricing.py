"""What the plans are and cost: public."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from billing import offer, standing


@login_not_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    where = standing.of(request.user, timezone.now()) if request.user.is_authenticated else None
    context = {"columns": offer.columns(), "where": where}
    return render(request, "billing/pricing.html", context)
