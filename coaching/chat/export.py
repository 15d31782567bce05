"""A conversation as a file, each text of the AI marked as one, for people and for programs."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.models import Conversation, Turn
from trackr import ai_mark


@dataclass(frozen=True)
class Format:
    suffix: str
    content_type: str
    write: Callable[[Conversation], str]


def markdown_of(conversation: Conversation) -> str:
    """Front matter, then each message and answer below a heading of its own."""
    head = ai_mark.front_matter(conversation.title, ai_mark.WRITTEN)
    title = ["", f"# {conversation.title}"]
    return "\n".join([*head, *title, *(_turn(turn) for turn in conversation.turns.all())]) + "\n"


def json_of(conversation: Conversation) -> str:
    said = [message for turn in conversation.turns.all() for message in _messages(turn)]
    whole = {"title": conversation.title, "ai_system": ai_mark.SYSTEM, "messages": said}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _turn(turn: Turn) -> str:
    day = f"{timezone.localtime(turn.created_at):%Y-%m-%d %H:%M}"
    said = f"\n## {_('You, %(day)s') % {'day': day}}\n\n{turn.question.strip()}\n"
    if not turn.answer.strip():
        return said
    whole, cut = _("Claude, an AI, %(day)s"), _("Claude, an AI, %(day)s (incomplete)")
    heading = (cut if _is_incomplete(turn) else whole) % {"day": day}
    mark = ai_mark.in_markdown(ai_mark.WRITTEN)
    return f"{said}\n## {heading}\n\n{mark}\n\n{turn.answer.strip()}\n"


def _messages(turn: Turn) -> list[dict[str, object]]:
    asked_at = turn.created_at.isoformat()
    found: list[dict[str, object]] = [
        {"from": "person", "at": asked_at, "text": turn.question, "ai_generated": False}
    ]
    if turn.answer.strip():
        found.append(
            {
                "from": "claude",
                "at": (turn.finished_at or turn.created_at).isoformat(),
                "text": turn.answer,
                "ai_generated": True,
                "digital_source_type": ai_mark.WRITTEN,
                "is_complete": not _is_incomplete(turn),
            }
        )
    return found


def _is_incomplete(turn: Turn) -> bool:
    return turn.is_stopped or turn.state == "failed"


FORMATS = {
    "markdown": Format("md", "text/markdown; charset=utf-8", markdown_of),
    "json": Format("json", "application/json", json_of),
}
