"""Pasting a mail: one proposal, nothing stored before it is confirmed, and then once."""

import datetime
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.models import Application, Event, Reminder, Round
from applications.stages import Ending, Stage
from tests.applications.mails.measure import HERE
from tests.factories import make_application, make_contact
from tests.test_every_url import fingerprint

PASTE, CONFIRM = reverse("applications:mail"), reverse("applications:confirm_mail")
TODAY = datetime.date(2026, 11, 18)
INVITATION = """\
From: Daria Lys <daria@dniprosoft.example>
Subject: Interview, Backend developer

Hi Alice,

we liked your CV and would like to invite you to an interview on Tuesday 24 November at 15:00:
https://meet.google.com/abc-defg-hij

Daria
Dnipro Soft
"""
REJECTION = "Unfortunately we have decided to move forward with other candidates."
HOSTILE = '<img src=x onerror=alert(1)><script>alert(2)</script>"><b>Canary</b>'

pytestmark = pytest.mark.usefixtures("clock")


def value_of(page, name):
    """What an input holds, or which radio button is chosen."""
    for tag in re.findall(rf'<input[^>]*name="{name}"[^>]*>', page):
        if 'type="radio"' not in tag or "checked" in tag:
            found = re.search(r'value="([^"]*)"', tag)
            return found[1] if found else ""
    return ""


def toast(page):
    """What the message about the deed says and offers."""
    return "".join(re.findall(r'<div class="toast .*?</div>', page, re.DOTALL))


def read(client, text, **more):
    return client.post(PASTE, {"pasted": text, "received_on": TODAY, **more})


def said(application="new", **over):
    """What the proposal's form sends."""
    form = {
        "key": str(uuid.uuid4()), "kind": "rejection", "application": str(application),
        "happened_on": "2026-11-17", "about": "Mail from Daria: News", "text": "The whole mail",
        "is_screening": "False", "day": "", "starts": "", "link": "",
        "offered": [] if application == "new" else [str(application)],
    }  # fmt: skip
    return form | over


@pytest.fixture
def application(alice):
    return make_application(alice, stage=Stage.APPLIED)


def test_invitation_proposes_an_interview_and_stores_nothing(alices, application):
    before = fingerprint()

    page = read(alices, INVITATION).text

    assert fingerprint() == before
    assert value_of(page, "kind") == "invitation"
    assert value_of(page, "application") == str(application.public_id)
    assert value_of(page, "day") == "2026-11-24"
    assert value_of(page, "starts") == "15:00"
    assert value_of(page, "link") == "https://meet.google.com/abc-defg-hij"
    assert "invite you to" in page  # the words that decided
    assert page.count("<h1") == 1
    assert 'id="id_keep_text"' in page
    assert "checked" not in re.search(r'<input[^>]*id="id_keep_text"[^>]*>', page)[0]


def test_confirmed_invitation_plans_the_round_and_moves(alices, application):
    form = said(
        application.public_id, kind="invitation", day="2026-11-24", starts="15:00",
        link="https://meet.google.com/abc-defg-hij",
    )  # fmt: skip

    response = alices.post(CONFIRM, form, follow=True)

    planned = Round.objects.get()
    assert (planned.day, planned.starts.hour) == (datetime.date(2026, 11, 24), 15)
    assert (planned.zone, planned.place) == ("Europe/Kyiv", form["link"])
    application.refresh_from_db()
    assert (application.stage, application.since) == (Stage.INTERVIEW, datetime.date(2026, 11, 17))
    assert "The interview is planned." in response.text
    assert not Event.objects.filter(kind="note").exists()  # the text was not to be kept


def test_screening_call_moves_to_screening_only(alices, application):
    form = said(application.public_id, kind="invitation", day="2026-11-24", is_screening="True")

    alices.post(CONFIRM, form)

    application.refresh_from_db()
    assert application.stage == Stage.SCREENING
    assert application.rounds.count() == 1


def test_invitation_without_a_day_asks_to_agree_on_one(alices, application):
    alices.post(CONFIRM, said(application.public_id, kind="invitation"))

    reminder = Reminder.objects.get()
    assert reminder.text == "Agree on a time with Dnipro Soft"
    assert reminder.due_on == datetime.date(2026, 11, 19)
    assert not Round.objects.exists()


def test_rejection_ends_the_application_and_can_be_undone(alices, application):
    page = alices.post(CONFIRM, said(application.public_id), follow=True).text

    application.refresh_from_db()
    assert (application.ending, application.since) == (
        Ending.REJECTED,
        datetime.date(2026, 11, 17),
    )
    event = application.events.latest("pk")
    undo = reverse("applications:undo_move", args=[application.public_id, event.public_id])
    assert undo in toast(page)
    alices.post(undo)
    application.refresh_from_db()
    assert application.ending == ""


