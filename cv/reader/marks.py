"""The mark of trackr/ai_mark.py below a text of ours, which is no part of the text."""

import re

BELOW = re.compile(r"\s*\n(?:-- ?\n|<!-- )Digital-Source-Type: [^\n]*\s*\Z")


def without_mark(text: str) -> str:
    """A text that was marked, as it was before."""
    return BELOW.sub("\n", text)
