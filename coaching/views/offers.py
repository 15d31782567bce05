"""Offers side by side: the comparison, what is compared, by which criteria, and each offer."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.access import criterion_of, offer_of
from coaching.forms.criteria import CriteriaForm
from coaching.forms.offers import ChooseForm, OfferForm
from coaching.models import OfferComment
from coaching.models.offers import MOST
from coaching.offers import arithmetic, choosing, commenting, comparison, export
from coaching.offers.comparison import MOST_OFFERS
from cv.models import State
from trackr.http import AuthenticatedRequest, posted

REFUSED = 422
MOST_COMMENTS = 50  # the newest


@require_safe
def show(request: AuthenticatedRequest) -> HttpResponse:
    compared = comparison.read(request.user)
    today = timezone.localdate()
    context = {
        "compared": compared,
        "columns": [
            (column, column.offer.answer_by and (column.offer.answer_by - today).days)
            for column in compared.columns
        ],
        "waiting": comparison.waiting(request.user),
        "comments": _comments(request, compared),
        "most": MOST,
        "most_offers": MOST_OFFERS,
        "assumed": arithmetic,
        "beginning": choosing.BEGINNING,
    }
    return render(request, "coaching/offers/page.html", context)


@require_http_methods(["GET", "POST"])
def choose(request: AuthenticatedRequest) -> HttpResponse:
    form = ChooseForm(posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        choosing.choose(request.user, form.cleaned_data["applications"])
        return redirect("coaching:offers")
    context = {"form": form, "most_offers": MOST_OFFERS}
    return render(request, "coaching/offers/choose.html", context, status=_status(form))


@require_http_methods(["GET", "POST"])
def edit(request: AuthenticatedRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = offer_of(request.user, offer_id)
    form = OfferForm(posted(request), instance=offer)
    status = _status(form)
    if request.method == "POST" and form.is_valid():
        if form.save_if_current():
            messages.success(request, _("Saved."))
            return redirect("coaching:offers")
        status = 409
    context = {"form": form, "offer": offer, "most": MOST}
    return render(request, "coaching/offers/edit.html", context, status=status)


@require_POST
def take_out(request: AuthenticatedRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Out of the comparison; what was entered stays."""
    offer = offer_of(request.user, offer_id)
    if offer.join(is_compared=False):
        said = _("“%(application)s” is out of the comparison.") % {"application": offer}
        undo = reverse("coaching:put_back_offer", args=[offer.public_id])
        messages.success(request, said, extra_tags=undo)
    return redirect("coaching:offers")


@require_POST
def put_back(request: AuthenticatedRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = offer_of(request.user, offer_id)
    try:
        choosing.put_back(request.user, offer)
    except choosing.TooMany:
        messages.warning(request, _("There is no room: take another one out first."))
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": reverse("coaching:offers")})
    return redirect("coaching:offers")


@require_http_methods(["GET", "POST"])
def criteria(request: AuthenticatedRequest) -> HttpResponse:
    form = CriteriaForm(posted(request), user=request.user)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Saved."))
        return redirect("coaching:offers")
    context = {"form": form, "most": MOST, "most_criteria": choosing.MOST_CRITERIA}
    return render(request, "coaching/offers/criteria.html", context, status=_status(form))


@require_POST
def begin_criteria(request: AuthenticatedRequest) -> HttpResponse:
    choosing.begin_criteria(request.user)
    return redirect("coaching:offers")


@require_http_methods(["GET", "POST"])
def delete_criterion(request: AuthenticatedRequest, criterion_id: uuid.UUID) -> HttpResponse:
    """Asks first: the points given for it go along."""
    criterion = criterion_of(request.user, criterion_id)
    if request.method == "POST":
        criterion.delete()
        said = _("The criterion “%(criterion)s” is deleted.") % {"criterion": criterion}
        messages.success(request, said)
        return redirect("coaching:criteria")
    rated = criterion.ratings.count()
    context = {"criterion": criterion, "rated": rated}
    return render(request, "coaching/offers/criterion_delete.html", context)


@require_safe
def download(request: AuthenticatedRequest) -> HttpResponse:
    name = f"trackr-offers-{timezone.localdate()}.csv"
    return HttpResponse(
        export.as_csv(comparison.read(request.user)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _comments(
    request: AuthenticatedRequest, compared: comparison.Comparison
) -> list[tuple[OfferComment, bool]]:
    """The newest, each with whether the comparison has changed since."""
    mine = OfferComment.objects.of(request.user).exclude(state=State.FAILED)
    newest = mine.defer("result").order_by("-created_at")[:MOST_COMMENTS]
    return [(comment, commenting.is_outdated(comment, compared)) for comment in newest]


def _status(form: ChooseForm | OfferForm | CriteriaForm) -> int:
    return REFUSED if form.is_bound and form.errors else 200
