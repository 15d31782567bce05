"""A person's applications as text for the coach: plain lines, in the order of the board's moves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from applications.ledger import Kind
from applications.models import Application, Event, Posting, Round
from coaching import prompts
from coaching.models import Conversation

LONGEST = 80_000  # of all together; what is beyond stays home, and the page says so
LONGEST_POSTING = 6_000
LONGEST_NOTE = 2_000
MOST_NOTES = 20  # of one application, the newest


@dataclass(frozen=True)
class Pipeline:
    text: str
    kinds: tuple[str, ...]  # of data that it holds, as the log of calls names them
    is_shortened: bool  # more was chosen than may go along


def read(conversation: Conversation) -> Pipeline:
    """The applications that were chosen, with what was chosen of each."""
    chosen = list(_chosen(conversation))
    keys = [application.pk for application in chosen]
    rounds = _by_application(_rounds(keys)) if conversation.has_rounds else {}
    notes = _by_application(_notes(keys)) if conversation.has_notes else {}
    postings = _postings(keys) if conversation.has_postings else {}
    said = {"applications": chosen, "posting": postings, "rounds": rounds, "notes": notes}
    parts = [
        "\n".join(
            [
                *_facts(application),
                *(line for row in rounds.get(application.pk, ()) for line in _round(row)),
                *notes.get(application.pk, [])[-MOST_NOTES:],
                *postings.get(application.pk, []),
            ]
        )
        for application in chosen
    ]
    ends = accumulate(map(len, parts))
    fitting = [part for part, end in zip(parts, ends, strict=True) if end <= LONGEST]
    kinds = tuple(kind for kind, held in said.items() if held)
    return Pipeline("\n\n".join(fitting), kinds, is_shortened=len(fitting) < len(parts))


def _chosen(conversation: Conversation) -> Iterable[Application]:
    return Application.objects.filter(
        conversations=conversation, user=conversation.user_id, deleted_at=None
    ).order_by("-moved_at", "-pk")


def _facts(application: Application) -> Iterator[str]:
    yield f"## {prompts.as_data(str(application))}"
    stage = application.ending or application.stage
    yield f"- {stage.replace('_', ' ')} since {application.since}"
    if application.applied_on:
        yield f"- applied on {application.applied_on}"
    if application.next_on:
        yield f"- next step: {application.next_kind.replace('_', ' ')} on {application.next_on}"
    said = (application.location, application.get_work_mode_display(), application.salary)
    yield from (f"- {prompts.as_data(str(fact))}" for fact in said if fact)


def _rounds(keys: list[int]) -> Iterable[tuple[int, Round]]:
    rows = Round.objects.filter(application__in=keys).kept().prefetch_related("people")
    return ((row.application_id, row) for row in rows)


def _round(row: Round) -> Iterator[str]:
    starts = f" at {row.starts:%H:%M}" if row.starts else ""
    people = len(row.people.all())  # whoever they are: their names are no business of the AI's
    what = f"{row.title or 'interview'} {row.get_medium_display()}".strip()
    yield f"- round {row.number} on {row.day}{starts}: {prompts.as_data(what)}" + (
        f", people: {people}" if people else ""
    )
    for label, text in (("preparation", row.preparation), ("how it went", row.debrief)):
        if text.strip():
            yield f"  - {label}: {prompts.as_data(text[:LONGEST_NOTE])}"


def _notes(keys: list[int]) -> Iterator[tuple[int, str]]:
    events = Event.objects.last_words().filter(application__in=keys).exclude(text="")
    for event in events.select_related("corrects").order_by("happened_on", "pk"):
        if (event.corrects or event).kind == Kind.NOTE:
            text = prompts.as_data(event.text[:LONGEST_NOTE])
            yield event.application_id, f"- note of {event.happened_on}: {text}"


def _postings(keys: list[int]) -> dict[int, list[str]]:
    """The newest of each application."""
    rows = Posting.objects.filter(application__in=keys).exclude(text="").order_by("pk")
    return {row.application_id: [_quoted(row.text)] for row in rows}


def _quoted(posting: str) -> str:
    return f"<posting>\n{prompts.as_data(posting[:LONGEST_POSTING])}\n</posting>"


def _by_application[T](rows: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for key, row in rows:
        found.setdefault(key, []).append(row)
    return found
