"""What all prompts share: their shape, their languages, and the texts of others inside them."""

import re
from dataclasses import dataclass

LANGUAGES = {"en": "English", "uk": "Ukrainian"}
TAGS = (
    "addressee answer answers applications conversation criteria cv letter offers posting question"
    " sender stories summary wish"
)
DATA_TAG = re.compile(rf"<(\s*/?\s*(?:{'|'.join(TAGS.split())})\b[^<>\n]{{0,80}})>", re.IGNORECASE)


@dataclass(frozen=True)
class Prompt:
    system: str
    message: str


def blocks(**texts: str) -> str:
    """Each text between tags of its name, as data; empty ones are left out."""
    filled = ((tag, as_data(text)) for tag, text in texts.items() if text)
    return "\n\n".join(f"<{tag}>\n{text}\n</{tag}>" for tag, text in filled)


def as_data(text: str) -> str:
    """A text can't close its own block: brackets of our tags in it become look-alikes."""
    return DATA_TAG.sub(r"‹\1›", text.strip())
