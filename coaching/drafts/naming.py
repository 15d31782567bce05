"""What an application is about: the role, the company, the place, the money.

A letter names them, and that is no claim. But "I am a Staff Engineer", of who applies to become
one, is: they prove a line only where it speaks of the application.
"""

import re
from dataclasses import dataclass

SPEAKS_OF_IT = re.compile(
    r"\b(?:role|position|posting|vacanc|opening|application|withdraw|declin"
    r"|appl(?:y|ied|ying)\s+(?:for|to|on)\b|(?:the|your|an)\s+(?:offer|interview|job)\b"
    r"|(?:our|the)\s+(?:conversation|talk|call|meeting)\b|thank|join(?:ing)?\b|writing\s+(?:to|about)"
    r"|interest(?:ed)?\s+in|hear(?:ing)?\s+from|(?:working|work)\s+(?:for|with)\s+you"
    r"|ваканс|посад|позиці|роль\b|ролі\b|відгук|подаю|пода(?:в|ла)\s+заяв|заявк|співбесід"
    r"|(?:наш|нашу|нашої|за)\s+(?:розмов|зустріч|дзв)|офер|пропозиц|приєдна|пишу|звертаюс"
    r"|дяку|вдячн|відклика|відмов)",
    re.IGNORECASE,
)
SPEAKS_OF_MONEY = re.compile(r"\boffer|офер|пропозиц", re.IGNORECASE)
WORD = re.compile(r"\w+")
ENDING = 3  # letters that a word may change in its forms
SHORTEST_STEM = 3


@dataclass(frozen=True)
class About:
    role: str
    company: str
    location: str = ""
    salary: str = ""

    @property
    def text(self) -> str:
        return "\n".join(filter(None, [self.role, self.company, self.location, self.salary]))

    def spans(self, line: str, *, is_subject: bool = False) -> list[tuple[int, int]]:
        """Where a line names it and may: the role word for word, in whatever form."""
        found: list[tuple[int, int]] = []
        if is_subject or SPEAKS_OF_IT.search(line):
            named = (self.role, self.company, self.location)
            found = [span for name in named for span in _places(name, line)]
        if is_subject or SPEAKS_OF_MONEY.search(line):
            found += _places(self.salary, line)
        return found


def _places(name: str, line: str) -> list[tuple[int, int]]:
    words = WORD.findall(name)
    if not words:
        return []
    pattern = r"\W{1,3}".join(map(_any_form, words))
    return [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", line, re.IGNORECASE)]


def _any_form(word: str) -> str:
    if not word.isalpha() or len(word) <= SHORTEST_STEM:
        return re.escape(word)
    stem = word[: max(SHORTEST_STEM, len(word) - ENDING)]
    return rf"{re.escape(stem)}\w{{0,{len(word) - len(stem) + ENDING}}}"
