"""Walks every address: who may enter, by which methods, and that looking changes nothing."""

import hashlib

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from applications.table import bulk
from billing import allowance
from coaching.models import OfferComment
from cv.models import Analysis
from tests.billing.bank import make_open_payment
from tests.coaching.chats import make_conversation, make_turn
from tests.coaching.interviews import make_mock, make_mock_turn, make_preparation, make_story
from tests.coaching.letters import make_letter
from tests.coaching.offers import make_criterion, make_offer
from tests.factories import (
    make_application,
    make_clipping,
    make_contact,
    make_cv,
    make_document,
    make_import,
    make_posting,
    make_reminder,
    make_round,
    make_saved_view,
    make_tag,
    make_tailoring,
)

PUBLIC = {
    "pages:landing", "pages:privacy", "pages:terms", "accounts:set_language",
    "accounts:set_theme", "applications:clip", "applications:feed_file", "cron",
    "cv:score_formula", "health_live", "billing:pricing", "billing:webhook",
}  # fmt: skip
SIGNED_BY_THE_BANK = {"billing:webhook"}  # no browser comes there
# The page that a start by POST leads to opens it by GET, which is all that a browser's EventSource
# can: it takes up, once, what that POST has reserved.
BEGINS_WHAT_WAS_STARTED = {"cv:events", "coaching:events"}
WITHOUT_A_NAMESPACE = {"cron", "health", "health_live"}
OURS = ("pages", "accounts", "applications", "billing", "cv", "coaching")
METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
HOSTILE_ADDRESSES = (
    "/applications/not-a-uuid/",
    "/applications/00000000-0000-0000-0000-000000000000/",
    "/applications/?q=%00",
    "/applications/?q=%ff%fe&sort=';drop&page=-1&show=x",
    "/applications/?page=99999999999999999999",
    "/applications/?tag=%27&salary_from=9e99&salary_in=EUR-month&waiting=-1&due=x&source=%27",
    "/applications/?salary_in=EUR-month&salary_from=99999999999&waiting=999999999999",
    "/applications/bulk/undo/a:b:c/",
    "/applications/add/?stage=%27&company=%00",
    "/applications/add/?stage=nonsense",
    "/billing/return/00000000-0000-0000-0000-000000000000/?look=%27",
    "/billing/choose/pro/%27/",
    "/cvs/00000000-0000-0000-0000-000000000000/versions/99999999999999999999/",
    "/board/ended/?x[]=1&x=2",
    "/%00/",
    "/board/%E2%80%AE/",
)


def patterns():
    """(name with namespace, its pattern, its allowed converters) of every address of ours."""
    found = {}

    def walk(resolver, namespace):
        for entry in resolver.url_patterns:
            if isinstance(entry, URLPattern):
                if namespace in OURS or (not namespace and entry.name in WITHOUT_A_NAMESPACE):
                    found[f"{namespace}:{entry.name}" if namespace else entry.name] = entry
            else:
                walk(entry, entry.namespace or namespace)

    walk(get_resolver(), "")
    return found


ALL = patterns()
OWNED = sorted(name for name in ALL if name not in PUBLIC)


@pytest.fixture
def things(alice):
    """One of everything that an address can name, all of it alice's."""
    application = make_application(alice, company="Canary Company")
    posting = make_posting(application, text="Canary posting")
    cv = make_cv(alice, title="Canary CV", markdown="# Canary\n\n- Canary bullet")
    call = allowance.reserve(alice, allowance.Feature.CV_ANALYSIS, [])
    analysis = Analysis.objects.create(version=cv.current(), posting=posting, call=call)
    change = ("replace", "- Canary bullet", "- Canary point")
    tailoring = make_tailoring(cv, posting, change, answers="Canary answer")
    talk = make_conversation(alice, application, cv=cv, title="Canary talk")
    turn = make_turn(talk, 1, "Canary question", "Canary answer", state="pending")
    letter = make_letter(alice, application, "Canary letter", subject="Canary subject")
    writing = letter.writings.create(base=letter.newest(), state="done", summary="Canary summary")
    proposed = writing.changes.create(
        position=1, kind="replace", number=1, line="Canary letter", text="Canary line"
    )
    passage = letter.passages.create(text="Canary letter")
    story = make_story(alice, title="Canary story")
    preparation = make_preparation(cv, posting, stories=[story], text="Canary question?")
    mock = make_mock(preparation)
    criterion = make_criterion(alice, "Canary criterion")
    offer = make_offer(alice, 7, company="Canary Offer", reason="Canary reason")
    remark = {"kind": "missing", "text": "Canary remark", "strange": []}
    comment = OfferComment.objects.create(user=alice, state="done", result={"remarks": [remark]})
    payment = make_open_payment(alice, page_url="https://bank.example/canary")
    return {
        "payment": payment.reference,
        "letters/": letter.public_id,
        "letters/writings/": writing.public_id,
        "letters/passages/": passage.public_id,
        "letters/changes/": proposed.public_id,
        "stories/": story.public_id,
        "interviews/": preparation.public_id,
        "interviews/questions/": preparation.questions.get().public_id,
        "interviews/proposals/": preparation.proposals.get().public_id,
        "interviews/mocks/": mock.public_id,
        "interviews/answers/": make_mock_turn(mock, 1, "Canary answer").public_id,
        "criterion": criterion.public_id,
        "offer": offer.public_id,
        "offer_comment": comment.public_id,
        "conversation": talk.public_id,
        "turn": turn.public_id,
        "tailoring": tailoring.public_id,
        "change": tailoring.changes.get().public_id,
        "application": application.public_id,
        "event": application.events.get().public_id,
        "posting": posting.public_id,
        "cv": cv.public_id,
        "analysis": analysis.public_id,
        "round": make_round(application, title="Canary round").public_id,
        "contact": make_contact(alice, name="Canary Contact").public_id,
        "document": make_document(application, title="Canary document").public_id,
        "reminder": make_reminder(alice, text="Canary reminder").public_id,
        "tag": make_tag(alice, "Canary tag", application).public_id,
        "saved_view": make_saved_view(alice, name="Canary view").public_id,
        "import": make_import(alice, text="Company,Role\r\nCanary,Role\r\n").public_id,
        "clipping": make_clipping(alice, html="<p>Canary clipping</p>").public_id,
        "mark": bulk.throw_away(alice, []).mark(),
    }


