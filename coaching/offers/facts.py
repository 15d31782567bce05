"""The comparison as text for Claude: plain lines of what the person entered and of our sums."""

import hashlib
from collections.abc import Iterator
from decimal import Decimal

from coaching.models import Offer
from coaching.offers import arithmetic
from coaching.offers.comparison import Column, Comparison, Pay, has_pay
from cv.sending.prompting import as_data


def criteria_of(comparison: Comparison) -> str:
    return "\n".join(f"- {_line(one.name)}: weight {one.weight}" for one in comparison.criteria)


def offers_of(comparison: Comparison, *, has_notes: bool) -> str:
    texts = ["\n".join(_offer(column, has_notes=has_notes)) for column in comparison.columns]
    return "\n\n".join([*texts, "\n".join(_standing(comparison))]).strip()


def basis_of(comparison: Comparison, *, has_notes: bool) -> str:
    """Names the comparison: another one as soon as anything in it that goes along has changed."""
    whole = f"{criteria_of(comparison)}\0{offers_of(comparison, has_notes=has_notes)}"
    return hashlib.sha256(whole.encode()).hexdigest()


def _offer(column: Column, *, has_notes: bool) -> Iterator[str]:
    offer, application = column.offer, column.application
    yield f"## {_line(str(application))}"
    yield f"- stage: {(application.ending or application.stage).replace('_', ' ')}"
    yield from _pay("gross", offer, offer.gross, offer.extra_gross, column.gross)
    yield from _pay("net", offer, offer.net, offer.extra_net, column.net)
    if not has_pay(offer):
        yield "- pay: not entered"
    if offer.answer_by:
        yield f"- answer by {offer.answer_by}"
    yield f"- score: {_score(column.score)}"
    for row in column.rows:
        points = "not rated" if row.points is None else f"{row.points} of {arithmetic.MOST}"
        reason = f"; reason: {_line(row.reason)}" if row.reason else ""
        yield f"- {_line(row.criterion.name)}: {points}{reason}"
    if has_notes and offer.note.strip():
        yield f"- note: {_line(offer.note)}"


def _pay(
    name: str, offer: Offer, amount: Decimal | None, extra: Decimal | None, pay: Pay
) -> Iterator[str]:
    if amount is not None:
        said = f"- {name}: {_money(amount)} {offer.currency} a {offer.period}"
        yield f"{said}, which makes {_money(pay.yearly)} a year" if offer.period != "year" else said
    if extra is not None:
        whole = f", with it {_money(pay.with_extra)} a year" if pay.with_extra is not None else ""
        yield f"- paid beside it once a year, {name}: {_money(extra)} {offer.currency}{whole}"


def _score(score: arithmetic.Score) -> str:
    if score.value is None:
        return "none, nothing that counts is rated"
    rated = f"{score.rated} of {score.counting} criteria rated"
    return f"{score.rounded} of 100; {rated}, {score.share} % of the weight"


def _standing(comparison: Comparison) -> Iterator[str]:
    verdict = comparison.verdict
    if verdict is None:
        return
    yield "## Standing"
    first, second = (_line(str(one.application)) for one in (verdict.first, verdict.second))
    if verdict.is_level:
        yield "- the two foremost are level"
    elif verdict.is_close:
        yield f"- first by the score: {first}"
        yield f"- {second} is less than {arithmetic.CLOSE} points behind: too close to call"
    else:
        yield f"- first by the score: {first}"
        yield f"- ahead of {second} by {verdict.gap} points"
    if verdict.is_uneven:
        yield "- not all are rated by the same criteria"
    if turn := verdict.turn:
        leader = _line(str(turn.leader.application))
        named = _line(turn.criterion.name)
        yield f"- with weight {turn.weight} for {named}, {leader} would be first"


def _money(amount: Decimal | None) -> str:
    """As in 1234.50, and 1234 for whole amounts."""
    text = f"{amount or Decimal(0):.2f}"
    return text.removesuffix(".00")


def _line(text: str) -> str:
    """One line: what the person typed can't pass for a line of ours."""
    return as_data(" ".join(text.split()))
