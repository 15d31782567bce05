"""Letters at once, decisions at once, processes that die: one call, one unit, no decision lost."""

import contextlib
import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from billing import allowance
from billing.models import AiCall
from coaching.drafts import changes, write
from coaching.models import Draft, DraftChange, DraftVersion, Writing
from cv.sending import asking
from tests.coaching.letters import changed, make_draft, make_letter, start, written
from tests.conftest import signed_in
from tests.cv.processes import AT_ONCE, at_once, killed, until
from tests.factories import make_cv
from trackr import cron


@pytest.fixture
def alice(committed_db, alice):
    return alice


@pytest.fixture
def draft(alice, application, sandbox):
    return make_draft(alice, application)


def address(deed, thing):
    return reverse(f"coaching:{deed}", args=[thing.public_id])


def test_sixteen_tabs_of_one_letter_make_one_call(alice, draft, sandbox):
    writing = start(alice, draft)
    clients = [signed_in(alice) for _ in range(AT_ONCE)]
    statuses = at_once(lambda n: clients[n].post(address("writing_run", writing)).status_code)
    assert statuses == [302] * AT_ONCE
    assert len(sandbox.requests("anthropic")) == 1
    assert draft.versions.count() == 1
    assert allowance.left(alice, write.FEATURE).used == 1


def test_sixteen_presses_of_try_again_reserve_once(alice, draft, sandbox):
    sandbox.fault("anthropic", "overloaded")
    write.run(alice, start(alice, draft))
    chosen = {
        "key": str(uuid.uuid4()), "kind": draft.kind, "language": "en", "tone": draft.tone,
        "length": draft.length, "cv": draft.version.cv.pk, "has_posting": "on",
        "has_rounds": "on", "digest": write.preview(alice, draft).digest,
    }  # fmt: skip
    clients = [signed_in(alice) for _ in range(AT_ONCE)]
    at_once(lambda n: clients[n].post(address("draft_again_start", draft), chosen))
    assert sorted(AiCall.objects.values_list("state", flat=True)) == ["held", "refunded"]
    assert draft.writings.count() == 2
    assert allowance.left(alice, write.FEATURE).used == 1


def test_decisions_at_once_are_all_kept(alice, application, sandbox):
    make_cv(alice)
    lines = [f"Line number {number} of it." for number in range(AT_ONCE)]
    draft = make_letter(alice, application, "\n\n".join(lines))
    writing = Writing.objects.create(draft=draft, base=draft.newest(), state="done")
    rows = [
        DraftChange(
            writing=writing, position=n + 1, kind="replace", number=2 * n + 1,
            line=line, text=f"Changed {n}.",
        )
        for n, line in enumerate(lines)
    ]  # fmt: skip
    proposed = DraftChange.objects.bulk_create(rows)
    at_once(lambda n: changes.accept(proposed[n]))
    assert draft.newest().text == "\n\n".join(f"Changed {n}." for n in range(AT_ONCE))
    assert [version.number for version in draft.milestones()] == [AT_ONCE + 1, 1]


def test_edits_at_once_lose_nothing(alice, application):
    draft = make_letter(alice, application)

    def edit(number):
        mine = Draft.objects.get(pk=draft.pk)
        return bool(mine.write("Hi", f"Edit {number}", DraftVersion.Origin.EDITED, 1))

    assert sorted(at_once(edit)) == [False] * (AT_ONCE - 1) + [True]
    assert [version.number for version in draft.versions.all()] == [2, 1]


RUN = """
from coaching.access import writing_of
from coaching.drafts import write
from accounts.models import User
user = User.objects.get()
write.run(user, writing_of(user, sys.argv[1]))
"""


