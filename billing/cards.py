"""Cards that the bank keeps for us: given with a payment, replaced, buried, forgotten.

Which card is in use is a register of its own: its message may come after the payment's, and says
nothing of when.
"""

import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from billing import monobank
from billing.invoices import SavedCard
from billing.models import Card, ForgottenCard, PaymentAttempt, Subscription
from trackr import crypto, sweeping

if TYPE_CHECKING:
    from django.db.models import QuerySet

RETRY = datetime.timedelta(hours=1)


def take_in(attempt: PaymentAttempt, saved: SavedCard | None) -> None:
    """The card that came with an attempt, once; those given earlier leave. The subscription has to
    be locked."""
    subscription = attempt.subscription
    if saved is None or saved.status != "created" or not saved.token or not attempt.saves_card:
        return
    if saved.wallet_id not in ("", str(subscription.wallet_id)):
        return
    card, is_new = Card.objects.get_or_create(
        attempt=attempt,
        defaults={
            "subscription": subscription,
            "token": crypto.encrypt(saved.token),
            "given_at": attempt.created_at,
        },
    )
    if is_new:
        current = subscription.current_card() or card
        older = subscription.cards.filter(state__in=[Card.State.ACTIVE, Card.State.DEAD])
        _let_go(older.exclude(pk=current.pk))


def bury(card_id: int | None) -> bool:
    """The bank will never take this card: no charge of it begins any more. False: known already."""
    active = Card.objects.filter(pk=card_id or 0, state=Card.State.ACTIVE)
    return bool(active.update(state=Card.State.DEAD))


def let_all_go(subscription: Subscription) -> None:
    """Nothing will be charged any more: have the bank forget every card."""
    _let_go(subscription.cards.exclude(state=Card.State.DELETED))


def mask(card: Card) -> str:
    """The card's digits as the bank writes them, hidden but for some; asked live, kept nowhere.

    Raises a BankError. Empty when the bank does not list the card.
    """
    token = crypto.decrypt(card.token)
    listed = monobank.wallet(str(card.subscription.wallet_id))
    return next((one.mask for one in listed if one.token == token), "")


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Delete at the bank what is on its way out."""
    leaving = Card.objects.filter(state=Card.State.LEAVING, due_at__lte=now)
    done = sweeping.each(leaving, until, _delete, locks=False)
    forgotten = ForgottenCard.objects.filter(due_at__lte=now)
    return done + sweeping.each(forgotten, until, _forget, locks=False)


def _let_go(cards: "QuerySet[Card]") -> None:
    cards.update(state=Card.State.LEAVING, due_at=timezone.now())


def _delete(card: Card) -> None:
    """The bank may know one plastic by one token however often it is saved: a token that is in use
    stays."""
    if not _claim(card):
        return
    token = crypto.decrypt(card.token)
    others = card.subscription.cards.filter(~Q(pk=card.pk), state=Card.State.ACTIVE)
    if any(crypto.decrypt(other.token) == token for other in others) or _is_gone(token):
        Card.objects.filter(pk=card.pk).update(state=Card.State.DELETED, token="", due_at=None)


def _claim(card: Card) -> bool:
    due = Card.objects.filter(pk=card.pk, state=Card.State.LEAVING, due_at=card.due_at)
    return bool(due.update(due_at=timezone.now() + RETRY))


def _forget(card: ForgottenCard) -> None:
    due = ForgottenCard.objects.filter(pk=card.pk, due_at=card.due_at)
    if due.update(due_at=timezone.now() + RETRY) and _is_gone(crypto.decrypt(card.token)):
        ForgottenCard.objects.filter(pk=card.pk).delete()


def _is_gone(token: str) -> bool:
    try:
        monobank.delete_card(token)
    except (monobank.BankRefused, monobank.BankClosed) as error:
        return error.code in {"TOKEN_NOT_FOUND", "NOT_FOUND", "http_404", "1004"}
    except monobank.BankError:
        return False
    return True
