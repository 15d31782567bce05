"""Days, times, links and companies as mails write them; nothing is guessed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.duplicates import Known
from applications.paste_mail import candidates, details, message
from applications.paste_mail.mail import Mail, Meeting
from tests.applications.mails.measure import measure

KYIV = datetime.timezone(datetime.timedelta(hours=2))
SENT = datetime.datetime(2026, 11, 18, 9, 30, tzinfo=KYIV)  # a Wednesday


def read(text, kind="invitation", **more):
    return details.read(Mail(text, sent_at=SENT, **more), kind)


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("Let us meet on Tuesday 24 November at 15:00.", "2026-11-24", "15:00"),
        ("Tue 24 Nov, 3 pm?", "2026-11-24", "15:00"),
        ("Nov 24th at 3:30pm works", "2026-11-24", "15:30"),
        ("2026-11-24 15:00", "2026-11-24", "15:00"),
        ("24.11 о 15:00", "2026-11-24", "15:00"),
        ("24.11.2026, об 11.30", "2026-11-24", "11:30"),
        ("у вівторок, 24 листопада, о 9-й ранку", "2026-11-24", "09:00"),
        ("завтра о 16:00", "2026-11-19", "16:00"),
        ("tomorrow at noon", "2026-11-19", "12:00"),
        ("післязавтра", "2026-11-20", None),
        ("наступного понеділка о 13:00", "2026-11-23", "13:00"),
        ("next Monday at 13:00", "2026-11-23", "13:00"),
        ("this Friday at 10:00", "2026-11-20", "10:00"),
        ("у п’ятницю з 14:00–15:30", "2026-11-20", None),
        ("on Friday, 14:00–15:30", "2026-11-20", "14:00"),
        ("Wednesday at 10:00", "2026-11-25", "10:00"),
        ("12 January at 10:00", "2027-01-12", "10:00"),
        # What could mean two days, or none.
        ("next Friday at 10:00", None, None),
        ("Monday or Tuesday at 10:00", None, None),
        ("Friday 24 November at 10:00", None, None),  # which is a Tuesday
        ("31.02 at 10:00", None, None),
        ("We spoke on 2 November at 10:00.", None, None),
        ("You would start on 1 December.", None, None),
        ("Call us at 10:00 any day.", None, None),
        ("on 24 November between 14:00 and 16:00", "2026-11-24", None),
        ("24 November at 10:00 or 11:30", "2026-11-24", None),
        ("version 3.10 and 15.50 an hour", None, None),
    ],
)
def test_day_and_time_of_a_meeting(text, day, time):
    found = details.labels(Mail(text.replace("’", "'"), sent_at=SENT), "invitation")
    assert (found["day"], found["time"]) == (day, time)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Please send it by Friday.", "2026-11-20"),
        ("no later than 24 November", "2026-11-24"),
        ("не пізніше 24.11", "2026-11-24"),
        ("до п'ятниці включно", "2026-11-20"),
        ("You start on 1 December, tell us by 24.11.2026", "2026-11-24"),
    ],
)
def test_deadline(text, day):
    assert details.labels(Mail(text, sent_at=SENT), "test_task")["day"] == day


@pytest.mark.parametrize("kind", ["rejection", "automatic_reply"])
def test_kinds_without_a_meeting_have_no_day_and_no_link(kind):
    found = read("24 November at 15:00 https://meet.google.com/abc", kind)
    assert (found.day, found.starts, found.link) == (None, None, "")


def test_zone_is_kept_as_it_is_written():
    assert read("24 November at 15:00 London time").zone == "London time"
    assert read("24 листопада о 15:00 за київським часом").zone == "за київським часом"


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Join: https://meet.google.com/abc.", "https://meet.google.com/abc"),
        ("https://a.example/jobs and https://zoom.us/j/1", "https://zoom.us/j/1"),
        ("https://a.example/x", "https://a.example/x"),
        ("https://a.example/x https://b.example/y", ""),
        ("https://a.example/unsubscribe", ""),
        ("javascript:alert(1) ftp://a.example/", ""),
    ],
)
def test_link_of_a_meeting(text, link):
    assert read(text).link == link


def test_calendar_part_is_told_in_the_readers_zone():
    meeting = Meeting(datetime.date(2026, 11, 30), datetime.time(23), "UTC", place="https://x.y/1")
    found = details.read(Mail("See you", sent_at=SENT, meeting=meeting), "invitation", KYIV)

    assert (found.day, found.starts) == (datetime.date(2026, 12, 1), datetime.time(1))
    assert found.link == "https://x.y/1"


@pytest.mark.parametrize(
    ("sender", "address", "text", "company"),
    [
        ("Ann | Northwind", "ann@gmail.com", "Hi", "Northwind"),
        ("Ann", "ann@northwind.example", "Hi\nAnn\nNorthwind Ltd", "Northwind"),
        ("Анна", "anna@hromadabank.example", "Вітаю\nАТ «Громада Банк»", "Громада Банк"),
        ("Box on behalf of Hexmoor", "no-reply@box.example", "Hi", "Hexmoor"),
        ("Ann", "ann@northwind.example", "Hi, Ann", ""),  # an address alone is no name
        # The name goes on where the domain ends.
        (
            "Ann",
            "a@quillmark.example",
            "Ann\nHead of Data, Quillmark Analytics",
            "Quillmark Analytics",
        ),
        (
            "Registrar",
            "r@eastlea.example",
            "the University of Eastlea asks",
            "University of Eastlea",
        ),
        ("Ann", "a@pine-foods.example", "Everyone at Pine Foods can read", "Pine Foods"),
        ("Ann", "a@brackwater.example", "Brackwater's team liked you", "Brackwater"),
        ("Ann", "a@birchandash.example", "Ann, Birch & Ash", "Birch & Ash"),
        ("Оля", "o@klinika-tysa.example", "Чекаємо в клініці «Тиса»", "Тиса"),
        (
            "Кадри",
            "k@obl-teatr.example",
            "Обласний драматичний театр",
            "Обласний драматичний театр",
        ),
        # A business without its legal form, a public body with what it is.
        ("Кадри ТОВ «Сонцекрай»", "hr@sontsekrai.example", "Вітаю", "Сонцекрай"),
        ("Кадри ДП «Рівнеліс»", "hr@rivnelis.example", "Вітаю", "ДП «Рівнеліс»"),
        ("Ann", "a@larch.example", "Ann\nLarch Sp. z o.o.", "Larch"),
        # As the dictionary has it, if the domain says so.
        ("Кар'єра в «Калині»", "no-reply@kalyna.example", "Вітаємо", "Калина"),
        ("Олег", "oleg@budmaister.example", "Чекаємо у «Буд Майстрі»", "Буд Майстр"),
        # Teams, robots and agencies are not whom one works for.
        ("Mossbridge Recruiting Team", "careers@mossbridge.example", "Hi", "Mossbridge"),
        ("Recruiting Team", "careers@mossbridge.example", "Hi", ""),
        (
            "Testhub",
            "no-reply@testhub.example",
            "Velora Labs invites you to take a test",
            "Velora Labs",
        ),
        ("Вісник", "robot@visnyk.example", "Компанія «Явір» запрошує Вас", "Явір"),
        ("Tom", "tom@harker.example", "My client wants to see you\nTom\nHarker Partners", ""),
        ("Tom", "tom@harker-recruit.example", "Your application to Bluestem is in", "Bluestem"),
        ("Tom via Linkhub", "m@linkhub.example", "Linkhub: a message", ""),
        ("Mail Delivery", "mailer-daemon@larch.example", "Larch: no such mailbox", ""),
        ("Bluestem Careers via Linkhub", "m@linkhub.example", "Linkhub: a message", "Bluestem"),
        ("Larch Careers", "no-reply@larch.example", "Feedback from Anna is in", "Larch"),
        ("Jo", "jo@pinegrove.example", "Jo\nPinegrove\nThey want you!", ""),
        # Other people's names, jobs and days are no companies.
        ("Ann", "a@tallow.example", "Recruiter Tallow Monday at 10", "Tallow"),
        ("Ann", "a@gmail.com", "Thanks for applying to Brackwater Mills.", "Brackwater Mills"),
        ("Ann", "a@gmail.com", "You have an interview with Peter Smith.", ""),
        ("Ann Birch", "ann@birch-studio.example", "See you, Ann Birch", ""),
    ],
)
def test_company_is_a_name_that_is_written(sender, address, text, company):
    assert read(text, sender=sender, address=address).company == company


def test_comma_in_a_shown_sender_hides_nothing():
    shown = "From: Ann, Birch Foods <ann@birch.example>\nSubject: Hello\n\nHi Olha"
    mail = message.from_text(shown, SENT.date())
    assert (mail.address, details.read(mail, "question").company) == (
        "ann@birch.example",
        "Birch Foods",
    )


def test_quoted_mail_names_no_company():
    text = "Yes, see you.\n\nOn Monday Bob wrote:\n> Bob\n> Quillmark Analytics"
    assert read(text, sender="Ann", address="ann@quillmark.example").company == ""


def known(company, role="Developer", ending="", on=2):
    import uuid

    day = datetime.date(2026, 11, on)
    return Known(uuid.uuid4(), company, role, "", "applied", ending, day, day)


def test_candidates_are_ranked_with_their_reasons():
    alike, named, other = known("Northwind LLC"), known("Kvitka"), known("Elsewhere", "Cook")
    ended = known("Northwind", ending="rejected")
    mail = Mail("Kvitka is mentioned", sent_at=SENT, address="ann@mail.example")

    ranked = candidates.rank([ended, named, other, alike], mail, "Northwind")

    assert [one.known for one in ranked] == [alike, ended, named]
    assert [one.reason for one in ranked] == [
        "the company’s name is alike", "the company’s name is alike", "the mail names the company",
    ]  # fmt: skip


def test_contact_goes_before_everything():
    tied, alike = known("Kvitka"), known("Northwind")
    mail = Mail("Hi", sent_at=SENT, address="ann@agency.example")

    ranked = candidates.rank([alike, tied], mail, "Northwind", {tied.public_id})

    assert ranked[0].known is tied


def test_role_in_the_subject_counts():
    wanted = known("Kvitka", "Data engineer")
    mail = Mail("Hello", subject="Interview: Senior Data Engineer", sent_at=SENT)

    assert [one.known for one in candidates.rank([known("X", "Cook"), wanted], mail, "")] == [
        wanted
    ]


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("0123456789.:/ -,оапm\n"), st.characters()), max_size=300
    ),
    st.sampled_from(["invitation", "offer", "test_task", "question", ""]),
)
def test_any_text_has_details(text, kind):
    found = read(text, kind)
    assert found.day is None or found.day >= SENT.date()
    assert found.starts is None or found.day


FLOORS = {"company": 0.80, "day": 0.95, "time": 0.93, "link": 0.95}


@pytest.mark.parametrize(
    ("half", "floors"),
    [
        ("train", FLOORS),
        ("wider", {**FLOORS, "time": 0.92}),
        ("heldout", {**FLOORS, "company": 0.75}),
    ],
)
def test_details_of_the_labelled_set(half, floors):
    _counts, said = measure(half)

    shares = {name: said[name, "right"] / said[name, "all"] for name in FLOORS}
    print(half, {name: f"{share:.1%}" for name, share in shares.items()})
    assert [name for name, floor in floors.items() if shares[name] < floor] == []
