"""What contact data looks like, and where a CV gives it."""

import re
from collections.abc import Iterator

from cv.text.headings import kind_of_heading

LINK = re.compile(
    r"(?<![\w@.-])(?:"
    r"(?:https?://|www\.)[^\s<>|·]+[^\s<>|·.,;:)\]]"
    r"|(?:[\w-]+\.)*(?:linkedin\.com|github\.com|gitlab\.com|t\.me|behance\.net|facebook\.com"
    r"|djinni\.co|instagram\.com|medium\.com|x\.com)/[^\s<>|·]*[^\s<>|·.,;:)\]])"
    # @ivan.p, but not: @angular/core, @app.route
    r"|(?<![\w.+'-])@(?!(?:angular|types|nestjs|babel|app|router|pytest)\b)[a-z]"
    r"(?:(?:\w|\\_){3,64}|(?:\w|\\_){0,2}(?=[._]\w))(?:[.-](?:\w|\\_){1,64})*",
    re.IGNORECASE,
)
TARGET = re.compile(r"(?<=\]\()[^)\s]+(?=\))")  # of a link in Markdown, whatever it holds
OTHER_LINK = re.compile(r"(?<!\w)[a-z][a-z0-9+.-]{1,15}://[^\s<>|·)\]]+", re.IGNORECASE)
EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")

# What follows is looked for only where a CV gives its contact data: elsewhere it may be a fact.
HANDLE = re.compile(
    r"(?<!\w)(?:linkedin|skype|telegram|tg|viber|whatsapp|signal|discord|facebook|instagram|twitter"
    r"|github|gitlab|behance|dribbble|скайп|телеграм|тг|вайбер|лінкедин|фейсбук|інстаграм)"
    r"[*_]*[ \t]*(?::|[ \t][-–—][ \t])[*_ \t]*(?P<secret>@?/?(?:live:)?[\w.][\w.+/\\-]*\w/?)",
    re.IGNORECASE,
)
DOMAIN = re.compile(
    r"(?<![\w@./-])(?!(?i:(?:asp|ado|vb|ml)\.net|socket\.io)\b)(?:[\w-]{2,63}\.)+"
    r"(?!js\b)(?:[a-z]{2,24}|[A-Z]{2,24}|xn--[a-z0-9-]+|укр)(?![\w@])(?:/[^\s<>|·]*)?"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = rf"(?:(?:{_DAY}[./-]){{0,2}}{_YEAR}|{_YEAR}(?:[./-]{_DAY}){{1,2}})"
_LONG_DATE = rf"(?:(?:{_DAY}[./-]){{1,2}}{_YEAR}|{_YEAR}(?:[./-]{_DAY}){{1,2}})"
DATES = re.compile(rf"(?<!\d)(?:{_DATE}\s*[-–—/]\s*{_DATE}|{_LONG_DATE})(?![./-]?\d)")
DIGITS = re.compile(
    r"(?<![\w.,+\[])(?:\+\s?)?\(?\d(?:[ \u00a0\t./()\u2010-\u2015-]{0,3}\d){6,14}(?!\w|[.,]\d|\])"
)
ROUND = re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})+")
FEWEST_DIGITS_UNROUND = 9  # 1 234 567 is a figure, 601 234 567 a phone number
CURRENCY = r"[$€£₴]|USD|EUR|UAH|GBP|PLN|грн"
MONEY_BEFORE = re.compile(rf"(?:{CURRENCY})\s*$", re.IGNORECASE)
MONEY_AFTER = re.compile(rf"\s*(?:{CURRENCY})", re.IGNORECASE)

_LABEL_OF_PHONE = (
    r"(?<![^\W\d_])(?:телефон|тел|мобільний|моб|факс|вайбер|ватсап|(?:tele)?phone|tel|mobile|mob|cell"
    r"|fax|whatsapp|viber|(?:call|text)(?=[ \t]+[+(\d]))[*_]*"
)
# тел. 44-12-33; mob: O67 123 45 67, with a letter for the zero
LABELLED_PHONE = re.compile(
    rf"{_LABEL_OF_PHONE}(?:[ \t]*(?:№|номер|number|no\b))?[.:)* \t_–—-]{{0,6}}"
    r"(?P<secret>[+(]{0,2}[\dOО](?:[ \u00a0\t./()\u2010-\u2015-]{0,3}[\dOО]){4,14})(?![\w]|[.,]\d)",
    re.IGNORECASE,
)
# 1-800-FLOWERS; tel: 067-KVITKA
WORDED_PHONE = re.compile(
    r"(?<![\w-])(?:\+?1-8\d\d-|0[ -]8\d\d[ -])[A-Z\d-]{4,20}(?!\w)"
    rf"|(?i:{_LABEL_OF_PHONE})[.:][*_ \t]*(?P<secret>\+?\d[\d ()-]{{1,15}}[A-Z]{{3,12}})(?!\w)"
)
EXTENSION = re.compile(
    r"\[PHONE(?: \d{1,4})?\](?P<secret>,?[ \t]?\(?(?:дод|вн|внутр|доп|ext|extension)\.?[: \t]{0,3}"
    r"\d{1,6}\)?)(?!\w)",
    re.IGNORECASE,
)

LINES_AT_TOP = 15  # of a CV that has no sections


def split(markdown: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and whether each is where a CV gives its contact data: above the first
    section, or in a section for it."""
    lines = markdown.splitlines(keepends=True)
    has_sections = any(line.startswith("## ") for line in lines)
    is_top, is_contacts = True, False
    for number, line in enumerate(lines):
        if line.startswith("## "):
            is_top, is_contacts = False, kind_of_heading(line[3:].strip()) == "contacts"
        is_top = is_top and (has_sections or number < LINES_AT_TOP)
        yield line, is_contacts or (is_top and not line.startswith("- "))


def phone_spans(text: str) -> list[tuple[int, int]]:
    """Where runs of 7 to 15 digits stand that are no date, no round figure and no money."""
    undated = DATES.sub(lambda match: "x" * len(match[0]), text)
    return [match.span() for match in DIGITS.finditer(undated) if _is_phone(match)]


def labelled_phone_spans(text: str) -> list[tuple[int, int]]:
    """Where numbers stand after a word such as "тел.", short ones too."""
    undated = DATES.sub(lambda match: "x" * len(match[0]), text)
    return [
        match.span("secret")
        for match in LABELLED_PHONE.finditer(undated)
        if any(map(str.isdigit, match["secret"])) and not ROUND.fullmatch(match["secret"])
    ]


def _is_phone(match: re.Match[str]) -> bool:
    if MONEY_BEFORE.search(match.string[max(0, match.start() - 5) : match.start()]):
        return False
    if MONEY_AFTER.match(match.string, match.end()):
        return False
    is_short = sum(map(str.isdigit, match[0])) < FEWEST_DIGITS_UNROUND
    return not (ROUND.fullmatch(match[0]) and (is_short or match[0].endswith("000")))
