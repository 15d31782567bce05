"""Applications as text for Claude: plain lines of each, with what was chosen of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from applications.ledger import Kind
from applications.models import Application, Event, Posting, Round
from cv.sending.prompting import as_data

LONGEST = 80_000  # of all together; what is beyond stays home, and the page says so
LONGEST_POSTING = 6_000
LONGEST_NOTE = 2_000
MOST_NOTES = 20  # of one application, the newest


@dataclass(frozen=True)
class Pipeline:
    text: str
    kinds: tuple[str, ...]  # of data that it holds, as the log of calls names them
    is_shortened: bool  # more was chosen than may go along


@dataclass(frozen=True)
class Parts:
    """What of the applications goes along beside their facts."""

    has_postings: bool
    has_rounds: bool
    has_notes: bool


def read(applications: Sequence[Application], parts: Parts) -> Pipeline:
    keys = [application.pk for application in applications]
    rounds = _by_application(_rounds(keys)) if parts.has_rounds else {}
    notes = _by_application(_notes(keys)) if parts.has_notes else {}
    postings = _postings(keys) if parts.has_postings else {}
    said = {"applications": applications, "posting": postings, "rounds": rounds, "notes": notes}
    texts = [
        "\n".join(
            [
                *_facts(application),
                *(line for row in rounds.get(application.pk, ()) for line in _round(row)),
                *notes.get(application.pk, [])[-MOST_NOTES:],
                *postings.get(application.pk, []),
            ]
        )
        for application in applications
    ]
    ends = accumulate(map(len, texts))
    fitting = [text for text, end in zip(texts, ends, strict=True) if end <= LONGEST]
    kinds = tuple(kind for kind, held in said.items() if held)
    return Pipeline("\n\n".join(fitting), kinds, is_shortened=len(fitting) < len(texts))


def told(application: Application) -> str:
    """What the person themselves noted of it: when they applied, the rounds, the notes."""
    keys = [application.pk]
    applied = [f"applied on {application.applied_on}"] if application.applied_on else []
    said = [line for _, row in _rounds(keys) for line in _round(row)]
    return "\n".join([*applied, *said, *(note for _, note in _notes(keys))])


def _facts(application: Application) -> Iterator[str]:
    yield f"## {as_data(str(application))}"
    stage = application.ending or application.stage
    yield f"- {stage.replace('_', ' ')} since {application.since}"
    if application.applied_on:
        yield f"- applied on {application.applied_on}"
    if application.next_on:
        yield f"- next step: {application.next_kind.replace('_', ' ')} on {application.next_on}"
    said = (application.location, application.get_work_mode_display(), application.salary)
    yield from (f"- {as_data(str(fact))}" for fact in said if fact)


def _rounds(keys: list[int]) -> Iterable[tuple[int, Round]]:
    rows = Round.objects.filter(application__in=keys).kept().prefetch_related("people")
    return ((row.application_id, row) for row in rows)


def _round(row: Round) -> Iterator[str]:
    starts = f" at {row.starts:%H:%M}" if row.starts else ""
    people = len(row.people.all())  # whoever they are: their names are no business of the AI's
    what = f"{row.title or 'interview'} {row.get_medium_display()}".strip()
    yield f"- round {row.number} on {row.day}{starts}: {as_data(what)}" + (
        f", people: {people}" if people else ""
    )
    for label, text in (("preparation", row.preparation), ("how it went", row.debrief)):
        if text.strip():
            yield f"  - {label}: {as_data(text[:LONGEST_NOTE])}"


def _notes(keys: list[int]) -> Iterator[tuple[int, str]]:
    events = Event.objects.last_words().filter(application__in=keys).exclude(text="")
    for event in events.select_related("corrects").order_by("happened_on", "pk"):
        if (event.corrects or event).kind == Kind.NOTE:
            text = as_data(event.text[:LONGEST_NOTE])
            yield event.application_id, f"- note of {event.happened_on}: {text}"


def _postings(keys: list[int]) -> dict[int, list[str]]:
    """The newest of each application."""
    rows = Posting.objects.filter(application__in=keys).exclude(text="").order_by("pk")
    return {row.application_id: [_quoted(row.text)] for row in rows}


def _quoted(posting: str) -> str:
    return f"<posting>\n{as_data(posting[:LONGEST_POSTING])}\n</posting>"


def _by_application[T](rows: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for key, row in rows:
        found.setdefault(key, []).append(row)
    return found