def test_killed_process_is_settled_by_the_lease(alice, draft, sandbox):
    writing = start(alice, draft)
    sandbox.fault("anthropic", "slow", seconds=60)
    with killed(RUN, str(writing.public_id), sandbox=sandbox):
        until(lambda: sandbox.requests("anthropic"))
    call = AiCall.objects.get()
    assert (Writing.objects.get().state, call.state) == ("running", AiCall.State.HELD)

    def swept(after):
        now = call.lease_until + after
        doors = cron.SWEEPS["allowance"], cron.SWEEPS["writings"]
        return [sweep(now, timezone.now() + asking.STALE_AFTER) for sweep in doors]

    second = datetime.timedelta(seconds=1)
    assert swept(-60 * second) == [0, 0]
    assert swept(30 * second) == [1, 1]  # the lease runs from the press of the button
    assert swept(30 * second) == [0, 0]
    assert allowance.left(alice, write.FEATURE).used == 0
    page = signed_in(alice).get(address("draft", draft)).content.decode()
    assert "It was interrupted. Please start it again." in page


def test_letter_deleted_while_it_is_written_is_given_back(alice, draft, sandbox):
    writing = start(alice, draft)
    assert writing.claim()
    write.delete(draft)
    assert allowance.left(alice, write.FEATURE).used == 0
    assert (
        not written(alice, make_draft(alice, draft.application))
        .writings.exclude(state="done")
        .exists()
    )


def test_proposals_of_two_requests_are_told_apart(alice, application, sandbox):
    make_cv(alice)
    draft = make_letter(alice, application, "Hello,\n\nI write to you about that role.\n\nBye")
    first = changed(alice, draft, "One.")
    changes.accept(first.changes.get(kind="add"))
    second = changed(alice, draft, "Two.")
    assert second.base.number == 2
    changes.accept(second.changes.get(kind="add"))
    assert {"One.", "Two."} <= set(draft.newest().text.split("\n"))


def test_edit_begun_before_a_decision_does_not_undo_it(alice, application, sandbox):
    make_cv(alice)
    draft = make_letter(alice, application, "One.\n\nTwo.")
    writing = Writing.objects.create(draft=draft, base=draft.newest(), state="done")
    first, second = (
        writing.changes.create(position=n, kind="replace", number=2 * n - 1, line=line, text=text)
        for n, line, text in ((1, "One.", "Uno."), (2, "Two.", "Due."))
    )
    changes.accept(first)
    base = draft.newest()
    changes.accept(second)
    assert draft.write("Hi", f"{base.text} PS", DraftVersion.Origin.EDITED, base.number) is None
    assert draft.newest().text == "Uno.\n\nDue."


def test_late_decision_on_an_earlier_request_keeps_the_later_ones_lines(alice, application):
    make_cv(alice)
    draft = make_letter(alice, application, "One.\n\nTwo.\n\nThree.")
    early = Writing.objects.create(draft=draft, base=draft.newest(), state="done")
    one = early.changes.create(position=1, kind="replace", number=1, line="One.", text="Uno.")
    new = early.changes.create(position=2, kind="add", number=1, line="One.", text="New.")
    changes.accept(one)
    late = Writing.objects.create(draft=draft, base=draft.newest(), state="done")
    two = late.changes.create(position=1, kind="replace", number=3, line="Two.", text="Due.")
    changes.accept(new)
    changes.accept(two)
    assert draft.newest().text == "Uno.\n\nNew.\n\nDue.\n\nThree."


def test_letter_is_deleted_while_it_is_kept_without_a_deadlock(alice, application, sandbox):
    for _round in range(3):
        draft = make_draft(alice, application)
        writing = start(alice, draft)

        def deed(number, draft=draft, writing=writing):
            with contextlib.suppress(Draft.DoesNotExist, Writing.DoesNotExist):
                if number % 2:
                    write.run(alice, Writing.objects.get(pk=writing.pk))
                else:
                    write.delete(Draft.objects.get(pk=draft.pk))

        at_once(deed)
        assert not Draft.objects.exists()
        assert not AiCall.objects.filter(state="held").exists()
