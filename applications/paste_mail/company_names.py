"""What a company's name looks like in a text: capitals in a row, or quotation marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 60  # characters
MOST_WORDS = 8
SHORTEST_SHOUT = 5  # letters; shorter capitals are an abbreviation
UPPER = r"[^\W\d_a-zа-яёєіїґß-öø-ÿ]"
WORD = rf"(?:{UPPER}(?:[\w'&.+-]*[\w&+])?|&|№|\d+)"
LINK = r"(?:of the|of|and|for|de|von|van|&|і|та|й)"
RUN = rf"(?:{UPPER}(?:[\w'&.+-]*[\w&+])?)(?:(?: {LINK})? {WORD}){{0,6}}"
QUOTED = r"[«“\"][^«»“”\"\n]{2,50}[»”\"]"
# What a public or a charitable body is belongs to its name; a business's legal form does not.
KEPT_FORM = (
    r"(?:\b(?:ДП|КП|КНП|КУ|КЗ|ДУ|ДНЗ|ЗДО|ЗЗСО|НВК|НВП|СТОВ|ФГ|БФ|БО|ГО|ГС|АО|АБ|СК|ТК"
    r"|АПК|ЦНАП)\s+)?"
)
LEGAL = r"(?:ТОВ|ТзОВ|ТДВ|АТ|ПАТ|ПрАТ|ЗАТ|ВАТ|ПП|ФОП|ТМ)"
NAME = rf"(?P<name>(?:{LEGAL}\s+)?{KEPT_FORM}{QUOTED}|{RUN})"
IN_QUOTES = re.compile(rf"(?:\b{LEGAL}\s+)?{KEPT_FORM}{QUOTED}")

LEGAL_HEAD = re.compile(rf"^(?:{LEGAL}\s+)+")
LEGAL_TAIL = re.compile(
    r"(?:,? (?:llc|ltd|limited|llp|inc|plc|pvt|as|a\.s|aps|ab|ag|se|uab|oyj?|kg|gmbh(?: & co)?"
    r"|b\.?v|n\.?v|sp(?:\. ?z ?o\.? ?o)?|s\.?r\.?o|n\.a|s\.a|corp|тов|пп)\.?)+$",
    re.IGNORECASE,
)
# Those who write for a company, and what they write; never a part of its name.
TEAM = (
    r"hr|human resources|people (?:ops|team|operations)|people|talent(?: acquisition| operations)?"
    r"|talents|(?:early )?careers?|graduates?|recruit(?:ment|ing|ers?)(?: system)?|hiring|jobs?"
    r"|team|staffing|(?:service )?desk|helpdesk|inbox|(?:candidate )?portal|office(?! of)"
    r"|onboard(?:ing)?"
    r"|assessments?|interviews?|applications?|support|automated|notifications?|bot|calendar"
    r"|vacanc(?:y|ies)|offer|invitation|programme|unit|appointments|partner"
    r"|команда|відділ|сектор|управління|служба|кадри|кадрова служба|рекрутинг|добір|підбір|відбір"
    r"|найм|наймання|персонал\w*|портал|приймальня|кар'єра|робота|вакансії|канцелярія|секретаріат"
    r"|кандидат\w*|кабінет|спільнота|талантів|талант|редакція|hr-бот|бот|система"
)
OPENING = (
    "the|at|our|for|dear|hello|hi|from|join|welcome|unfortunately|however|sadly|today"
    "|congratulations"
)
TEAM_HEAD = re.compile(rf"^(?:(?:{TEAM}|{OPENING}) )+", re.IGNORECASE)
TEAM_TAIL = re.compile(rf"(?: (?:{TEAM}))+$", re.IGNORECASE)
ONLY_TEAM = re.compile(rf"(?:(?:{TEAM}|the|of|and|&|services?|ta) ?)+", re.IGNORECASE)
JOBS = (
    "lead manager supervisor engineer developer designer analyst director officer assistant head"
    " specialist recruiter partner consultant coordinator administrator executive advisor"
    " ceo cto cfo coo founder co-founder owner chief senior junior middle sr jr vp qa backend"
    " frontend full-stack fullstack software devops internship intern trainee role position"
    " interview offer application task test vacancy"
)
JOB = frozenset(JOBS.split())
BREAK = re.compile(r"[,:;|()/•·×!?@\t]|\. |\.{2,}|[–—]| - | {2,}| x ")
ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
NOT_NAMES = frozenset(
    "zoom google meet teams microsoft skype linkedin djinni dou slack telegram signal github excel"
    " monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december i you we hi hello dear re fwd cv sql"
    " kyiv london warsaw berlin lviv україна київ львів варшава резюме id they it he she this mail"
    " that there here please thank thanks your our the mr ms mrs dr room annex level grade all of"
    " дія head client clients".split()
)


@dataclass(frozen=True)
class Segment:
    """A piece of a line between separators; `is_quoted` for what stands in quotation marks."""

    text: str
    is_quoted: bool = False


def segments(line: str) -> Iterator[Segment]:
    line = ADDRESS.sub(" | ", line)
    for quoted in IN_QUOTES.finditer(line):
        yield Segment(quoted[0], is_quoted=True)
    for piece in BREAK.split(IN_QUOTES.sub(" | ", line)):
        if text := piece.strip(" .-*_'\"«»"):
            yield Segment(text)


def clean(name: str) -> str:
    """The name alone: no legal form, no quotation marks around it, no team."""
    name = LEGAL_HEAD.sub("", " ".join(name.split()).strip(" ,.;:-–—|*_"))
    if re.fullmatch(QUOTED, name):
        name = name[1:-1].strip()
    shorter = TEAM_TAIL.sub("", TEAM_HEAD.sub("", LEGAL_TAIL.sub("", name)))
    return _calm((LEGAL_TAIL.sub("", shorter) or name).strip(" ,.;:-–—|*_&"))[:LONGEST]


def _calm(name: str) -> str:
    """A long word that is shouted, quietly; abbreviations stay."""
    is_shouted = name.isupper() and name.isalpha() and len(name) >= SHORTEST_SHOUT
    return name.capitalize() if is_shouted else name


def ends_name(word: str) -> bool:
    """Whether a word with a capital beside a name is none of it: "Northwind Monday"."""
    return word.casefold() in NOT_NAMES or word.casefold() in JOB


def is_name(name: str) -> bool:
    words = name.casefold().split()
    return (
        1 < len(name) <= LONGEST
        and 0 < len(words) <= MOST_WORDS
        and words[0] not in NOT_NAMES
        and not ONLY_TEAM.fullmatch(name)
        and any(map(str.isalpha, name))
    )
