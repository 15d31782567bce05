"""Insights: the page, its period, and the picture that names nobody."""

import datetime
import io
import re
import struct

import pytest
from django.urls import reverse
from django.utils import translation
from lxml import etree
from pytest_django.asserts import assertNumQueries

from applications.insights import picture
from applications.insights.reading import courses_of
from applications.models import Event
from tests.factories import make_application, make_contact, make_document, make_round

PAGE = reverse("applications:insights")
SVG = reverse("applications:insights_svg")
PNG = reverse("applications:insights_png")
TODAY = datetime.date(2026, 11, 18)  # the clock's

pytestmark = pytest.mark.usefixtures("clock")


def days_ago(days):
    return TODAY - datetime.timedelta(days=days)


def sent(user, *, ago=40, ending="", far=(), **fields):
    """Saved, applied, moved on a week apart, and ended."""
    application = make_application(user, on=days_ago(ago + 1), **fields)
    application.move("applied", days_ago(ago))
    day = ago
    for stage in far:
        day -= 7
        application.move(stage, days_ago(day))
    if ending:
        application.end(ending, days_ago(day - 7))
    return application


def html(client, **query):
    return client.get(PAGE, query).content.decode()


def words(page):
    """What is read, without tags and doubled spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_nobody_has_numbers_yet(alices, alice):
    make_application(alice)  # only saved
    page = html(alices)
    assert "No numbers yet" in page
    assert '<svg class="sankey"' not in page


def test_page_counts_by_the_furthest_stage(alices, alice):
    sent(alice, far=["screening", "interview"], ending="rejected")
    sent(alice, far=["interview", "offer"], ending="accepted")
    for _ in range(3):
        sent(alice, ending="no_response")
    page = words(html(alices))
    assert "Applied 100% 5 Screening or test task 40% 2 Interview 40% 2 Offer 20% 1" in page
    assert "Accepted 20% 1" in page
    assert "answered, 2 of 5 40%" in page
    assert "Applied No response 3" in page  # the table of the flows
    assert "Too early to name a weak step 5 applications" in page


def test_rates_of_four_are_hidden_and_counts_are_not(alices, alice):
    for _ in range(4):
        sent(alice, far=["interview"], source="DOU")
    page = words(html(alices))
    assert "%" not in page
    assert "Interview 4" in page
    assert "too few to say (4)" in page
    assert "4 of 20 applications needed" in page


def test_page_names_the_weakest_step_and_compares(alices, alice):
    for n in range(24):
        kept = sent(alice, ending="no_response", source="DOU" if n % 2 else "Djinni")
        make_document(kept, title="Backend", sent_on=days_ago(40), origin_version=3)
    page = words(html(alices))
    assert "The weakest step: from application to answer 0 of 24 got through this step: 0%." in page
    assert "DOU 0% 0 of 12" in page
    assert "Backend, version 3 0% 0 of 24" in page
    assert page.index("The weakest step") < page.index("How far they got")  # news before charts


def test_source_is_text_wherever_it_stands(alices, alice):
    for _ in range(20):
        sent(alice, source="<b>&\"'")
    assert "&lt;b&gt;&amp;&quot;&#x27;" in html(alices)


@pytest.mark.parametrize("period, total", [("all", 3), ("180", 3), ("90", 2), ("30", 1), ("x", 3)])
def test_period_counts_from_the_day_of_applying(alices, alice, period, total):
    for ago in (30, 90, 180):
        sent(alice, ago=ago)
    assert alices.get(PAGE, {"period": period}).context["total"] == total


def test_period_without_anything_leads_back_to_all(alices, alice):
    sent(alice, ago=40)
    page = html(alices, period="30")
    assert "Nothing was sent in this time" in page
    assert f'href="{PAGE}"' in page


@pytest.mark.parametrize("address", [PAGE, SVG, PNG])
@pytest.mark.parametrize(
    "query", ["period=-1", "period=1e9", "period=", "period=30&period=%F0%9F", "period[]=30", "x=1"]
)
def test_junk_in_the_address_is_all_time(alices, alice, address, query):
    sent(alice, ago=300)
    response = alices.get(f"{address}?{query}")
    assert response.status_code == 200
    if address == PAGE:
        assert response.context["total"] == 1


def test_bin_and_strangers_are_not_counted(alices, alice, bob):
    sent(alice).throw_away()
    sent(bob)
    assert "No numbers yet" in html(alices)


def test_hire_straight_out_of_saved_is_in_the_funnel(alice):
    make_application(alice, on=days_ago(9)).end("accepted", days_ago(2))
    assert courses_of(alice, TODAY, 1) == []
    (course,) = courses_of(alice, TODAY, 2)
    assert course.stages == ("applied", "offer")
    assert (course.applied_on, course.answered_on) == (days_ago(2), days_ago(2))


def test_what_was_corrected_counts_as_corrected(alice):
    application = sent(alice, ago=40, far=["interview"])
    wrong = Event.objects.get(stage="interview")
    application.correct(wrong, stage="screening", happened_on=days_ago(30))
    (course,) = courses_of(alice, TODAY)
    assert course.stages == ("applied", "screening")
    assert [(stay.stage, stay.days, stay.is_over) for stay in course.spells] == [
        ("applied", 10, True), ("screening", 30, False),
    ]  # fmt: skip
    application.retract(wrong)
    (course,) = courses_of(alice, TODAY)
    assert course.stages == ("applied",)


@pytest.mark.parametrize(
    "sent_ago, title",
    [
        ((40, 35, 20), "CV 35"),  # the answer came 33 days ago
        ((40, 33), "CV 33"),
        ((40, 20), "CV 40"),
        ((20, 10), "CV 20"),  # none before the answer: the first one known
        ((), None),
    ],
)
def test_answer_is_owed_to_the_cv_they_had(alice, sent_ago, title):
    application = sent(alice, ago=40, far=["screening"])
    make_document(application, kind="letter", title="Letter", sent_on=days_ago(34))
    for ago in sent_ago:
        make_document(application, title=f"CV {ago}", sent_on=days_ago(ago))
    (course,) = courses_of(alice, TODAY)
    assert (course.cv and course.cv.title) == title


@pytest.mark.parametrize("count", [1, 50])
def test_page_takes_five_queries(alices, alice, count):
    for n in range(count):
        make_document(sent(alice, far=["interview"], source=f"Source {n % 7}"))
    with assertNumQueries(5):  # session, user, applications, moves, CVs
        alices.get(PAGE)


@pytest.mark.parametrize("language", ["en", "uk"])
def test_chart_is_drawn_with_plain_numbers(alices, alice, language):
    alice.language = language
    alice.save(update_fields=["language"])
    for n in range(7):
        sent(alice, far=["screening"] if n % 3 else [])
    page = html(alices)
    (chart,) = re.findall(r'<svg class="sankey".*?</svg>', page, re.DOTALL)
    numbers = re.findall(r' (?:x|y|width|height|stroke-width)="([^"]*)"', chart)
    assert len(numbers) > 10
    assert all(re.fullmatch(r"\d+(\.\d+)?", number) for number in numbers)
    assert "style=" not in page
    assert 'aria-labelledby="sankey-title sankey-text"' in chart
    assert {"sankey-title", "sankey-text"} <= set(re.findall(r'id="([^"]+)"', chart))


# The picture to share.

CANARY = "Canary"


@pytest.fixture
def named(alice):
    """Alice's search with a name in every place that has room for one."""
    alice.name = "Canary Alice"
    alice.save(update_fields=["name"])
    application = sent(
        alice,
        far=["screening", "interview"],
        company="Canary Company",
        role="Canary Role",
        location="Canary City",
        source="Canary Source",
        url="https://canary.example/",
    )
    application.note("Canary note", TODAY)
    make_document(application, title="Canary CV", text="Canary text")
    make_contact(alice, name="Canary Contact").applications.add(application)
    make_round(application, title="Canary round", place="Canary place")


