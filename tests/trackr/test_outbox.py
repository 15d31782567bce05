"""The outbox against the sandbox's Resend: each letter once, whatever breaks on the way."""

import datetime
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import override

from tests.cv.processes import until
from tests.factories import make_user
from trackr import cron
from trackr.mail import outbox
from trackr.mail.models import Letter

pytestmark = pytest.mark.django_db
FACTS = {"plan": "Pro", "ended_on": "18 November 2026", "pricing_url": "http://localhost/pricing/"}
FAULTS = {
    "rate_limited": "rate_limit_exceeded",
    "server_error": "application_error",
    "unauthorized": "invalid_api_key",
    "not_json": "application_error",
    "cut": "HttpClientError",
}


@pytest.fixture
def now_committed(django_capture_on_commit_callbacks):
    """What waits for the commit of the test's transaction happens at the block's end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def post(user, key="ended/1", **over):
    return outbox.post(user, "subscription_ended", key, "subscription_ended", FACTS | over)


def waiting(user, key="ended/1"):
    """A letter that was not tried yet."""
    assert post(user, key)
    return Letter.objects.get(dedupe_key=key)


def sweep(budget=datetime.timedelta(minutes=1)):
    now = timezone.now()
    return outbox.sweep(now, now + budget)


def keys(sandbox):
    return [request.headers["idempotency-key"] for request in sandbox.requests("resend")]


def test_letter_leaves_right_after_the_commit(alice, mailbox, sandbox, now_committed):
    with now_committed():
        assert post(alice) is True
        assert mailbox() == []

    letter = Letter.objects.get()
    (mail,) = mailbox()
    assert mail["to"] == ["alice@example.com"]
    assert mail["from"] == "Trackr <hello@trackr.help>"
    assert mail["reply_to"] == ["support@trackr.help"]
    assert mail["subject"] == "Your plan Pro has ended"
    assert mail["text"].startswith("Hello,\n\nYour plan Pro ended on 18 November 2026.")
    assert mail["html"].startswith("<!doctype html>")
    assert mail["tags"] == [{"name": "kind", "value": "subscription_ended"}]
    assert keys(sandbox) == [str(letter.pk)]
    assert (letter.state, letter.tries, letter.failure) == ("sent", 1, "")
    assert letter.sent_at


def test_words_are_emptied_once_they_are_sent(alice, mailbox, now_committed):
    with now_committed():
        letter = waiting(alice)
        assert letter.subject
        assert "Pro" in letter.text
        assert "Pro" in letter.html
    letter.refresh_from_db()
    assert (letter.subject, letter.text, letter.html) == ("", "", "")


def test_same_key_is_one_letter_even_after_it_was_sent(alice, mailbox, now_committed):
    for expected in (True, False):
        with now_committed():
            assert post(alice) is expected
    with now_committed():
        assert post(alice, plan="Ultra") is False
    assert Letter.objects.count() == len(mailbox()) == 1


def test_cause_that_is_rolled_back_sends_nothing(alice, mailbox, now_committed):
    with now_committed():
        with transaction.atomic():
            post(alice)
            transaction.set_rollback(True)
        assert post(alice, "ended/2") is True
    assert [letter.dedupe_key for letter in Letter.objects.all()] == ["ended/2"]
    assert len(mailbox()) == 1


def in_threads(deed, count=8):
    gate, results = threading.Barrier(count), []

    def run():
        gate.wait()
        try:
            results.append(deed())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_many_at_once_on_one_key_post_one_letter(committed_db, mailbox, sandbox):
    user = make_user("race@example.com")
    results = in_threads(lambda: post(user))
    assert sorted(results) == [False] * 7 + [True]
    assert len(keys(sandbox)) == len(mailbox()) == Letter.objects.count() == 1


def test_many_at_once_on_one_row_send_it_once(committed_db, mailbox, sandbox):
    user = make_user("race@example.com")
    sandbox.fault("resend", "server_error")
    post(user)
    Letter.objects.update(due_at=timezone.now())
    assert sorted(in_threads(sweep)) == [0] * 7 + [1]
    assert len(keys(sandbox)) == 2  # the one that failed, and the one that left
    assert len(mailbox()) == 1


@pytest.mark.parametrize("language", ["en", "uk"])
def test_letter_speaks_the_language_of_its_person(alice, language):
    alice.language = language
    with override("en" if language == "uk" else "uk"):
        letter = waiting(alice)
    assert letter.language == language
    assert f'<html lang="{language}">' in letter.html
    assert letter.text.startswith("Hello,") is (language == "en")


def test_letter_tells_time_in_the_zone_of_its_person(alice, settings, tmp_path):
    (tmp_path / "letters").mkdir()
    for ending in ("subject.txt", "txt", "html"):
        (tmp_path / "letters" / f"hour.{ending}").write_text("{{ at|date:'H:i' }} {{ name }}")
    django, jinja = settings.TEMPLATES
    settings.TEMPLATES = [django | {"DIRS": [tmp_path]}, jinja]
    alice.time_zone = "Asia/Tokyo"
    noon = datetime.datetime(2026, 11, 18, 12, 0, tzinfo=datetime.UTC)
    outbox.post(alice, "hour", "hour/1", "hour", {"at": noon})
    assert Letter.objects.get().subject == "21:00 Alice Kovalenko"


def test_letter_goes_to_the_address_of_the_day_it_leaves(alice, mailbox):
    waiting(alice)
    type(alice).objects.update(email="new@example.com")
    assert sweep() == 1
    assert mailbox()[0]["to"] == ["new@example.com"]


@pytest.mark.parametrize("fault", FAULTS)
def test_letter_waits_out_a_fault_and_leaves_once(
    alice, mailbox, sandbox, clock, now_committed, fault
):
    sandbox.fault("resend", fault)
    with now_committed():
        letter = waiting(alice)
    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.failure) == ("waiting", 1, FAULTS[fault])
    assert letter.text
    assert sweep() == 0

    clock.shift(datetime.timedelta(minutes=1))
    assert sweep() == 1
    assert sweep() == 0
    assert keys(sandbox) == [str(letter.pk)] * 2
    assert len(mailbox()) == 1


def test_letter_that_arrived_after_we_hung_up_is_not_sent_twice(
    alice, mailbox, sandbox, monkeypatch, now_committed
):
    monkeypatch.setattr("trackr.mail.backend.TIMEOUT_SECONDS", 0.1)
    sandbox.fault("resend", "slow", seconds=0.3)
    with now_committed():
        letter = waiting(alice)
    letter.refresh_from_db()
    assert (letter.state, letter.failure) == ("waiting", "HttpClientError")

    until(mailbox)
    monkeypatch.undo()
    Letter.objects.update(due_at=timezone.now())
    assert sweep() == 1
    assert len(mailbox()) == 1


def test_letter_waits_as_long_as_resend_asks(alice, sandbox, mailbox, clock):
    sandbox.fault("resend", "rate_limited", retry_after=600)
    letter = waiting(alice)
    sweep()
    letter.refresh_from_db()
    assert letter.due_at == timezone.now() + datetime.timedelta(minutes=10)


def test_letter_is_given_up_after_more_than_a_day(alice, sandbox, mailbox, clock):
    sandbox.fault("resend", "server_error", times=20)
    letter = waiting(alice)
    pauses = []
    for _ in range(7):
        sweep()
        letter.refresh_from_db()
        pauses.append((letter.due_at - timezone.now()) // datetime.timedelta(minutes=1))
        clock.move_to(letter.due_at)
    assert pauses == [1, 5, 30, 120, 360, 1440, 7 * 1440]
    assert (letter.state, letter.failure) == ("given_up", "application_error")
    assert len(keys(sandbox)) == 7


def test_words_of_a_failed_letter_are_kept_for_a_week(alice, mailbox, clock, caplog):
    letter = waiting(alice)
    Letter.objects.update(text="", html="")  # Resend refuses a mail without words
    sweep()
    letter.refresh_from_db()
    assert (letter.state, letter.failure) == ("refused", "missing_required_field")
    assert "alice" not in caplog.text

    Letter.objects.update(text="Kept words", html="<p>Kept words</p>")
    clock.shift(datetime.timedelta(days=7, seconds=-1))
    sweep()
    letter.refresh_from_db()
    assert letter.text == "Kept words"
    clock.shift(datetime.timedelta(seconds=1))
    sweep()
    letter.refresh_from_db()
    assert (letter.state, letter.subject, letter.text, letter.html) == ("refused", "", "", "")


def test_letter_whose_sender_died_after_sending_arrives_once(alice, mailbox, sandbox, clock):
    letter = waiting(alice)
    assert outbox.send(letter.pk) == "sent"
    lease = timezone.now() + outbox.LEASE
    Letter.objects.update(
        state="waiting", due_at=lease, subject=letter.subject, text=letter.text, html=letter.html
    )
    assert sweep() == 0

    clock.move_to(lease)
    assert sweep() == 1
    assert keys(sandbox) == [str(letter.pk)] * 2
    assert len(mailbox()) == 1


def test_late_failure_does_not_undo_what_a_later_claim_did(alice, mailbox, clock):
    letter = waiting(alice)
    late = outbox._claim(letter.pk)
    clock.shift(outbox.LEASE)
    assert outbox.send(letter.pk) == "sent"
    outbox._put_off(late, outbox.MailBusy("late"))
    outbox._close(late, Letter.State.REFUSED, "late")
    letter.refresh_from_db()
    assert (letter.state, letter.failure) == ("sent", "")


@pytest.mark.parametrize("poison", [{"kind": "two words"}, {"subject": "a\nb"}])
def test_poison_row_stops_no_other(alice, bob, mailbox, poison):
    waiting(alice, "poison")
    Letter.objects.update(**poison)
    waiting(bob, "fine")
    assert sweep() == 1
    assert mailbox()[0]["to"] == ["bob@example.com"]
    assert Letter.objects.get(dedupe_key="poison").state == "refused"


def test_row_that_breaks_our_own_code_is_put_off(alice, bob, mailbox, settings, caplog):
    waiting(alice)
    settings.MAILERS = {"default": {"BACKEND": "trackr.mail.nowhere.Backend"}}
    assert sweep() == 0
    letter = Letter.objects.get()
    assert (letter.state, letter.failure) == ("waiting", "broken")
    assert "broke" in caplog.text


def test_sweep_leaves_a_service_that_is_away_alone(alice, mailbox, sandbox):
    for number in range(5):
        waiting(alice, f"ended/{number}")
    sandbox.fault("resend", "server_error", times=5)
    assert sweep() == 0
    assert len(keys(sandbox)) == 3
    assert sorted(Letter.objects.values_list("tries", flat=True)) == [0, 0, 1, 1, 1]


def test_sweep_begins_no_letter_that_it_could_not_finish_in_time(alice, mailbox, sandbox):
    waiting(alice)
    assert sweep(datetime.timedelta(seconds=8)) == 0
    assert keys(sandbox) == []


def test_letters_leave_by_the_door_of_the_minute(alice, mailbox):
    waiting(alice)
    assert cron.run(cron.DOORS["minute"])["letters"] == 1
    assert len(mailbox()) == 1


def test_letters_go_with_their_person(alice, bob, mailbox):
    for user in (alice, bob):
        waiting(user, user.email)
    alice.delete()
    assert [letter.user for letter in Letter.objects.all()] == [bob]
    assert sweep() == 1


def test_letter_of_somebody_who_went_meanwhile_is_none(alice, mailbox):
    key = waiting(alice).pk
    alice.delete()
    assert outbox.send(key) is None
    assert mailbox() == []
