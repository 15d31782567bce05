"""Facts of Claude's texts that nothing of the person's own proves: found, kept, and shown."""

from collections.abc import Iterable, Sequence

from applications.models import Application
from coaching.interviews import advising
from coaching.naming import About
from coaching.occurrences import spans
from cv import fact_lock
from cv.fact_lock.reasons import REASONS
from cv.tailoring.marking import Piece, marked

Fact = dict[str, str]  # as rows keep it: "text", "kind"


def found(texts: Sequence[str], sources: Sequence[str]) -> list[Fact]:
    """Each once, in the order of the texts."""
    return _each_once(one for text in texts for one in fact_lock.unproven(text, sources))


def found_in_advice(text: str, sources: Sequence[str], application: Application) -> list[Fact]:
    """It may name what the person applies for, where that claims nothing of them."""
    allowed = advising.spans(text, About(application.role, application.company))
    return _each_once(
        one
        for one in fact_lock.unproven(text, sources)
        if not any(start <= one.start and one.stop <= stop for start, stop in allowed)
    )


def _each_once(unproven: Iterable[fact_lock.Unproven]) -> list[Fact]:
    return list({one.text: {"text": one.text, "kind": one.kind} for one in unproven}.values())


def standing(facts: Sequence[Fact], texts: Sequence[str]) -> list[Fact]:
    """Those that the texts still say."""
    return [fact for fact in facts if any(spans(text, fact["text"]) for text in texts)]


def reasons(facts: Sequence[Fact]) -> list[tuple[str, str]]:
    """Each with the sentence on why it counts as unproven."""
    return [(fact["text"], str(REASONS[fact["kind"]])) for fact in facts]  # type: ignore[index]


def pieces(text: str, facts: Sequence[Fact]) -> list[Piece]:
    """The text cut where unproven facts begin and end."""
    return marked([Piece(text)], [span for fact in facts for span in spans(text, fact["text"])])
