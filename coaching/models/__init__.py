from coaching.models.conversations import Conversation, Topic, Turn
from coaching.models.drafts import Draft, DraftChange, DraftVersion, Passage, Writing

__all__ = [
    "Conversation",
    "Draft",
    "DraftChange",
    "DraftVersion",
    "Passage",
    "Topic",
    "Turn",
    "Writing",
]
