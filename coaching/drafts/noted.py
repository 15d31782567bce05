"""What a person noted of an application, told apart: their own word, and what they heard of others.

"They run Kafka" in a note is true of the employer and proves no Kafka of the person's. Their own
are the days and hours of it all, and what they say of themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coaching.drafts.talks import TIME
from cv.fact_lock import dates, days

ROUND = re.compile(r"^(?P<facts>- round \d+ on [^:]*?(?: at \d\d:\d\d)?): .*$")
APPLIED = re.compile(r"^applied on ")
LABEL = re.compile(r"^\s*- (?:note of \S+|preparation|how it went): ")
STATEMENT = re.compile(
    r"[.;!?]\s+|,\s+(?:(?:and|but|while|so|а|але|і|й|та)\s+)?"
    r"(?=(?:they|he|she|the|their|I|вони|він|вона|їхн\w+|команд\w+|я)\s)",
    re.IGNORECASE,
)
MINE = re.compile(
    r"(?<!\w)(?:I|me|my|mine|myself|я|мене|мені|мною|мій|моя|моє|мої|моїх|моєї|моїй|мою|моїм"
    r"|маю|можу|хочу|знаю|вмію|працюю)(?!\w)",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"(?<!\w)(?:they|them|their|he|she|his|her|the\s+(?:\w+\s+)?(?:team|company|client|firm)"
    r"|C[ETFOP]O|HR|recruiters?|managers?|interviewers?|lead|вони|їх|їхн\w+|він|вона|його|її"
    r"|команд\w+|компані\w+|керівни\w+|рекрутер\w*|менеджер\w*|директор\w*)(?!\w)",
    re.IGNORECASE,
)
# Of whom a statement with these words is, unless one told it to them.
THEY = re.compile(
    r"(?<!\w)(?:they|them|their|he|she|him|his|her|вони|їх|їм|їхн\w+|він|вона|його|йому|її|їй)(?!\w)",
    re.IGNORECASE,
)
TOLD_THEM = re.compile(
    r"(?<!\w)(?:I\s+(?:told|wrote|promised|showed|sent|said\s+to)\s+(?:them|him|her)"
    r"|(?:сказа|розпові|написа|пообіця)\w+\s+(?:їм|йому|їй))(?!\w)",
    re.IGNORECASE,
)
# What is still to be learned is not known yet.
TO_DO = re.compile(
    r"(?<!\w)(?:must|should|to|will|['’]ll)\s+(?:still\s+)?(?:learn|read|study|practi[sc]e|prepare|look"
    r"|revise|ask|check|find|brush|catch)|(?:вивчити|підготув|повторити|почитати|запитати|дізнатис)",
    re.IGNORECASE,
)
HEARD = re.compile(
    r"(?<!\w)(?:I\s+(?:was|am|got|have\s+been)\s+(?:told|asked|shown|promised|offered)"
    r"|I\s+(?:learn\w*|heard|hear|understood|understand|gather\w*|saw|read|noticed)"
    r"|(?:told|asked|showed|promised|offered|wants?|expects?|need(?:s|ed)?)\s+(?:me|my)"
    r"|(?:мене|мені|моєї)\s+(?:\w+\s+)?(?:пита\w+|запита\w+|сказа\w+|розпові\w+|пообіця\w+|запропон\w+)"
    r"|я\s+(?:почу\w+|дізна\w+|зрозумі\w+))(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Noted:
    own: str
    heard: str


def read(told: str) -> Noted:
    own, heard = [], []
    for line in told.split("\n"):
        if found := ROUND.match(line):
            own.append(found["facts"])
            heard.append(line)
            continue
        if APPLIED.match(line):
            own.append(line)
            continue
        label = LABEL.match(line)
        said = line[label.end() :] if label else line
        mine = [one for one in _statements(said) if is_own(one)]
        own += [*mine, *_when(line)]
        heard += [one for one in _statements(said) if one not in mine]
    return Noted("\n".join(own), "\n".join(heard))


def is_own(statement: str) -> bool:
    """Whether a person says it of themselves."""
    mine, others = MINE.search(statement), OTHERS.search(statement)
    is_first = mine and not (others and others.start() < mine.start())
    is_of_them = THEY.search(statement) and not TOLD_THEM.search(statement)
    return bool(is_first) and not (is_of_them or HEARD.search(statement) or TO_DO.search(statement))


def _statements(text: str) -> list[str]:
    return [one for one in STATEMENT.split(text) if one.strip()]


def _when(line: str) -> Iterator[str]:
    """The days and hours, each in a line of its own."""
    yield from (line[one.start : one.stop] for one in dates.moments(line))
    yield from (line[one.start : one.stop] for one in days.days(line))
    yield from (f"at {found[0]}" for found in TIME.finditer(line))
