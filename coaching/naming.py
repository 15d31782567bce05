"""What an application is about: the role, the company, the place, the money.

A letter names them, and that is no claim. But "I am a Staff Engineer", of who applies to become
one, is: they prove a line only where it speaks of the application.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Asked of the sentence that names it, not of the whole paragraph.
SPEAKS_OF_IT = re.compile(
    r"\b(?:(?:the|your|this|open|advertised|a)\s+(?:[\w-]+\s+){0,5}(?:role|position|post|vacancy|opening)\b"
    r"|(?:role|position|vacancy|posting|opening)\s+(?:of|as|at|for)\b"
    r"|(?:my|the)\s+application\b|application\s+(?:for|to|:)|withdraw|declin"
    r"|appl(?:y|ied|ying)\s+(?:for|to)\b|(?:the|your|an)\s+(?:offer|interview|job)\b"
    r"|(?:our|the)\s+(?:conversation|talk|call|meeting)\b|thank|joining\b|to\s+join\b"
    r"|writing\s+(?:to|about)|interest(?:ed)?\s+in|hear(?:ing)?\s+from)"
    r"|\b(?:щодо|на|за|про|вашу|ваша|вашій)\s+(?:ваканс|посад|позиці|роль|ролі)|\bваканс"
    r"|\bвідгук|\bподаю|\bпода(?:в|ла)\s+заяв|\bзаявк|\bспівбесід|\bофер|\bпропозиц|\bприєдна"
    r"|\b(?:наш|нашу|нашої|за)\s+(?:розмов|зустріч|дзв)|\bпишу|\bзвертаюс|\bдяку|\bвдячн"
    r"|\bвідклика|\bвідмов",
    re.IGNORECASE,
)
SPEAKS_OF_MONEY = re.compile(r"\boffer|офер|пропозиц", re.IGNORECASE)
# What the person claims of themselves is a claim, whatever else the sentence speaks of.
CLAIMED_BEFORE = re.compile(
    r"(?:\b(?:as|am|was|been|being|became)\s+(?:an?|the)?\s*|\bmy\s+(?:previous|current|last|former|own)"
    r"\b[^.!?]*|\b(?:live[ds]?|living|based|working|worked|work)\s+(?:in|at|for|as)\s+[^.!?]*"
    r"|\b(?:як|є|був|була|працюю|працював|працювала|живу|мешкаю|на\s+посаді)\s+[^.!?]*)[«\"“]?$",
    re.IGNORECASE,
)
CLAIMED_AFTER = re.compile(r"[»\"”]?,?\s+(?:I|we|я|ми)\b")
SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*")
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
        if is_subject:
            return [span for name in self._names for span in places(name, line)]
        return [
            (sentence.start() + start, sentence.start() + stop)
            for sentence in SENTENCE.finditer(line)
            for start, stop in self._of_sentence(sentence[0])
        ]

    @property
    def _names(self) -> tuple[str, ...]:
        return (self.role, self.company, self.location, self.salary)

    def _of_sentence(self, text: str) -> Iterator[tuple[int, int]]:
        speaks = (SPEAKS_OF_IT, SPEAKS_OF_IT, SPEAKS_OF_IT, SPEAKS_OF_MONEY)
        for name, pattern in zip(self._names, speaks, strict=True):
            if not pattern.search(text):
                continue
            for start, stop in places(name, text):
                is_claim = CLAIMED_BEFORE.search(text[:start]) or CLAIMED_AFTER.match(text, stop)
                if not is_claim:
                    yield start, stop


def places(name: str, line: str) -> list[tuple[int, int]]:
    """Where a line says a name, in whatever form."""
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
