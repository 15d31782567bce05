"""Contact data put back into an answer that arrives piece by piece."""

from collections.abc import Callable

LONGEST_PLACEHOLDER = 20


class Restoring:
    """Holds back what may be the beginning of a placeholder until the rest of it has come."""

    def __init__(self, show: Callable[[str], str]) -> None:
        self._show = show
        self._held = ""

    def take(self, piece: str) -> str:
        text = self._held + piece
        start = text.rfind("[")
        is_open = start >= 0 and "]" not in text[start:] and len(text) - start < LONGEST_PLACEHOLDER
        place = start if is_open else len(text)
        self._held = text[place:]
        return self._show(text[:place])

    def rest(self) -> str:
        held, self._held = self._held, ""
        return self._show(held)
