"""The fact lock of letters: what nothing proves is marked, and keeps the letter from leaving."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from applications.models import SentDocument
from coaching.drafts import facts
from coaching.models import DraftVersion, Passage
from cv.tailoring import changes
from tests.coaching.letters import make_draft, make_letter, written
from tests.factories import (
    make_application,
    make_contact,
    make_cv,
    make_posting,
    make_round,
    make_tailoring,
)

KINDS = ["figure", "employer", "tool", "date"]


def address(deed, thing, *more):
    return reverse(f"coaching:{deed}", args=[thing.public_id, *more])


def standing(draft):
    return [fact.text for fact in facts.standing(draft, draft.newest())]


def confirm_posting(client, draft, version=1, **how):
    """As the page that shows this version would."""
    return client.post(address("draft_confirm_posting", draft), {"version": version}, **how)


@pytest.fixture
def invented(alice, application, sandbox):
    sandbox.fault("anthropic", "invention", kind="figure")
    return written(alice, make_draft(alice, application))


def test_honest_letter_has_no_open_facts(alice, application, sandbox):
    application.note("They pay 90000 a year", application.since)
    make_round(application, title="Talk with the team")
    contact = make_contact(alice)
    draft = make_draft(alice, application, to=contact, wish="I led 4 people at Kvitka in 2019.")
    assert standing(written(alice, draft)) == []


def test_honest_letter_in_ukrainian_has_none_either(alice, application, sandbox):
    draft = make_draft(alice, application, language="uk", wish="Можу почати в січні.")
    assert standing(written(alice, draft)) == []


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("kind", KINDS)
def test_invention_is_marked_and_locks_every_way_out(
    alices, alice, application, sandbox, kind, language
):
    sandbox.fault("anthropic", "invention", kind=kind)
    draft = written(alice, make_draft(alice, application, language=language))
    assert standing(draft)
    page = alices.get(address("draft", draft))
    assertContains(page, '<mark class="unverified">')
    assertNotContains(page, "mailto:?")
    for file in ("pdf", "docx", "text"):
        blocked = alices.get(address("draft_download", draft, file))
        assertContains(blocked, "things that nothing proves yet", status_code=409)
    answer = alices.post(address("draft_send", draft), {"sent_on": "2026-11-20"})
    assert answer.status_code == 409
    assert not SentDocument.objects.exists()


def test_confirmed_fact_lets_the_letter_go(alices, invented):
    (fact,) = facts.standing(invented, invented.newest())
    assert fact.text == "480 %"
    answer = alices.post(address("passage_confirm", fact.passage), {"fact": fact.text})
    assert answer.status_code == 302
    assert standing(invented) == []
    assert alices.get(address("draft_download", invented, "text")).status_code == 200


def test_line_edited_by_hand_still_holds_what_claude_brought_in(alices, invented):
    last = invented.newest()
    text = last.text.replace("I raised sales by 480 %.", "Sales went up 480%, honestly.")
    assert text != last.text
    invented.write(last.subject, text, DraftVersion.Origin.EDITED, last.number)
    assert standing(invented) == ["480 %"]
    text = text.replace(" 480%,", "")
    invented.write(last.subject, text, DraftVersion.Origin.EDITED, last.number + 1)
    assert standing(invented) == []


def test_what_a_person_writes_by_hand_is_their_word(alice, application):
    draft = make_letter(alice, application)
    draft.write("Hi", "I raised sales by 30 % at Globex.", DraftVersion.Origin.EDITED, 1)
    assert standing(draft) == []


def test_restored_version_brings_its_facts_back(alices, invented):
    last = invented.newest()
    invented.write(last.subject, "Nothing of it.", DraftVersion.Origin.EDITED, last.number)
    assert standing(invented) == []
    alices.post(address("draft_restore", invented, 1))
    assert standing(invented) == ["480 %"]


def test_what_only_the_posting_says_is_asked_for_and_confirmed_at_once(
    alices, alice, application, sandbox
):
    make_posting(application, text="You know Kafka and Terraform. We are 700 people.")
    draft = make_draft(alice, application)
    draft.save()
    text = "You use Kafka and Terraform, and are 700 people.\n\nI know Cassandra."
    draft.write("Hi", text, DraftVersion.Origin.WRITTEN, 0)
    facts.keep(draft, "Hi", [text], facts.sources_of(draft))
    found = {fact.text: fact.is_of_posting for fact in facts.standing(draft, draft.newest())}
    assert found == {"Kafka": True, "Terraform": True, "700": True, "Cassandra": False}
    page = alices.get(address("draft", draft))
    assertContains(page, "All 3 from the posting are said of the employer")
    confirm_posting(alices, draft)
    assert standing(draft) == ["Cassandra"]


def test_figure_is_confirmed_in_its_own_line_only_and_a_name_everywhere(alice, application):
    draft = make_draft(alice, application)
    draft.save()
    text = "I cut costs by 48 % with Cassandra.\n\nI kept 48 % more clients with Cassandra."
    draft.write("Hi", text, DraftVersion.Origin.WRITTEN, 0)
    facts.keep(draft, "Hi", [text], facts.sources_of(draft))
    assert standing(draft) == ["48 %", "Cassandra", "48 %", "Cassandra"]
    first = Passage.objects.get(text__startswith="I cut")
    assert facts.confirm(first, "48 %")
    assert facts.confirm(first, "Cassandra")
    assert not facts.confirm(first, "48 %")
    assert standing(draft) == ["48 %"]
    other = text.replace("Cassandra.", "Cassandra!")  # both lines by hand now
    draft.write("Hi", other, DraftVersion.Origin.EDITED, 1)
    assert [fact.line for fact in facts.standing(draft, draft.newest())] == [
        "I kept 48 % more clients with Cassandra!"
    ]


ABOUT = {"company": "Northwind", "role": "Staff Kubernetes Engineer", "location": "Berlin"}
ABOUT |= {"salary_min": 7000, "salary_currency": "EUR", "salary_period": "month"}


NAMED = [
    "I am writing about the role of Staff Kubernetes Engineer at Northwind in Berlin.",
    "I am writing to apply for the Staff Kubernetes Engineer role at Northwind.",
    "Пишу щодо вакансії «Staff Kubernetes Engineer» у Northwind.",
    "Thank you for the offer of 7000 EUR.",
    "I look forward to joining Northwind.",
    "Thank you for the interview for the Staff Kubernetes Engineer position at Northwind.",
    "I would like to withdraw my application for Staff Kubernetes Engineer at Northwind.",
    "Дякую за співбесіду на посаду Staff Kubernetes Engineer у Northwind.",
    "Прошу відкликати мій відгук на вакансію Staff Kubernetes Engineer у Northwind.",
]
CLAIMED = [
    ("I am a Staff Kubernetes Engineer by trade.", "Engineer"),
    ("I want the open role. As a Staff Kubernetes Engineer I led it.", "Engineer"),
    ("As a Staff Kubernetes Engineer I have built web applications.", "Engineer"),
    ("In my previous role as Staff Kubernetes Engineer at Northwind I built it.", "Northwind"),
    ("I know Kubernetes well.", "Kubernetes"),
    ("I write about the role because I know Kubernetes.", "Kubernetes"),
    ("At Northwind I built the ledger.", "Northwind"),
    ("Thank you for the call. At Northwind I wrote services.", "Northwind"),
    ("I currently earn 7000 EUR a month.", "7000 EUR"),
    ("I live in Berlin.", "Berlin"),
    ("I lived in Berlin and would join at once.", "Berlin"),
    ("Я добре знаю Kubernetes.", "Kubernetes"),
    ("Працюю на посаді Staff Kubernetes Engineer у Northwind.", "Northwind"),
]


def sources_about(alice):
    return facts.sources_of(make_draft(alice, make_application(alice, **ABOUT)))


@pytest.mark.parametrize("line", NAMED)
def test_what_is_applied_for_may_be_named(alice, line):
    assert sources_about(alice).unproven(line) == []


@pytest.mark.parametrize(("line", "found"), CLAIMED)
def test_what_is_applied_for_proves_nothing_of_the_person(alice, line, found):
    told = " ".join(fact["text"] for fact in sources_about(alice).unproven(line))
    assert found in told, told


def test_letter_that_names_the_role_does_not_prove_it_in_the_next_one(alice):
    draft = make_draft(alice, make_application(alice, **ABOUT))
    draft.save()
    text = f"{NAMED[1]}\n\nWould a short call on Zoom suit you?"
    draft.write("Application: Staff Kubernetes Engineer", text, DraftVersion.Origin.WRITTEN, 0)
    facts.keep(draft, draft.newest().subject, [text], facts.sources_of(draft))
    assert standing(draft) == []
    sources = facts.sources_of(draft, "", draft.newest())
    for claim in ("I am a Staff Kubernetes Engineer.", "At Northwind I wrote it.", "I know Zoom."):
        assert sources.unproven(claim), claim


def test_what_was_confirmed_of_the_employer_stays_asked_for_in_other_lines(alice, application):
    make_posting(application, text="You know Kafka.")
    draft = make_draft(alice, application)
    draft.save()
    lines = "You use Kafka.\n\nI bring years of Kafka to it."
    draft.write("Hi", lines, DraftVersion.Origin.WRITTEN, 0)
    facts.keep(draft, "Hi", [lines], facts.sources_of(draft))
    assert facts.confirm(Passage.objects.get(text="You use Kafka."), "Kafka")
    assert standing(draft) == ["Kafka"]
    draft.write("Hi", lines.replace("to it.", "to it!"), DraftVersion.Origin.EDITED, 1)
    assert standing(draft) == ["Kafka"]
    sources = facts.sources_of(draft, "", draft.newest())
    assert sources.unproven("I know Kafka.")


def test_what_is_true_of_the_employer_proves_nothing_of_the_person(alices, alice, application):
    make_posting(application, text="You know Kafka and Terraform.")
    draft = make_draft(alice, application)
    draft.save()
    text = "You use Kafka and Terraform."
    draft.write("Hi", text, DraftVersion.Origin.WRITTEN, 0)
    facts.keep(draft, "Hi", [text], facts.sources_of(draft))
    confirm_posting(alices, draft)
    assert standing(draft) == []
    sources = facts.sources_of(draft, "", draft.newest())
    found = sources.unproven("I ran Kafka and Terraform.")
    assert [fact["text"] for fact in found] == ["Kafka", "Terraform"]


def test_confirming_at_once_settles_only_what_was_shown(alices, alice, application):
    make_posting(application, text="Kafka, 7 years. Terraform.")
    draft = make_draft(alice, application)
    draft.save()
    draft.write("Hi", "You use Terraform.", DraftVersion.Origin.WRITTEN, 0)
    proposed = "I have 7 years of Kafka."
    facts.keep(draft, "Hi", ["You use Terraform.", proposed], facts.sources_of(draft))
    confirm_posting(alices, draft)
    assert standing(draft) == []
    assert facts.of_line(proposed, list(draft.passages.all()))


@pytest.mark.parametrize("how", [{}, {"headers": {"HX-Request": "true"}}], ids=["form", "htmx"])
def test_confirming_at_once_settles_nothing_of_a_version_that_was_not_shown(
    alices, alice, application, how
):
    make_posting(application, text="Kafka, 7 years. Terraform.")
    draft = make_draft(alice, application)
    draft.save()
    texts = ["You use Terraform.", "You use Terraform.\nI have 7 years of Kafka."]
    for base, text in enumerate(texts):  # the second in another tab
        draft.write("Hi", text, DraftVersion.Origin.WRITTEN, base)
        facts.keep(draft, "Hi", [text], facts.sources_of(draft))
    before = standing(draft)
    assertContains(alices.get(address("draft", draft)), 'name="version" value="2"')
    answer = confirm_posting(alices, draft, version=1, **how)
    page = answer if how else alices.get(answer.url)
    said = "The letter has changed since you looked at it"
    assert said in (page["HX-Trigger"] if how else page.content.decode())
    assert standing(draft) == before
    confirm_posting(alices, draft, version="")
    assert standing(draft) == before
    confirm_posting(alices, draft, version=2)
    assert standing(draft) != before


def test_facts_are_words_not_parts_of_words(alice, application):
    draft = make_draft(alice, application)
    draft.save()
    draft.write("Hi", "I write Go and R.", DraftVersion.Origin.WRITTEN, 0)
    facts.keep(draft, "Hi", ["I write Go and R."], facts.sources_of(draft))
    assert standing(draft) == ["Go", "R"]
    draft.write("Hi", "A good result, called for.", DraftVersion.Origin.EDITED, 1)
    assert standing(draft) == []


def test_wish_that_proves_a_line_settles_it(alice, application):
    draft = make_draft(alice, application)
    draft.save()
    draft.write("Hi", "I know Kafka.", DraftVersion.Origin.WRITTEN, 0)
    facts.keep(draft, "Hi", ["I know Kafka."], facts.sources_of(draft))
    assert standing(draft) == ["Kafka"]
    facts.keep(draft, "", ["I know Kafka."], facts.sources_of(draft, "I do know Kafka"))
    assert standing(draft) == []


def test_stranger_cannot_confirm(bobs, invented):
    (fact,) = facts.standing(invented, invented.newest())
    answer = bobs.post(address("passage_confirm", fact.passage), {"fact": fact.text})
    assert answer.status_code == 404
    assert standing(invented) == ["480 %"]


def test_gaps_are_named(alices, alice, application):
    draft = make_letter(alice, application, "I can start on [date].\n\nBye")
    assertContains(alices.get(address("draft", draft)), "Still to be filled in: [date]")


def test_cv_with_an_unproven_proposal_proves_nothing(alices, alice, application, sandbox):
    change = ("replace", "- Helped with Docker", "- Cut the cost of Docker by 40 %")
    copy = make_tailoring(make_cv(alice), application.postings.get(), change).cv
    changes.accept(copy.tailoring.changes.get())
    data = {"kind": "thanks", "language": "en", "tone": "plain", "length": "short", "cv": copy.pk}
    page = alices.post(address("draft_new", application), data)
    assertContains(page, "says things that nothing proves yet", status_code=422)
    assert page.context["sent"] is None