@pytest.mark.usefixtures("named")
def test_picture_names_nobody_and_no_day(alices, alice):
    (course,) = courses_of(alice, TODAY)
    assert CANARY in course.source  # what it is drawn from does hold names
    assert CANARY in course.cv.title
    svg = alices.get(SVG).content.decode()
    assert CANARY.casefold() not in svg.casefold()
    assert "alice" not in svg.casefold()
    assert "Interview <tspan" in svg  # it does show something
    read = " ".join(etree.fromstring(svg.encode()).itertext())
    assert not re.search(r"20\d\d|\d[./-]\d|day|Nov|Oct", read)


@pytest.mark.parametrize("language, word", [("en", "Interview"), ("uk", "Співбесіда")])
def test_picture_stands_alone_in_both_languages(alice, language, word):
    sent(alice, far=["interview"])
    with translation.override(language):
        svg = picture.as_svg(courses_of(alice, TODAY))
    assert word in svg
    drawing = etree.fromstring(svg.encode())
    assert drawing.get("width") == "1200"
    for needed in ("var(", "class=", "href", "style", "url("):
        assert needed not in svg


def test_picture_says_that_an_offer_counts_though_the_chart_saw_no_interview(alice):
    sent(alice, far=["interview"])
    sent(alice, far=["offer"])
    svg = picture.as_svg(courses_of(alice, TODAY))
    read = [text.strip() for text in etree.fromstring(svg.encode()).itertext() if text.strip()]
    named = dict(zip(read[6:10], read[2:6], strict=True))
    assert named == {
        "sent": "2", "answered": "2", "interview or further": "2", "reached an offer": "1",
    }  # fmt: skip
    assert 'Interview <tspan font-weight="700">1</tspan>' in svg


@pytest.mark.parametrize("applications", [0, 1, 30])
def test_png_is_the_same_picture_twice_as_sharp(alices, alice, applications):
    for _ in range(applications):
        sent(alice, far=["interview"])
    response = alices.get(PNG)
    assert response["Content-Type"] == "image/png"
    data = io.BytesIO(response.content)
    assert data.read(8) == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I4sII", data.read(16))[2:] == (2400, 1260)


@pytest.mark.usefixtures("named")
def test_png_has_no_room_for_words(alices):
    """Only the chunks of the picture itself: no text, no time, no place."""
    data, kinds, at = alices.get(PNG).content, set(), 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        kinds.add(kind)
        at += length + 12
    assert kinds <= {b"IHDR", b"IDAT", b"IEND", b"pHYs", b"sRGB", b"gAMA"}


def test_pictures_are_their_owners(client):
    for address in (SVG, PNG):
        assert client.get(address).status_code == 302


def test_svg_is_sent_as_a_picture_without_scripts(alices, alice):
    sent(alice)
    response = alices.get(SVG)
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    assert response.content.startswith(b"<svg")