@pytest.mark.parametrize("over", [{"kind": "invitation", "day": "2026-11-24"}, {"keep_text": "on"}])
def test_undo_is_not_offered_where_it_would_leave_half(over, alices, application):
    page = alices.post(CONFIRM, said(application.public_id, **over), follow=True).text

    assert toast(page)
    assert "/undo/" not in toast(page)


@pytest.mark.parametrize(
    ("kind", "stage", "text"),
    [
        ("offer", Stage.OFFER, "Answer the offer of Dnipro Soft"),
        ("test_task", Stage.TEST_TASK, "Hand in the test task of Dnipro Soft"),
    ],
)
def test_deadline_becomes_a_reminder(kind, stage, text, alices, application):
    form = said(application.public_id, kind=kind, day="2026-11-25", starts="17:00")

    alices.post(CONFIRM, form)

    application.refresh_from_db()
    reminder = Reminder.objects.get()
    assert application.stage == stage
    assert (reminder.text, reminder.due_on) == (text, datetime.date(2026, 11, 25))
    assert reminder.at == datetime.time(17)


def test_question_becomes_a_note_and_a_reminder(alices, application):
    alices.post(CONFIRM, said(application.public_id, kind="question"))

    application.refresh_from_db()
    assert application.stage == Stage.APPLIED
    assert application.events.get(kind="note").text == "Mail from Daria: News"
    assert Reminder.objects.get().text == "Answer Dnipro Soft"


def test_automatic_reply_becomes_a_note_only(alices, application):
    alices.post(CONFIRM, said(application.public_id, kind="automatic_reply"))

    application.refresh_from_db()
    assert application.stage == Stage.APPLIED
    assert application.events.filter(kind="note").count() == 1
    assert not Reminder.objects.exists()


def test_text_is_kept_only_when_ticked(alices, application):
    alices.post(CONFIRM, said(application.public_id, keep_text="on"))

    note = application.events.get(kind="note")
    assert note.text == "Mail from Daria: News\n\nThe whole mail"


def test_new_application_is_made_with_the_change(alices, alice):
    alices.post(CONFIRM, said(kind="offer", company="Kvitka", role="Analyst"))

    made = Application.objects.of(alice).get()
    assert (made.company, made.role, made.stage) == ("Kvitka", "Analyst", Stage.OFFER)
    assert made.applied_on == datetime.date(2026, 11, 17)


@pytest.mark.parametrize("kind", ["invitation", "rejection", "offer", "question"])
@pytest.mark.parametrize("is_new", [True, False])
def test_form_sent_twice_does_it_once(kind, is_new, alices, application):
    chosen = "new" if is_new else application.public_id
    form = said(
        chosen, kind=kind, day="2026-11-25", company="Kvitka", role="Analyst", keep_text="on"
    )
    alices.post(CONFIRM, form)
    before = fingerprint()

    response = alices.post(CONFIRM, form)

    assert response.status_code == 302
    assert fingerprint() == before


def test_later_stage_is_not_taken_back(alices, alice):
    application = make_application(alice, stage=Stage.OFFER)

    alices.post(CONFIRM, said(application.public_id, kind="invitation", day="2026-11-25"))

    application.refresh_from_db()
    assert application.stage == Stage.OFFER
    assert application.rounds.count() == 1


def test_older_mail_is_dated_no_earlier_than_the_latest_step(alices, alice):
    application = make_application(alice, stage=Stage.APPLIED, on=TODAY)

    alices.post(CONFIRM, said(application.public_id, happened_on="2026-11-10"))

    application.refresh_from_db()
    assert (application.ending, application.since) == (Ending.REJECTED, TODAY)


