"""What a posting asks for: the terms of its requirements, each with the sentence that names it.

Only what stands under headings of requirements counts, and less what stands under pluses and
duties; benefits, words about the company and how it hires are cut. A posting without headings
counts as a whole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from cv.score.formula import MUST_WEIGHT, NICE_WEIGHT, SOFT_WEIGHT, TITLE_WEIGHT
from cv.score.lexicon import entries, names_in
from cv.score.shapes import Importance, Term

Kind = Literal["intro", "must", "nice", "duties", "other"]

MOST_WORDS_OF_HEADING = 8
MOST_WORDS_OF_TITLE = 12
LONGEST_QUOTE = 240
MARKS = re.compile(r"^[\s#*_•·▪–—-]+|(?:[\s*_:]|(?<=\s)#+)+$")
BULLET = re.compile(r"\s*(?:[-–—•·▪●◦✓✔➢]|\*(?!\*)|\d{1,2}[.)])\s+")
# No sentence ends with a language cut short: "Англ. B2".
CUT_SHORT = r"(?<!\bангл\.)(?<!\bнім\.)(?<!\bукр\.)"
# Also where a wish follows a demand: "two years of sales, ideally of software".
ENDS_A_SENTENCE = re.compile(
    rf"(?<=[.!?;]){CUT_SHORT}\s+(?=\S)|,\s+(?=(?:ideally|preferably|бажано)\b)", re.IGNORECASE
)

# The first that is found in a heading says its kind: "Nice to have" before "Requirements".
HEADINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("other", re.compile(r"what you.{0,8} (?:get|gain|receive)|(?:ви|ти) отрима", re.I)),
    ("nice", re.compile(
        r"nice[- ]to[- ]have|\bbonus points|\bpluse?s?$|\ba plus\b|preferred|desir(?:able|ed)"
        r"|would be (?:great|nice|good)|good to have|extra points|will be an advantage"
        r"|плюсом|бажан|буде перевагою|перевагою буде|додатков\w+ (?:перевага|навичк|вимог)",
        re.I)),
    ("must", re.compile(r"обов.?язков\w+ (?:вимог|навич|умов)|must[- ]have", re.I)),
    ("duties", re.compile(
        r"responsibilit|duties|what you.{0,8} (?:do|doing|be doing|work on)\b|you will\b"
        r"|your (?:role|tasks?|mission|day|impact|responsib)|(?:about )?the (?:role|job|position)"
        r"|about th(?:is|e) (?:role|position|job)|day[- ]to[- ]day|key tasks|job description"
        r"|обов.?язк|завданн|задач|що (?:треба |потрібно )?робити|чим (?:ви|ти) |доведеться"
        r"|вам належить|зон\w+ відповідальн|функціонал|про (?:роль|посаду|вакансію)|ваша роль",
        re.I)),
    ("other", re.compile(
        r"benefit|perks|we offer|what we offer|\boffer\b|about (?:us|the (?:company|team)|our)"
        r"|who we are|our (?:company|team|values|mission|culture|story|product|office|stack story)"
        r"|why (?:join|us|work|you)|equal opportun|\beeo\b|diversity|how (?:we hire|to apply)"
        r"|(?:hiring|interview|recruit\w*|selection) (?:process|stages|steps)|compensation|salary"
        r"|what.s in it|privacy|legal notice|how to join|working conditions"
        r"|пропону|умови|переваг|бонус|соціальн|про (?:нас|компані|команду|проєкт|заклад|клініку)"
        r"|хто ми|чому (?:ми|у нас|варто|саме)|як (?:ми наймаємо|відгукнутис|подат)|етапи"
        r"|процес (?:найму|відбору)|контакт|графік|наші цінності|гарантуємо",
        re.I)),
    ("must", re.compile(
        r"requirement|qualification|what you.{0,8} (?:need|bring|have)|you (?:have|bring|are)\b"
        r"|who you are|your (?:profile|skills|experience|background)|about you|looking for"
        r"|we(?:.re| are)? expect|\bskills\b|^experience|ideal candidate|tech(?:nology)? stack"
        r"|^stack|minimum|essential|we need|you.ll need|expectations"
        r"|вимог|очіку|потрібн|необхідн|шукаємо|навички|^досвід|кваліфікац|портрет кандидат"
        r"|(?:ти|ви) (?:маєш|маєте)|(?:твій|ваш) досвід|^стек|важливо|що ми цінуємо|вміння",
        re.I)),
)  # fmt: skip
OR = re.compile(r",?\s+(?:or|або|чи)\s+", re.IGNORECASE)
IS_NICE = re.compile(
    r"nice to have|\b(?:is|are|be|as) (?:\w+ )?(?:a )?(?:\w+ )?(?:plus|bonus|advantage)\b"
    r"|\ba (?:big |huge )?plus\b|\bpreferr?(?:ed|ably)\b|\bdesirable\b|\bideally\b"
    r"|плюсом|вітається|бажан|перевагою",
    re.IGNORECASE,
)
NOT_ASKED = re.compile(
    r"equal opportunit|regardless of|without regard to|незалежно від (?:статі|віку|раси)"
    r"|(?:not|isn[’']t|aren[’']t) (?:required|needed|necessary)"
    r"|(?:don[’']t|do not) (?:need|require)"
    r"|^no\s(?!less|fewer|later|matter)|не (?:потрібн|обов[’']язков|вимага)|без вимог до",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    kind: Kind
    is_title: bool = False

    @property
    def is_nice(self) -> bool:
        return self.kind in ("nice", "duties") or IS_NICE.search(self.text) is not None


def wanted(posting: str) -> list[Term]:
    """The terms asked for, each once, the must-haves first and in the order of the posting."""
    asking: dict[str, list[Sentence]] = {}
    groups: dict[str, str] = {}
    for sentence in _asking(_sentences(posting)):
        names = names_in(sentence.text)
        for named in names:
            asking.setdefault(named.name, []).append(sentence)
        for one, other in pairwise(names):
            if OR.fullmatch(sentence.text, one.stop, other.start):
                groups.setdefault(other.name, groups.get(one.name, one.name))
    # What another sentence asks for by itself has no alternative.
    free = {name for name, sentences in asking.items() if len(sentences) == 1}
    groups = {other: one for other, one in groups.items() if {one, other} <= free}
    terms = [_term(name, groups.get(name, name), asking[name]) for name in asking]
    return sorted(terms, key=lambda term: term.importance)  # "must" before "nice"


def _term(name: str, group: str, sentences: list[Sentence]) -> Term:
    """By the sentence that asks most; the title is quoted only where no other one names it."""
    quoted = min(sentences, key=lambda one: (one.is_title, one.is_nice))
    importance: Importance = "nice" if all(one.is_nice for one in sentences) else "must"
    weight = NICE_WEIGHT if importance == "nice" else MUST_WEIGHT
    weight += TITLE_WEIGHT * any(one.is_title for one in sentences)
    if entries()[name].field == "soft":
        weight = SOFT_WEIGHT
    return Term(name, importance, quoted.text[:LONGEST_QUOTE], weight=weight, group=group)


def _asking(sentences: list[Sentence]) -> Iterator[Sentence]:
    has_headings = any(one.kind in ("must", "nice", "duties") for one in sentences)
    for one in sentences:
        is_asking = one.is_title or not (one.kind == "intro" and has_headings)
        if is_asking and one.kind != "other" and not NOT_ASKED.search(one.text):
            yield one


def _sentences(posting: str) -> list[Sentence]:
    kind: Kind = "intro"
    found: list[Sentence] = []
    for raw in filter(str.strip, posting.splitlines()):
        text = MARKS.sub("", raw)
        heading = _kind_of_heading(raw, text)
        if not found and kind == "intro" and heading is None and _is_title(raw, text):
            found.append(Sentence(text, kind, is_title=True))
            continue
        if heading is not None:
            kind, text = heading, _after_colon(raw)
        found += [Sentence(one, kind) for one in ENDS_A_SENTENCE.split(text) if one]
    return found


def _is_title(raw: str, text: str) -> bool:
    is_short = len(text.split()) <= MOST_WORDS_OF_TITLE
    return is_short and not BULLET.match(raw) and not text.endswith((".", "!", "?"))


def _kind_of_heading(raw: str, text: str) -> Kind | None:
    """The kind of section that the line opens; None for a line that opens none."""
    label, colon, _ = raw.partition(":")
    head = MARKS.sub("", label) if colon else text
    is_short = len(head.split()) <= MOST_WORDS_OF_HEADING
    if not is_short or BULLET.match(raw) or head.endswith((".", ",", ";")):
        return None
    if NOT_ASKED.search(head):
        return "other"
    return next((kind for kind, pattern in HEADINGS if pattern.search(head)), None)


def _after_colon(raw: str) -> str:
    """What a heading says on its own line: "Requirements: Python, SQL"."""
    return MARKS.sub("", raw.partition(":")[2])
