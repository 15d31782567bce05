"""What an application is about: the role, the company, the place, the money.

A letter names them, and that is no claim. But "I am a Staff Engineer", of who applies to become
one, is: they prove a line only where it speaks of the application.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cv.fact_lock.lemmas import CYRILLIC, keys

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
BETWEEN = re.compile(r"\W{1,3}")
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
    said = list(WORD.finditer(line))
    return [
        (run[0].start(), run[-1].end())
        for place in range(len(said) - len(words) + 1 if words else 0)
        if _is_named(words, run := said[place : place + len(words)], line)
    ]


def _is_named(words: list[str], run: list[re.Match[str]], line: str) -> bool:
    is_same = all(_is_form(word, one[0]) for word, one in zip(words, run, strict=True))
    return is_same and all(
        BETWEEN.fullmatch(line, one.end(), other.start()) for one, other in pairwise(run)
    )


def _is_form(word: str, said: str) -> bool:
    """Whether the word is said, in any form that Ukrainian gives it. Of Latin ones there is one
    form only: who applies at Scale has not learned Scala."""
    mine, theirs = word.casefold(), said.casefold()
    if mine == theirs or not CYRILLIC.search(mine) or len(mine) <= SHORTEST_STEM:
        return mine == theirs
    stem = mine[: max(SHORTEST_STEM, len(mine) - ENDING)]
    is_near = theirs.startswith(stem) and len(theirs) <= len(mine) + ENDING
    return is_near or bool(keys(word) & keys(said))  # Київ, у Києві
