"""What all prompts share: their shape, their languages, and the texts of others inside them."""

import re
from dataclasses import dataclass

LANGUAGES = {"en": "English", "uk": "Ukrainian"}
TAGS = (
    "addressee answer answers applications conversation criteria cv letter offers posting question"
    " sender stories summary wish"
)
UNSEEN = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*+"  # between letters
# Whoever reads a prompt takes more for a tag than a parser does: whatever stands between a bracket
# and the name, and after it. Each character is looked at once, however many brackets there are.
BRACKETS = re.compile(r"<[\W_]*+")
NAME = re.compile(
    rf"(?:{'|'.join(map(UNSEEN.join, TAGS.split()))})(?![^\W_])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Prompt:
    """`context` stands before the message, where the same goes along with the next one, too."""

    system: str
    message: str
    context: str = ""


def blocks(**texts: str) -> str:
    """Each text between tags of its name, as data; empty ones are left out."""
    filled = ((tag, as_data(text)) for tag, text in texts.items() if text)
    return "\n\n".join(f"<{tag}>\n{text}\n</{tag}>" for tag, text in filled)


def as_data(text: str) -> str:
    """A text can't close its own block: what opens a tag of ours in it becomes a look-alike."""
    return BRACKETS.sub(_shut, text.strip())


def _shut(found: re.Match[str]) -> str:
    is_tag = NAME.match(found.string, found.end())
    return found[0].replace("<", "‹") if is_tag else found[0]
