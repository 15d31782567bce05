"""When to ask the bank about a payment that is not settled."""

import datetime

from billing.models import AttemptState, PaymentAttempt

M, H = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)
PENDING = (0.5 * M, 2 * M, 10 * M, H, 6 * H)  # then daily
UNKNOWN = (5 * M, H, 6 * H, 24 * H)  # from when it was sent
DAY = 24 * H


def schedule(attempt: PaymentAttempt, now: datetime.datetime, *, is_new: bool) -> None:
    """Set when it is asked for next; a state that is new begins at the first step. Not saved."""
    if attempt.state != AttemptState.PENDING:
        attempt.due_at = None
        return
    if is_new or attempt.due_at is None:
        attempt.polls = 0
        attempt.due_at = now + PENDING[0]


def step(attempt: PaymentAttempt, now: datetime.datetime) -> datetime.datetime:
    """When it is due again, having been asked for once more now."""
    if attempt.state == AttemptState.UNKNOWN:
        sent_at = attempt.sent_at or attempt.created_at
        later = [sent_at + pause for pause in UNKNOWN if sent_at + pause > now]
        return later[0] if later else now + DAY
    steps = PENDING[attempt.polls + 1 :]
    following = now + (steps[0] if steps else DAY)
    closes = attempt.valid_until
    if closes is not None and now < closes < following:
        return closes + M  # the first moment when nobody can pay it any more
    return following
