"""Stories, preparations and mock interviews for tests."""

import json

from django.urls import reverse

from coaching.interviews import mocking, preparing
from coaching.models import Mock, MockTurn, Preparation, Proposal, Question, Story

STEPS = {
    "situation": "The site was slow.",
    "task": "Make it quick.",
    "action": "I added indexes.",
    "result": "It was quick.",
}
ANSWER = "First the Django pages were slow, then I added 3 indexes, because they were missing."

# Faults of the sandbox, and the key of the sentence that each ends in.
WIRE = [
    ("rate_limited", "busy"),
    ("overloaded", "busy"),
    ("server_error", "busy"),
    ("cut_stream", "busy"),
    ("not_json", "busy"),
    ("slow", "busy"),
    ("bad_request", "misconfigured"),
    ("unauthorized", "misconfigured"),
    ("refusal", "refused"),
    ("truncated", "cut_short"),
    ("huge", "cut_short"),
    ("invalid_json", "unreadable"),
]


def make_story(user, *, title="Slow site", **over):
    return Story.objects.create(user=user, title=title, **{**STEPS, **over})


def make_preparation(cv, posting, *, stories=(), text="Why us?", **fields):
    """A finished one with one question and one proposed story."""
    fields = {"state": "done", **fields}
    preparation = Preparation.objects.create(
        user=cv.user, application=posting.application, version=cv.current(),
        research=[{"topic": "What they sell", "why": "It helps."}],
        to_ask=[{"question": "Who decides?", "why": "It tells."}], **fields,
    )  # fmt: skip
    make_question(preparation, text, story=next(iter(stories), None))
    make_proposal(preparation)
    return preparation


def make_question(preparation, text, *, kind="motivation", **fields):
    position = preparation.questions.count() + 1
    return Question.objects.create(
        preparation=preparation, position=position, kind=kind, text=text, why="They say so.",
        **fields,
    )  # fmt: skip


def make_proposal(preparation, *, title="Docker", unproven=(), **over):
    return Proposal.objects.create(
        preparation=preparation, position=preparation.proposals.count() + 1, title=title,
        cv_quote="Helped with Docker", unproven=list(unproven), **{**STEPS, **over},
    )  # fmt: skip


def make_mock(preparation, *texts):
    questions = [
        {"kind": "motivation", "text": text, "why": "They say so."}
        for text in texts or ("Why us?", "What now?", "When?")
    ]
    return Mock.objects.create(preparation=preparation, questions=questions)


def make_mock_turn(mock, number, answer=ANSWER, *, points=None, **fields):
    """Scored where there are `points` for the four criteria."""
    names = ("structure", "evidence", "relevance", "concision")
    scores = {
        name: {"score": score, "reason": f"{name} of {number}"}
        for name, score in zip(names, points or (), strict=False)
    }
    fields = {"state": "done" if points else "pending", "scores": scores, **fields}
    return MockTurn.objects.create(mock=mock, number=number, answer=answer, **fields)


def chosen(version, posting, *stories, has_rounds=True, has_notes=False):
    return preparing.Chosen(posting.application, version, has_rounds, has_notes, stories)


def started(user, version, posting, *stories, **parts):
    what = chosen(version, posting, *stories, **parts)
    return preparing.start(user, what, preparing.preview(user, what).digest)


def prepared(user, version, posting, *stories, **parts):
    preparation = started(user, version, posting, *stories, **parts)
    preparing.run(user, preparation)
    preparation.refresh_from_db()
    return preparation


def answering(user, mock, number=1, answer=ANSWER):
    digest = mocking.preview(user, mock, number, answer).digest
    return mocking.start(user, mock, number, answer, digest)


def answered(user, mock, number=1, answer=ANSWER):
    turn = answering(user, mock, number, answer)
    mocking.run(user, turn)
    turn.refresh_from_db()
    return turn


def said(request):
    """The texts of its one message, in their order."""
    (message,) = request.json()["messages"]
    content = message["content"]
    return [content] if isinstance(content, str) else [block["text"] for block in content]


def scores(score=3, **over):
    each = {"score": score, "reason": "So."}
    names = ("structure", "evidence", "relevance", "concision")
    return json.dumps({**dict.fromkeys(names, each), "better": "Be brief.", **over})


def address(deed, thing):
    return reverse(f"coaching:{deed}", args=[thing.public_id])
