"""Conversations for tests, begun as the product begins them."""

from django.urls import reverse

from coaching.chat import reply
from coaching.chat.sent import sent
from coaching.models import Conversation, Turn
from tests.cv.analyses import events_of


def make_conversation(user, *applications, cv=None, title="About Rozum", **fields):
    conversation = Conversation.objects.create(user=user, title=title, cv=cv, **fields)
    conversation.applications.set(applications)
    return conversation


def start(user, conversation, message="What shall I do first?"):
    return reply.start(user, conversation, message, sent(user, conversation, message).digest)


def answered(user, conversation, message="What shall I do first?"):
    turn = start(user, conversation, message)
    reply.run(user, turn)
    turn.refresh_from_db()
    return turn


def make_turn(conversation, number, question="Q", answer="A", state="done", **fields):
    return Turn.objects.create(
        conversation=conversation, number=number, question=question, answer=answer, state=state,
        **fields,
    )  # fmt: skip


def address(deed, thing, *more):
    return reverse(f"coaching:{deed}", args=[thing.public_id, *more])


def followed(client, turn):
    return events_of(b"".join(client.get(address("events", turn)).streaming_content))


def said(events):
    return "".join(data for name, data in events if name == "piece")