@pytest.mark.parametrize("field", ["application", "other"])
def test_foreign_application_is_refused(field, alices, bob):
    foreign = make_application(bob, company="Canary").public_id
    over = {"application": "other"} if field == "other" else {}
    before = fingerprint()

    response = alices.post(
        CONFIRM, said() | over | {field: str(foreign), "offered": [str(foreign)]}
    )

    assert response.status_code == 200
    assert "Choose one of your applications." in response.text
    assert "Canary" not in response.text
    assert fingerprint() == before


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"kind": ""}, "Choose what the mail is."),
        ({"application": ""}, "Choose the application."),
        ({"application": "other"}, "Choose the application."),
        ({"application": "new", "role": "Analyst"}, "A new application needs a company"),
        ({"starts": "10:00"}, "A time needs a day."),
        ({"day": "2200-01-01"}, "Choose a day between 2000 and 2100."),
        ({"link": "javascript:alert(1)"}, "Only links that begin with"),
        ({"happened_on": "2026-11-20"}, "This day has not come yet."),
    ],
)
def test_wrong_form_says_what_to_do_and_stores_nothing(over, sentence, alices, application):
    make_application(application.user, company="Kvitka")
    before = fingerprint()

    response = alices.post(
        CONFIRM,
        said(application.public_id, offered=[str(application.public_id)]) | over,
    )

    assert response.status_code == 200
    assert sentence in response.text
    assert response.text.count("<h1") == 1
    assert fingerprint() == before


def test_hostile_mail_is_escaped_everywhere(alices, alice):
    make_application(alice, company="Canary")
    mail = f"From: {HOSTILE} <x@evil.example>\nSubject: {HOSTILE}\n\nPlease confirm. {HOSTILE}"

    page = read(alices, mail).text

    assert "<b>Canary" not in page
    assert "<img src=x" not in page
    assert "alert(2)</script>" not in page


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"x" * 1_000_001, "at most 1 MB"),
        (b"x" * 5_000_000, "at most 1 MB"),
        (b"%PDF-1.7 ...", "This file is not a mail."),
        (b"", "There is no text in it."),
        (b"MIME-Version: 1.0\n" + b"X-A: b\n" * 100_000, "too tangled"),
        (b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i)
                  for i in range(10_000)), "too many parts"),
    ],
    ids=["large", "huge", "pdf", "empty", "headers", "nested"],
)  # fmt: skip
def test_bad_file_gets_one_sentence(body, sentence, alices):
    before = fingerprint()
    file = SimpleUploadedFile("mail.eml", body)

    response = alices.post(PASTE, {"file": file, "received_on": TODAY})

    assert response.status_code == 200
    assert sentence in response.text
    assert fingerprint() == before


@pytest.mark.parametrize("path", sorted((HERE / "eml").glob("*.eml")), ids=lambda path: path.stem)
def test_every_raw_message_gets_a_proposal(path, alices):
    file = SimpleUploadedFile(path.name, path.read_bytes())

    response = alices.post(PASTE, {"file": file, "received_on": TODAY})

    assert response.status_code == 200
    assert value_of(response.text, "kind")


def test_nothing_pasted_says_what_to_do(alices):
    assert "Paste a mail, or choose a file." in alices.post(PASTE, {"received_on": TODAY}).text


def test_unclear_mail_leaves_the_kind_to_the_person(alices):
    page = read(alices, "Lorem ipsum dolor sit amet").text

    assert "It is not plain what this mail is." in page
    assert value_of(page, "kind") == ""


def test_contact_of_the_sender_leads_to_the_application(alices, alice):
    make_application(alice, company="Kvitka", stage=Stage.APPLIED)
    application = make_application(alice, company="Northwind", stage=Stage.APPLIED)
    contact = make_contact(alice, email="Daria@agency.example")
    contact.applications.add(application)

    page = read(alices, f"From: Daria <daria@agency.example>\nSubject: News\n\n{REJECTION}").text

    assert value_of(page, "application") == str(application.public_id)
    assert "you know the sender from there" in page


def test_live_application_goes_before_an_ended_one(alices, alice):
    live = make_application(alice, stage=Stage.APPLIED)
    ended = make_application(alice, stage=Stage.APPLIED, on=TODAY)
    ended.end(Ending.NO_RESPONSE, TODAY)

    page = read(alices, INVITATION).text

    assert value_of(page, "application") == str(live.public_id)


def test_proposal_asks_the_database_twice_however_many_there_are(alices, application):
    for number in range(30):
        make_application(application.user, company=f"Company {number}")

    with CaptureQueriesContext(connection) as asked:
        read(alices, INVITATION)

    assert sum("applications_" in one["sql"] for one in asked.captured_queries) == 2


def test_address_of_the_confirmation_leads_back(alices):
    assert alices.get(CONFIRM)["Location"] == PASTE


FAR = "From: a@b.example\nDate: Fri, 31 Dec 9999 10:00:00 +0000\nSubject: Interview\n\n"


def test_mail_of_a_far_year_is_read_as_undated(alices, application):
    page = read(alices, f"{FAR}We would like to invite you to an interview tomorrow at 15:00.").text
    assert value_of(page, "kind") == "invitation"
    assert value_of(page, "day") == "2026-11-19"
