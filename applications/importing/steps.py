"""The ledger of a row that has no history of ours: its days and its status, as steps."""

import datetime
from collections.abc import Mapping

from applications.importing.fields import Field
from applications.ledger import Entry, Kind
from applications.stages import ORDER, Ending, Stage

DAY_OF: dict[str, Stage] = {
    Field.SAVED_ON: Stage.SAVED,
    Field.APPLIED_ON: Stage.APPLIED,
    Field.INTERVIEW_ON: Stage.INTERVIEW,
    Field.OFFER_ON: Stage.OFFER,
}
# Whoever hears such a thing has applied; a vacancy is closed for everybody.
AFTER_APPLYING = frozenset(Ending) - {Ending.CLOSED}


def of(
    status: str, days: Mapping[str, datetime.date], today: datetime.date
) -> tuple[list[Entry], bool]:
    """The steps, and whether the row has no day at all, so that they are of today.

    A status without a day of its own is of the last day that the row has.
    """
    known = {stage: days[name] for name, stage in DAY_OF.items() if name in days}
    if status == Stage.SAVED:  # a day in “Applied” beside it is one that was planned
        return _entries([(min(days.values(), default=today), status)]), not days
    if Stage.SAVED in known and known[Stage.SAVED] > min(known.values()):
        del known[Stage.SAVED]  # it came to the other tracker after the person had applied
    latest = max(days.values(), default=today)
    steps = [(day, str(stage)) for stage, day in known.items()]
    if status in AFTER_APPLYING and not set(known) - {Stage.SAVED}:
        steps.append((min([*known.values(), latest]), Stage.APPLIED))
    ordered = sorted(known, key=lambda stage: (known[stage], ORDER[stage]))
    if status and ordered[-1:] != [status]:
        steps.append((latest, status))
    return _entries(steps or [(latest, Stage.SAVED)]), not days


def _entries(steps: list[tuple[datetime.date, str]]) -> list[Entry]:
    """In the order of the days; on one day, stages in theirs and the ending last."""
    ordered = sorted(steps, key=lambda step: (step[0], ORDER.get(step[1], len(ORDER))))
    return [
        Entry(number, Kind.STAGE, day, stage=word)
        if word in ORDER
        else Entry(number, Kind.ENDING, day, ending=word)
        for number, (day, word) in enumerate(ordered, 1)
    ]
