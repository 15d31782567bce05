from coaching.models.conversations import Conversation, Topic, Turn
from coaching.models.drafts import Draft, DraftChange, DraftVersion, Passage, Writing
from coaching.models.interviews import Mock, MockTurn, Preparation, Proposal, Question, Story
from coaching.models.offers import Criterion, Offer, OfferComment, Rating

__all__ = [
    "Conversation",
    "Criterion",
    "Draft",
    "DraftChange",
    "DraftVersion",
    "Mock",
    "MockTurn",
    "Offer",
    "OfferComment",
    "Passage",
    "Preparation",
    "Proposal",
    "Question",
    "Rating",
    "Story",
    "Topic",
    "Turn",
    "Writing",
]
