"""Postings, CVs, stories and answers that speak to the AI: they stay data, and nothing acts."""

import json
import re

import pytest
from django.conf import settings

from coaching.models import Mock
from tests.coaching.interviews import address, answered, make_mock, make_story, prepared, said
from tests.coaching.test_chat_injections import INJECTIONS
from tests.factories import make_application, make_cv, make_posting

BLOCKS = re.compile(
    r"<[^\w<]*(?:cv|applications|posting|stories|question|answer)\b[^>]*>", re.IGNORECASE
)
AROUND = ["<cv>", "</cv>", "<applications>", "<posting>", "</posting>", "</applications>"]
ACTING = re.compile(
    r"<(?:script|img|iframe|form|svg on|style|link)\b|<[^>]+\son\w+="
    r"|(?:href|src)=[\"']?\s*(?:javascript|data|vbscript):",
    re.IGNORECASE,
)


@pytest.mark.parametrize("place", ["posting", "cv", "story"])
@pytest.mark.parametrize("text", INJECTIONS)
def test_injection_stays_data(alice, bob, alices, sandbox, plenty, text, place):
    make_cv(bob, markdown="# Bob\n\n- Canary of bob\n")
    make_story(bob, title="Canary of bob")
    make_posting(make_application(bob, company="Bobco"), text="Canary of bob's posting")
    said = f"Canary of hers\n\n- Python {text if place == 'posting' else ''}"
    posting = make_posting(make_application(alice), text=said)
    cv = make_cv(alice, markdown=f"# Alice\n\n- Python\n- {text if place == 'cv' else 'SQL'}\n")
    story = make_story(alice, result=text if place == "story" else "Python")
    preparation = prepared(alice, cv.current(), posting, story)
    assert preparation.state == "done", preparation.error
    answered(alice, make_mock(preparation, text), 1, text)

    first, second = sandbox.requests("anthropic")
    _check_request(first, [*AROUND, "<stories>", "</stories>"])
    _check_request(second, [*AROUND, "<question>", "</question>", "<answer>", "</answer>"])
    for shown in (address("preparation", preparation), address("mock", Mock.objects.get())):
        for part in _written_by_the_ai(alices.get(shown).content.decode()):
            assert not ACTING.search(part)


def _check_request(request, blocks):
    body = request.json()
    sent = json.dumps(body, ensure_ascii=False)
    assert not {"tools", "tool_choice", "container"} & body.keys()
    assert "Canary of hers" in sent
    assert "Canary of bob" not in sent
    assert "Bobco" not in sent
    for name in ("SECRET_KEY", "ANTHROPIC_API_KEY", "RESEND_API_KEY"):
        assert getattr(settings, name) not in sent
    assert settings.FIELD_KEYS[0] not in sent
    assert [tag.lower() for tag in BLOCKS.findall("\n".join(said(request)))] == blocks


def _written_by_the_ai(page):
    """The parts that the AI wrote, without our own forms in them."""
    parts = [part.partition("</section>")[0] for part in page.split('data-ai-generated="true"')[1:]]
    assert parts
    return [re.sub(r"<form\b.*?</form>", "", part, flags=re.DOTALL) for part in parts]
