"""Whether a clause of a letter speaks of what is applied for, or claims it for the person.

"I am writing about the role at Globex, because I left Globex" speaks of the role in one clause and
claims a job in the other: each clause is asked by itself. One that says nothing of the person goes
with the clause before it ("… about the role, the office in Berlin and the team").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]

ROLE = r"(?:role|position|post|vacancy|opening|opportunity|job)"
# What somebody does who applies, asks or thanks.
APPLIES = re.compile(
    r"\b(?:appl(?:y|ied|ying)\s+(?:for|to|at|with)\b|(?:my|the|an|this|our)\s+application\b"
    r"|application\s+(?:for|to|as|:)|candida(?:te|tes|cy)\s+for\b|consider(?:ed|ing|ation)?\b"
    r"|withdraw|declin|thank(?!s\s+to\b)|grateful|appreciat|regarding|questions?\s+about"
    r"|(?:the|your|an?|this)\s+(?:[\w-]+\s+){0,2}(?:offer|interview|vacancy|opening|posting|advert)"
    r"|(?:our|the|your)\s+(?:\w+\s+)?(?:conversation|talk|call|meeting)\b"
    r"|(?<!since\s)(?<!after\s)(?<!before\s)(?<!upon\s)(?<!\bon\s)joining\b"
    r"|(?:to|would|could|will|['’]d)\s+(?:gladly\s+|love\s+to\s+|like\s+to\s+)?join\b"
    r"|(?:would|['’]d|want|wish|hope|eager|keen|like|love)\s+(?:\w+\s+){0,2}to\s+work\b"
    r"|writ(?:e|ing)\s+(?:to|about|in|with)\b|interest(?:ed)?\s+in|interests?\s+me|follow\w*\s+up"
    r"|hear(?:ing)?\s+(?:back\s+)?from|(?:draws?|drew|attracts?|attracted)\s+me|look\w*\s+forward"
    r"|(?:would|could|will|can)\s+(?:like\s+to\s+|gladly\s+)?(?:be|help|bring|add)\b"
    r"|(?:learn\w*|read(?:ing)?|hear\w*)\s+(?:\w+\s+)?about|admir\w+|impress\w+|respect\b"
    r"|(?:like|liked|enjoy|enjoyed)\s+about|enjoyed\s+(?:meeting|talking|learning|hearing)"
    r"|(?:appeals?|speaks?)\s+to\s+me|excit(?:ed|es)\b|(?<!used\s)to\s+contribute\b)"
    r"|\bщодо\b|\bваканс|\bвідгук|\bподаю|\bпода(?:в|ла)\s+заяв|\bзаявк|\bспівбесід|\bофер"
    r"|\bпропозиц|\b(?:приєдна|долуч)(?:итис|атис|итися|тис|тися|енн|нн)|\b(?:за)?цікав"
    r"|\b(?:наш|нашу|нашої|за)\s+(?:розмов|зустріч|дзв)|\bпишу|\bзвертаюс|\bдяку|\bвдячн"
    r"|\bготов\w*\s+переїха|\bхо(?:чу|тіла?\s+би?|тів\s+би?)\s+працювати|\bподоба|\bзахоплю"
    r"|\bвідклика|\bвідмов|\bна\s+посаду",
    re.IGNORECASE,
)
OF_ROLE = re.compile(
    rf"\b(?:(?:the|your|this|open|advertised|a)\s+(?:[\w-]+\s+){{0,5}}{ROLE}\b"
    rf"|{ROLE}\s+(?:of|as|at|for)\b)|\b(?:на|за|про|вашу|ваша|вашій)\s+(?:посад|позиці|роль|ролі)",
    re.IGNORECASE,
)
# Between a claim and a name: what was claimed is only said to suit it.
FITS = re.compile(
    r"\b(?:fits?|match\w*|suit\w*|relevant|qualif\w+|prepar\w+|ideal|useful|valuable|learn\w*|read"
    r"|heard?|saw|see|found|across|for\s+(?:the|your|this)|to\s+(?:the|your|this)|about)\b"
    r"|\b(?:про|підход|відповіда|для\s+(?:ваш|ці))",
    re.IGNORECASE,
)
CLAIM = re.compile(
    r"(?:\b(?:as|am|was|were|been|being|became|['’]m)\s+(?:(?:an?|the)\s+(?:[\w-]+\s+){0,3})?[«\"“]?$"
    r"|\b(?:held|hold(?:s|ing)?|have\s+(?:an?|the)|had\s+(?:an?|the|been)|has\s+been|having)\b"
    r"|\bex-$|\b(?:do|does|did|done|doing)\s+(?:the|an?)\b|\b(?:perform|fill|cover)(?:ed|ing)?\b"
    r"|\b(?:serv(?:e[ds]?|ing)|interim|acting|former(?:ly)?|previous(?:ly)?|left|leaving|quit)\b"
    r"|\b(?:experienced?|employ\w*|career|skills?|expert\w*|knowledge|know|clients?|customers?)\b"
    r"|\b(?:mov(?:ed|ing)\s+(?:to|from)|relocated|grew\s+up|raised|born|flat|live[ds]?|living)\b"
    r"|\b(?:resid\w+|based|stud(?:y|ied|ying|ies)|graduat\w+|spent|joined)\b"
    r"|(?<!to\s)(?<!would\s)(?<!could\s)(?<!will\s)(?<!can\s)\bbring(?:ing)?\b"
    r"|\b(?:years?|months?|time|days)\s+(?:at|in|of|as|with)\b|(?:since|after|before|upon)\s+joining"
    r"|(?<!to\s)\bwork\s+(?:in|at|for|as|with)\b|\bwork(?:ed|ing|s)\s+(?:in|at|for|as|with)\b"
    r"|\b(?:used|got|continued?|came|went)\s+to\s+(?:work|join|contribute)\b|\bcontributed\b"
    r"|\b(?:built|led|ran|managed|promoted|hired|contract\w*|freelanc\w+|consult\w+|intern(?:ed)?)\b"
    r"|\bmy\s+(?!application|interest|interview|candidacy|CV|letter|thanks|motivation|question)\w+"
    r"|\b(?:як|є)\s+[«\"“]?$|\b(?:був|була|маю|мала|мав|досвід\w*|працю(?!вати)\w+|співпрац\w+|живу)\b"
    r"|\b(?:мешка|переїха(?!ти)|перебра|народи|навча|закінчи|колишн|звільн|очол|керу|обійма|займа)\w+"
    r"|\b(?:писа|роби|вчи)(?:в|ла)\w*|\b(?:родом|раніше|на\s+посаді|пішла|пішов|знаю|вмію)\b"
    r"|\b(?:володі|клієнт|замовник)\w*)",
    re.IGNORECASE,
)
NOT_YET = (
    r"(?!(?:would|could|can|will|see|hope|want|wish|look|am\s+\w+(?:ing|ed)|б(?:и)?|хоч\w+)\b)"
)
TALK = re.compile(
    r"\b(?:thank\w*|grateful|appreciat\w+|spoke|talk\w*|speak\w*|interview|conversation|call|met"
    r"|meet(?:ing)?|enjoyed|дяку\w*|вдячн\w*|розмов\w*|спілк\w*|поспілк\w*|співбесід\w*|зустріч\w*"
    r"|зустрі\w+|говори\w+)\b",
    re.IGNORECASE,
)
# One joins as what one applies to become.
JOINS_AS = re.compile(
    r"\b(?:join(?:ing)?|appl(?:y|ied|ying)|долучитис[ья]|приєднатис[ья])"
    r"(?:\s+(?:to|you|your|the|team|company|at|in|with|of|до|вас|команди)|[\s«»\"“”]+=+[»\"”]?)*"
    r"\s+(?:as|як)\s+(?:an?\s+|the\s+|your\s+)?(?:next\s+)?[«\"“]?$",
    re.IGNORECASE,
)
# What makes any name of the sentence a place where the person was.
WAS_THERE = re.compile(
    r"\b(?:back|again)\s+(?:at|to|in|with)\s+[«\"“]?=|\b(?:return\w*|re-?join\w*)\s+(?:to\s+)?[«\"“]?="
    r"|\bwhere\s+I\s+(?:live|work|have|was|had|led|built|grew|held|stud)"
    r"|\bwhen\s+I\s+(?:lived|worked|was|had|led|built|grew|held|studied)"
    r"|\b(?:my|our)\s+(?:\w+\s+){1,2}there\b|\bmy\s+(?:old|former|previous|last|current)\s+(?:firm"
    r"|company|employer|client|city|home|town)|\bits\s+(?:\w+\s+)?(?:contractor|employee|client|partner"
    r"|customer|auditor|consultant|intern)\b"
    r"|\b(?:повернутис[ья]|повернення|знову)\s+(?:до|у|в|на)\s+[«\"“]?=|\bде\s+я\s|\bколи\s+я\s+(?:бу|пра)",
    re.IGNORECASE,
)
WOULD_BRING = re.compile(
    r"\b(?:would|could|can|will|['’]d)\s+(?:like\s+to\s+|love\s+to\s+)?(?:bring|add|offer|apply)\s"
    r"[^,;]*\bto\s+(?:the\s+)?$",
    re.IGNORECASE,
)
CLAIM_AFTER = re.compile(
    rf"[»\"”]?,?\s+(?:I|we|я|ми)\s+{NOT_YET}\w"
    rf"|[»\"”]?(?:\s+(?:at|in)\s+=+)?,?\s+(?:which|that)\s+(?:I|we)\s+{NOT_YET}"
    r"(?!found|saw|read|noticed|heard|appl)\w"
    r"|[»\"”]?(?:['’]s)?\s+(?:experience|skills?|career|employ\w+|hired|has\s+been|was|gave|taught|promoted|trained"
    r"|alumn\w+)\b"
)
ELSEWHERE = re.compile(rf"[»\"”]?\s*(?:{ROLE}\s+)?(?:at|with|for|у|в)\s+[«\"“]?[A-ZА-ЯІЇЄҐ]")
# "In the role of … I built" tells of one held, "In the role of … I would build" of this one.
OPENING = re.compile(r"\s*(?:in|as|during|within|throughout|from)\b", re.IGNORECASE)
HAS_DONE = re.compile(rf"[^.;]*?\b(?:I|we)\s+{NOT_YET}\w")
MINE = re.compile(
    r"\b(?:I|me|my|mine|myself|we|us|our|я|мене|мені|мій|моя|моє|мої|моїх|моїй|мною|ми|нас|нам)\b"
    r"|\b\w{2,}(?:ed|ing)\b|\b\w{2,}(?:ла|лася|лась|вся|всь|ав|ив|ів|ув|їв|ю|юся|юсь)\b",
    re.IGNORECASE,
)
THEIRS = re.compile(r"(?:['’]s\b)?\s+(?:is|are|\w{2,}s|\w+(?:ить|ять|ає|ує|ється))\b")
BORDER = re.compile(
    r"[,;–—]\s*|\s+(?:and|but|so|because|since|while|where|when|which|who|тому|тож|бо|оскільки|адже"
    r"|але|і|й|та|де|коли)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Clause:
    start: int
    stop: int
    speaks: bool


def of_application(sentence: str, names: Sequence[Span]) -> Iterator[Span]:
    """Of the places in a sentence where names of the application stand, those that claim nothing
    of the person."""
    clauses, bare = list(_clauses(sentence, names)), without(sentence, names)
    if WAS_THERE.search(bare):
        return
    for start, stop in names:
        clause = next(one for one in clauses if start < one.stop)
        is_theirs = _is_theirs(sentence, clause, stop) and any(one.speaks for one in clauses)
        if clause.speaks or is_theirs:
            before, after = bare[clause.start : start], bare[stop:]
            if not (is_claimed(before) or _is_claimed_after(before, after, clause.stop - stop)):
                yield start, stop


def speaks_of_it(text: str) -> bool:
    """Whether it speaks of what is applied for, asked as a whole."""
    return bool(APPLIES.search(text) or OF_ROLE.search(text))


def beside(pattern: re.Pattern[str], sentence: str, places: Sequence[Span]) -> Iterator[Span]:
    """Of the places those in a clause that the pattern is found in, or that goes with it."""
    clauses = list(_clauses(sentence, places, pattern))
    for start, stop in places:
        if next(one for one in clauses if start < one.stop).speaks:
            yield start, stop


def of_talk(sentence: str, names: Sequence[Span]) -> Iterator[Span]:
    """Of the places where somebody or something of a talk is named, those that thank or tell of
    the talk."""
    clauses = list(_clauses(sentence, names)) if names else []
    for start, stop in names:
        clause = next(one for one in clauses if start < one.stop)
        text = sentence[clause.start : clause.stop]
        is_of_talk = TALK.search(text) or not (MINE.search(text) or CLAIM.search(text))
        if (
            is_of_talk
            and TALK.search(sentence, 0, clause.stop)
            and not is_claimed(sentence[clause.start : start])
        ):
            yield start, stop


def _clauses(sentence: str, names: Sequence[Span], *patterns: re.Pattern[str]) -> Iterator[Clause]:
    borders = [
        found
        for found in BORDER.finditer(sentence)
        if not any(start < found.end() and found.start() < stop for start, stop in names)
    ]
    starts = [0, *(found.end() for found in borders)]
    stops = [*(found.start() for found in borders), len(sentence)]
    speaks = False
    for start, stop in zip(starts, stops, strict=True):
        text = sentence[start:stop]
        is_open = any(pattern.search(text) for pattern in patterns or (APPLIES, OF_ROLE))
        speaks = is_open or (speaks and not (MINE.search(text) or CLAIM.search(text)))
        yield Clause(start, max(start, stop), speaks)


def _is_theirs(sentence: str, clause: Clause, stop: int) -> bool:
    """Whether the clause tells of the employer alone: "because Globex builds bridges"."""
    text = sentence[clause.start : clause.stop]
    is_of_them = THEIRS.match(sentence, stop, clause.stop)
    return bool(is_of_them) and not (MINE.search(text) or CLAIM.search(text))


def is_claimed(before: str) -> bool:
    """Whether these words before a name say that the person is that, or was there."""
    claims = list(CLAIM.finditer(before))
    if not claims or JOINS_AS.search(before) or WOULD_BRING.search(before):
        return False
    place = claims[-1].start()
    return not (APPLIES.search(before, place) or FITS.search(before, place))


def _is_claimed_after(before: str, after: str, rest: int) -> bool:
    """`rest`: how much of what stands after the name is of its clause."""
    if CLAIM_AFTER.match(after) or ELSEWHERE.match(after[: max(0, rest)]):
        return True
    return bool(OPENING.match(before) and HAS_DONE.match(after))


def without(sentence: str, names: Iterable[Span]) -> str:
    """The sentence with signs that are no words in place of the names."""
    letters = list(sentence)
    for start, stop in names:
        letters[start:stop] = "=" * (stop - start)
    return "".join(letters)
