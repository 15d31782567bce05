"""Offers for tests: criteria, what is offered, points, and comments begun as the product does."""

from django.urls import reverse

from coaching.models import Criterion, Offer, Rating
from coaching.offers import commenting, comparison
from tests.factories import make_application

PAGE = "/coach/offers/"


def make_criterion(user, name="Pay", weight=5, **fields):
    fields = {"position": Criterion.objects.of(user).count() + 1, **fields}
    return Criterion.objects.create(user=user, name=name, weight=weight, **fields)


def make_offer(user, *points, company="Rozum", stage="offer", reason="", **fields):
    """Points are of the person's criteria, in their order; None is not rated."""
    application = make_application(user, company=company, stage=stage)
    offer = Offer.objects.create(application=application, **fields)
    for criterion, one in zip(Criterion.objects.of(user), points, strict=False):
        Rating.objects.create(offer=offer, criterion=criterion, points=one, reason=reason)
    return offer


def url(name, *args):
    return reverse(f"coaching:{name}", args=[getattr(one, "public_id", one) for one in args])


def start(user, has_notes=False):
    compared = comparison.read(user)
    digest = commenting.preview(user, compared, has_notes=has_notes).digest
    return commenting.start(user, digest, has_notes=has_notes)


def commented(user, has_notes=False):
    comment = start(user, has_notes)
    commenting.run(user, comment)
    comment.refresh_from_db()
    return comment


def posted(offer, **said):
    """What the form of an offer sends, as it is filled now."""
    offer.refresh_from_db()
    told = {
        name: getattr(offer, name) if getattr(offer, name) is not None else ""
        for name in ("gross", "net", "currency", "period", "extra_gross", "extra_net", "note")
    }
    told |= {"answer_by": offer.answer_by or "", "version": offer.version}
    for rating in offer.ratings.select_related("criterion"):
        key = rating.criterion.public_id.hex
        told[f"points_{key}"] = "" if rating.points is None else rating.points
        told[f"reason_{key}"] = rating.reason
    return told | said
