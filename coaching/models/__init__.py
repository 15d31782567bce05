from coaching.models.conversations import Conversation, Topic, Turn
from coaching.models.drafts import Draft, DraftChange, DraftVersion, Passage, Writing
from coaching.models.interviews import Mock, MockTurn, Preparation, Proposal, Question, Story

__all__ = [
    "Conversation",
    "Draft",
    "DraftChange",
    "DraftVersion",
    "Mock",
    "MockTurn",
    "Passage",
    "Preparation",
    "Proposal",
    "Question",
    "Story",
    "Topic",
    "Turn",
    "Writing",
]
