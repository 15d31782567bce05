"""Postings, notes and CVs that speak to the AI: they stay data, and its answer stays inert."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.coaching.chats import address, answered, make_conversation
from tests.factories import make_application, make_cv, make_posting

LINES = Path(__file__).with_name("injections.txt").read_text(encoding="utf-8").splitlines()
INJECTIONS = [line for line in LINES if not line.startswith("# ")]
BLOCKS = re.compile(r"<[^\w<]*(?:cv|applications|posting|summary)\b[^>]*>", re.IGNORECASE)


def test_there_are_thirty():
    assert len(INJECTIONS) >= 30


@pytest.mark.parametrize("place", ["posting", "cv", "role"])
@pytest.mark.parametrize("text", INJECTIONS)
def test_injection_stays_data_and_its_echo_is_inert(alice, bob, alices, sandbox, text, place):
    make_cv(bob, markdown="# Bob\n\n- Canary of bob\n")
    make_posting(make_application(bob, company="Bobco"), text="Canary of bob's posting")
    application = make_application(alice, role=text[:150] if place == "role" else "Developer")
    make_posting(application, text=f"Canary of hers\n\n{text if place == 'posting' else ''}")
    cv = make_cv(alice, markdown=f"# Alice\n\n- Python\n- {text if place == 'cv' else 'SQL'}\n")
    talk = make_conversation(alice, application, cv=cv)
    # The sandbox repeats what the person said last: the worst that a model may do with a text.
    answered(alice, talk, f"What of this? {text}")

    (request,) = sandbox.requests("anthropic")
    body = request.json()
    sent = json.dumps(body, ensure_ascii=False)
    assert not {"tools", "tool_choice", "container"} & body.keys()
    assert "Canary of hers" in sent
    assert "Canary of bob" not in sent
    assert "Bobco" not in sent
    for name in ("SECRET_KEY", "ANTHROPIC_API_KEY", "RESEND_API_KEY"):
        assert getattr(settings, name) not in sent
    assert settings.FIELD_KEYS[0] not in sent
    context = body["messages"][0]["content"][0]["text"]
    assert [tag.lower() for tag in BLOCKS.findall(context)] == [
        "<cv>", "</cv>", "<applications>", "<posting>", "</posting>", "</applications>",
    ]  # fmt: skip

    page = alices.get(address("conversation", talk)).content.decode()
    answer = page.partition('class="turn__answer"')[2].partition("</article>")[0]
    assert not re.search(r"<(?:script|img|iframe|form|svg on|style|link)\b", answer)
    assert not re.search(r"""(?:href|src)=["']?\s*(?:javascript|data|vbscript):""", answer, re.I)
    assert not re.search(r"<[^>]+\son\w+=", answer)
