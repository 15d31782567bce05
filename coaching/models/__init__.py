from coaching.models.conversations import Conversation, Topic, Turn

__all__ = ["Conversation", "Topic", "Turn"]
