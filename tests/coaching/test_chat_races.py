"""Two tabs, many threads, tabs that close, processes that die: one answer, one unit, one order."""

import datetime
import time

import pytest
from django.utils import timezone

from billing import allowance
from billing.models import AiCall
from coaching.chat import reply
from coaching.chat.sent import sent
from coaching.models import Turn
from cv.sending import asking
from tests.coaching.chats import address, followed, make_conversation, make_turn, start
from tests.conftest import signed_in
from tests.cv.processes import AT_ONCE, Tab, at_once, killed, until
from trackr import cron


@pytest.fixture
def alice(committed_db, alice):
    return alice


@pytest.fixture
def talk(alice, sandbox):
    return make_conversation(alice)


def test_messages_of_many_tabs_stay_in_order_and_run_one_at_a_time(alice, talk, sandbox):
    clients = [signed_in(alice) for _ in range(AT_ONCE)]
    digest = sent(alice, talk, "").digest

    def send(number):
        data = {"message": f"Message {number}", "digest": digest}
        return clients[number].post(address("send", talk), data).status_code

    statuses = at_once(send)
    assert statuses.count(302) == 1  # the others are told to wait, their words kept
    assert [turn.number for turn in talk.turns.all()] == [1]
    for number in range(2, 5):
        followed(clients[0], talk.turns.last())
        start(alice, talk, f"Message {number}")
    assert [turn.number for turn in talk.turns.all()] == [1, 2, 3, 4]


def test_who_has_to_wait_keeps_the_words(alice, talk):
    start(alice, talk)
    data = {"message": "Kept words", "digest": sent(alice, talk, "").digest}
    page = signed_in(alice).post(address("send", talk), data).content.decode()
    assert "Claude is still at work on something else for you." in page
    assert "Kept words</textarea>" in page


def test_sixteen_tabs_of_one_message_make_one_call(alice, talk, sandbox):
    turn = start(alice, talk)
    clients = [signed_in(alice) for _ in range(AT_ONCE)]
    ends = at_once(lambda number: followed(clients[number], turn)[-1])
    assert ends == [("over", "")] * AT_ONCE
    assert len(sandbox.requests("anthropic")) == 1
    assert allowance.left(alice, reply.FEATURE).used == 1


def test_sixteen_presses_of_try_again_reserve_once(alice, talk, sandbox):
    sandbox.fault("anthropic", "overloaded")
    turn = start(alice, talk)
    reply.run(alice, turn)
    clients = [signed_in(alice) for _ in range(AT_ONCE)]
    at_once(lambda n: clients[n].post(address("again", turn), {"digest": turn.digest}).status_code)
    assert allowance.left(alice, reply.FEATURE).used == 1
    assert sorted(AiCall.objects.values_list("state", flat=True)) == ["held", "refunded"]


def test_closed_tab_charges_once_and_keeps_the_text(alice, talk, sandbox, monkeypatch, live_server):
    monkeypatch.setattr(sandbox.world, "pace", 0.05)
    turn = start(alice, talk)
    tab = Tab(live_server, alice, "GET", address("events", turn))
    read = tab.read_until(b"event: piece")
    tab.close()
    assert b"event: over" not in read
    until(lambda: Turn.objects.get().is_over)
    assert Turn.objects.get().state == "done"
    assert "ANTHROPIC_API_KEY" in Turn.objects.get().answer  # the last line of the sandbox's
    until(lambda: AiCall.objects.get().state == AiCall.State.SETTLED)
    assert followed(signed_in(alice), turn) == [("over", "")]
    assert len(sandbox.requests("anthropic")) == 1


def stopped_in_a_silence(alice, turn, sandbox):
    """Seconds from the stop to the end of the stream."""
    client, other = signed_in(alice), signed_in(alice)

    def stop():
        until(lambda: sandbox.requests("anthropic"))
        other.post(address("stop", turn))
        return "stop", time.monotonic()

    def follow():
        assert followed(client, turn) == [("over", "")]
        return "over", time.monotonic()

    at = dict(at_once(lambda number: (stop, follow)[number](), count=2))
    return at["over"] - at["stop"]


@pytest.mark.parametrize("fault", ["silence", "slow"])
def test_stop_is_heard_while_claude_says_nothing(alice, talk, sandbox, fault):
    sandbox.fault("anthropic", fault, seconds=15)
    turn = start(alice, talk)
    assert stopped_in_a_silence(alice, turn, sandbox) < 2.5
    turn.refresh_from_db()
    assert (turn.state, turn.error) == ("failed", "stopped")
    assert allowance.left(alice, reply.FEATURE).used == 0


def test_stop_is_heard_while_older_messages_are_summarised(alice, talk, sandbox):
    for number in range(1, 6):
        make_turn(talk, number, "Q", "word " * 3_000)
    sandbox.fault("anthropic", "slow", seconds=15)
    turn = start(alice, talk)
    assert stopped_in_a_silence(alice, turn, sandbox) < 2.5
    turn.refresh_from_db()
    assert (turn.state, turn.error) == ("failed", "stopped")
    assert len(sandbox.requests("anthropic")) == 1  # no answer was asked for
    assert set(AiCall.objects.values_list("state", "outcome")) == {("refunded", "stopped")}


RUN = """
from coaching.access import turn_of
from coaching.chat import reply
from accounts.models import User
user = User.objects.get()
for piece in reply.follow(user, turn_of(user, sys.argv[1])):
    print("piece", flush=True)
"""


def test_killed_process_is_settled_by_the_lease(alice, talk, sandbox, monkeypatch):
    monkeypatch.setattr(sandbox.world, "pace", 0.2)
    turn = start(alice, talk)
    with killed(RUN, str(turn.public_id), sandbox=sandbox) as process:
        assert process.stdout.readline() == b"piece\n"
    call = AiCall.objects.get()
    assert (Turn.objects.get().state, call.state) == ("running", AiCall.State.HELD)

    def swept(after):
        now = call.lease_until + after
        doors = cron.SWEEPS["allowance"], cron.SWEEPS["turns"]
        return [sweep(now, timezone.now() + asking.STALE_AFTER) for sweep in doors]

    second = datetime.timedelta(seconds=1)
    assert swept(-60 * second) == [0, 0]
    assert swept(30 * second) == [1, 1]  # the lease runs from the press of Send
    assert swept(30 * second) == [0, 0]
    assert allowance.left(alice, reply.FEATURE).used == 0
    page = signed_in(alice).get(address("conversation", talk)).content.decode()
    assert "It was interrupted. Please start it again." in page