def address(name, things):
    values = {
        "event_id": things["event"],
        "application_id": things["application"],
        "posting_id": things["posting"],
        "round_id": things["round"],
        "contact_id": things["contact"],
        "document_id": things["document"],
        "reminder_id": things["reminder"],
        "tag_id": things["tag"],
        "view_id": things["saved_view"],
        "import_id": things["import"],
        "clipping_id": things["clipping"],
        "mark": things["mark"],
        "change_id": things["change"],
        "criterion_id": things["criterion"],
        "offer_id": things["offer"],
        "comment_id": things["offer_comment"],
        "token": "unknown",
        "number": 1,
        "kind": "pdf",
        "door": "minute",
        "reference": things["payment"],
        "plan": "pro",
        "interval": "month",
        "public_id": things["application"],
    }
    if name.startswith("cv:"):
        is_analysis = name in {"cv:analysis", "cv:run", "cv:events"}
        values["public_id"] = things["analysis" if is_analysis else "cv"]
        if name in {"cv:tailoring", "cv:tailoring_run", "cv:accept_proven"}:
            values["public_id"] = things["tailoring"]
    if name.startswith("coaching:"):
        kind = "turn" if "turns/" in route(name) else "conversation"
        named = things.get(route(name).partition("<")[0]) or things[kind]
        values |= {"public_id": named, "change_id": named}
        values |= {"kind": "text" if name == "coaching:draft_download" else "json"}
    return reverse(name, kwargs={key: values[key] for key in ALL[name].pattern.converters})


def route(name):
    return str(ALL[name].pattern)


def names_an_object(name):
    return bool(set(ALL[name].pattern.converters) - {"door", "plan", "interval"})


def fingerprint():
    """A hash of every row of every table, but for sessions and the cache."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.app_label != "sessions":
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")  # noqa: S608
                digest.update(repr(cursor.fetchall()).encode())
    return digest.hexdigest()


def test_walk_finds_the_addresses():
    assert len(ALL) >= 30
    assert set(ALL) >= PUBLIC


@pytest.mark.parametrize("name", OWNED)
def test_anonymous_is_sent_to_sign_in(name, things):
    response = Client().get(address(name, things))
    if response.status_code != 405:
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))
    response = Client().post(address(name, things))
    assert response.status_code in {302, 405}
    if response.status_code == 302:
        assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", [name for name in OWNED if names_an_object(name)])
def test_stranger_finds_nothing_and_changes_nothing(name, things, bobs):
    before = fingerprint()
    for method in METHODS:
        response = getattr(bobs, method)(address(name, things))
        assert response.status_code in {404, 405}, method
        assert b"Canary" not in response.content, method
    assert fingerprint() == before


@pytest.mark.parametrize("name", sorted(ALL))
def test_wrong_methods_are_refused(name, things, alices):
    for method in ("put", "patch", "delete", "trace"):
        response = getattr(alices, method)(address(name, things))
        assert response.status_code == 405, method
        assert response["Allow"]


@pytest.mark.parametrize("name", sorted(set(ALL) - BEGINS_WHAT_WAS_STARTED))
def test_looking_changes_nothing(name, things, alices):
    before = fingerprint()
    response = alices.get(address(name, things))
    assert response.status_code < 500
    assert fingerprint() == before


@pytest.mark.parametrize("name", sorted(set(ALL) - SIGNED_BY_THE_BANK))
def test_posting_without_a_token_is_refused(name, things, alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    before = fingerprint()
    assert client.post(address(name, things)).status_code in {403, 405}
    assert fingerprint() == before


@pytest.mark.parametrize("path", HOSTILE_ADDRESSES)
def test_hostile_address_is_no_server_error(path, alices):
    assert alices.get(path).status_code in {200, 400, 404}


@pytest.mark.parametrize("name", sorted(ALL))
def test_security_headers_are_on_every_answer(name, things, alices):
    response = alices.get(address(name, things))
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
