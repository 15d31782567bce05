"""Texts and raw messages, well-formed and hostile, read as one plain value in bounded time."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.paste_mail import meeting, message, quoting
from applications.paste_mail.failure import SENTENCES, MailFailed
from applications.paste_mail.mail import LONGEST_LINE, LONGEST_TEXT
from tests.applications.mails.measure import HERE, labelled

TODAY = datetime.date(2026, 11, 23)
RAW = b"MIME-Version: 1.0\n"
TRAIN = {one["id"]: one for one in labelled("train")}


def eml(name):
    return message.from_bytes((HERE / "eml" / f"{name}.eml").read_bytes(), TODAY)


def nested(levels):
    return RAW + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level)
        for level in range(levels)
    )


@pytest.mark.parametrize(
    ("name", "mail_id"),
    [
        ("plain-utf8-quoted-printable", None),
        ("plain-windows-1251-base64", "uk-rejection-12"),
        ("subject-koi8-u-encoded-word", "uk-automatic_reply-05"),
        ("forwarded-message-rfc822", "uk-invitation-06"),
        ("calendar-attachment", "en-invitation-16"),
        ("no-date-header", "en-question-14"),
    ],
)
def test_raw_message_says_what_the_mail_said(name, mail_id):
    mail = eml(name)

    told = TRAIN.get(mail_id) or next(
        one for one in TRAIN.values() if one["subject"] == mail.subject
    )
    assert mail.subject == told["subject"]
    assert f"<{mail.address}>" in told["from"]
    assert mail.text.split() == told["body"].split()


def test_encoded_words_are_joined_without_a_space():
    mail = message.from_bytes(
        RAW + b"Subject: =?koi8-u?b?98HbINemxMfVyw==?=\n =?koi8-u?b?wcI=?=\n\nhi", TODAY
    )
    assert mail.subject == "Ваш відгукаб"


def test_hidden_html_is_not_read_and_links_are():
    mail = eml("html-hidden-text-and-script")

    assert "other candidates" in mail.text
    for unseen in ("invited", "test task", "offer", "Are you still"):
        assert unseen not in mail.text
    shown = message.from_text('<p>See <a href="https://meet.google.com/abc">here</a></p>', TODAY)
    assert shown.text == "See here https://meet.google.com/abc"


def test_calendar_part_is_read():
    meeting = eml("calendar-attachment").meeting

    assert (meeting.day, meeting.starts) == (datetime.date(2026, 11, 30), datetime.time(16))
    assert (meeting.zone, meeting.place) == ("UTC", "https://zoom.us/j/88200417735")


def test_mail_without_a_date_counts_from_the_day_it_came():
    assert eml("no-date-header").sent_at.date() == TODAY


@pytest.mark.parametrize(
    ("labels", "day"),
    [
        ("From: Ann <ann@a.example>\nDate: Mon, 9 Nov 2026 10:00:00 +0200\nSubject: News", 9),
        ("Від: Ann <ann@a.example>\nДата: пн, 9 лист. 2026 р. о 10:00\nТема: News", 9),
        ("From: Ann <ann@a.example>\nSent: Monday, November 9, 2026 10:00 AM\nSubject: News", 9),
        ("From: Ann <ann@a.example>\nDate: 10/11/2026\nSubject: News", 23),  # two readings
    ],
)
def test_copied_headers_are_read(labels, day):
    mail = message.from_text(f"{labels}\n\nHello", TODAY)

    assert (mail.sender, mail.address, mail.subject) == ("Ann", "ann@a.example", "News")
    assert mail.sent_at.date() == datetime.date(2026, 11, day)
    assert mail.text == "Hello"


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-u", "utf-8", "x-nonsense", ""])
def test_charsets(charset):
    known = charset if charset in {"koi8-u", "utf-8"} else "windows-1251"
    kind = f"Content-Type: text/plain; charset={charset}\n" if charset else ""
    body = RAW + kind.encode() + b"\n" + "Їжак і ґава чекають на відповідь".encode(known)

    assert message.from_bytes(body, TODAY).text == "Їжак і ґава чекають на відповідь"


BOMBS = {
    "10,000 multiparts": (nested(10_000), "too_many_parts"),
    "deep": (nested(15), "too_many_parts"),
    "wide": (
        RAW + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 9_000,
        "too_many_parts",
    ),
    "10 MB": (RAW + b"\n" + b"x" * 10_000_000, "too_big"),
    "headers": (RAW + b"X-A: b\n" * 140_000, "too_slow"),
    "lines in depth": (nested(90) + b"x\n" * 39_000, "too_slow too_many_parts"),
    "carried in carried": (RAW + b"Content-Type: message/rfc822\n\n" * 90 + b"x", "empty"),
    "subject": (RAW + b"Subject: " + b"=?utf-8?b?AAAA?= " * 50_000 + b"\n\nhi", ""),
    "parameters": (RAW + b"Content-Type: text/plain" + b';a="' * 200_000 + b"\n\nhi", "too_slow"),
    "base64": (RAW + b"Content-Transfer-Encoding: base64\n\n!!!=A==&&\x00", ""),
    "nul": (RAW + b"Subject: a\x00b\nFrom: \x00\n\nhe\x00llo", ""),
    "html": (b"<div>" * 150_000 + b"<p>hello</p>", ""),
    "program": (b"PK\x03\x04", "not_text"),
    "program of no known kind": (b"\x7fELF offer: we are glad to offer you\x00\x00", "not_text"),
    "controls": (b"We are glad to offer you the position. " * 5 + b"\x01\x02\x03", "not_text"),
    "controls, but few": (b"We are glad to offer you the position.\f" * 5 + b"\x01", ""),
    "nothing": (b"  \n", "empty"),
}


@pytest.mark.parametrize(("body", "codes"), BOMBS.values(), ids=BOMBS)
def test_bomb_gets_a_clear_answer(body, codes):
    """Or it is given up: on a slow machine any of these may take longer than the reader allows."""
    code = ""
    try:
        message.from_bytes(body, TODAY)
    except MailFailed as failure:
        code = failure.code

    assert code in {*(codes.split() or [""]), "too_slow"}


@given(st.one_of(st.binary(max_size=2000), st.binary(max_size=2000).map(lambda body: RAW + body)))
def test_any_bytes_are_a_mail_or_a_sentence(body):
    read_or_refused(message.from_bytes, body)


@given(st.text(max_size=2000))
def test_any_text_is_a_mail_or_a_sentence(text):
    if mail := read_or_refused(message.from_text, text):
        assert quoting.split(mail.text).own


def read_or_refused(read, given):
    """The mail, which keeps the limits; None when a sentence says why there is none."""
    code, mail = "", None
    try:
        mail = read(given, TODAY)
    except MailFailed as failure:
        code = failure.code
    if mail is None:
        assert SENTENCES[code]
        return None
    assert 0 < len(mail.text) <= LONGEST_TEXT
    assert max(map(len, (mail.subject, mail.sender, mail.address))) <= LONGEST_LINE
    assert not set("\x00\r") & set(mail.text + mail.subject + mail.sender + mail.address)
    assert mail.sent_at is not None
    return mail


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Yes.\n\nOn Mon, 9 Nov 2026, Ann wrote:\n> No?\n> Ann", "Yes."),
        ("Так.\n\n> 9 лист. 2026, Анна пише:\n> Ні?", "Так."),
        ("Yes.\n\n-----Original Message-----\nFrom: Ann\nNo?", "Yes."),
        ("Yes.\n\nFrom: Ann\nSent: Monday\nTo: Me\nSubject: x\n\nNo?", "Yes."),
        ("> No?\nYes.\n> Sure?\nSure.", "Yes.\nSure."),
        ("Yes.\n-- \nAnn\nNorthwind", "Yes."),
        ("Yes.\nThis e-mail is confidential and may be privileged.", "Yes."),
        ("---------- Forwarded message ----------\nYes.", "Yes."),
    ],
)
def test_only_what_was_written_now_counts(text, own):
    assert quoting.split(text).own == own


def test_calendar_part_of_a_far_year_is_left_aside():
    event = "BEGIN:VEVENT\nDTSTART;TZID=America/New_York:{}T235900\nEND:VEVENT"
    assert meeting.read(event.format("21001231")).zone == "America/New_York"
    assert meeting.read(event.format("99991231")) is None
