"""What contact data looks like, and where a CV gives it."""

import re
from collections.abc import Iterator

from cv.text.headings import known_kind

LINK = re.compile(
    r"(?<![\w@.-])(?:"
    r"(?:https?://|www\.)[^\s<>|·]+[^\s<>|·.,;:)\]]"
    r"|(?:[\w-]+\.)*(?:linkedin\.com|github\.com|gitlab\.com|t\.me|behance\.net|facebook\.com"
    r"|djinni\.co|instagram\.com|medium\.com|x\.com)/[^\s<>|·]*[^\s<>|·.,;:)\]])"
    r"|(?<![\w.+'-])@[A-Za-z]\w{3,}",
    re.IGNORECASE,
)
TARGET = re.compile(r"(?<=\]\()[^)\s]+(?=\))")  # of a link in Markdown, whatever it holds
OTHER_LINK = re.compile(r"(?<!\w)[a-z][a-z0-9+.-]{1,15}://[^\s<>|·)\]]+", re.IGNORECASE)
EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")

_FLAT = r"(?:,?\s*(?:Apt|Apartment|Flat|Suite|Unit)\.?\s*\w+)?"
_HOUSE = r"(?!(?:19|20)\d\d\b)\d{1,5}[^\W\d_]?(?:[/-]\d{1,4}[^\W\d_]?)?(?!\w|[.,]\d)"
STREET = re.compile(
    # вул. Хрещатик, 22, кв. 5
    r"\b(?i:вул\.|просп\.|пр-т\.?|бульв\.|б-р\.?|пров\.|наб\.)\s*[^\n,;|·]{2,50}"
    r"(?:,\s*(?:буд\.?\s*)?\d+[\w/-]*)?(?:,\s*кв\.?\s*\d+)?"
    r"|\b(?:(?i:вул|вулиця|просп|проспект|бульв|бульвар|пров|провулок|набережна)\s+|пл(?:\.\s*|оща\s+)"
    r"(?=[А-ЯІЇЄҐ]))[^\n,;|·]{2,50}(?:,\s*(?:буд\.?\s*)?\d+[\w/-]*)?(?:,\s*кв\.?\s*\d+)?"
    # vul. Khreshchatyk, 22
    r"|\b(?i:vul|vulytsi?a|vulytsya|prosp|prospekt|bulv|prov|ul|ulica)\b\.?\s*[^\W\d_]"
    rf"[^\n,;|·]{{1,40}}?,?\s*{_HOUSE}"
    # 22 Baker Street; 12 Khreshchatyk street
    r"|\b\d{1,5}[A-Za-z]?\s+(?:[A-Z][\w'.-]+\s+){1,3}"
    r"(?:[Ss]treet|St|[Aa]venue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Court|Square)\b\.?"
    rf"{_FLAT}"
    # Khreshchatyk St, 22; Khreshchatyk street 22
    r"|(?<![\w'’.-])(?:[A-Z][\w'’.-]{1,40}\s+){1,3}(?i:street|str|st|avenue|ave|road|rd|boulevard|blvd|lane|ln)\b\.?"
    rf",?\s*{_HOUSE}{_FLAT}"
    # Hauptstraße 5; Lange Str. 7
    r"|(?<![\w-])[A-ZÄÖÜ](?:[\w-]{0,40}(?:straße|strasse|gasse|allee|platz|weg|str\.)"
    r"|[\w-]{1,40}\s+Stra(?:ß|ss)e)"
    rf"\s*{_HOUSE}"
)


# What follows is looked for only where a CV gives its contact data: elsewhere it may be a fact.
HANDLE = re.compile(
    r"(?<!\w)(?:linkedin|skype|telegram|tg|viber|whatsapp|signal|discord|facebook|instagram|twitter"
    r"|github|gitlab|behance|dribbble|скайп|телеграм|тг|вайбер|лінкедин|фейсбук|інстаграм)"
    r"[*_]*[ \t]*(?::|[ \t][-–—][ \t])[*_ \t]*(?P<secret>@?(?:live:)?[\w.][\w.+-]*\w)",
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

LINES_AT_TOP = 15  # of a CV that has no sections


def split(markdown: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and whether each is where a CV gives its contact data: above the first
    section, or in a section for it."""
    lines = markdown.splitlines(keepends=True)
    has_sections = any(line.startswith("## ") for line in lines)
    is_top, is_contacts = True, False
    for number, line in enumerate(lines):
        if line.startswith("## "):
            is_top, is_contacts = False, known_kind(line[3:].strip()) == "contacts"
        is_top = is_top and (has_sections or number < LINES_AT_TOP)
        yield line, is_contacts or (is_top and not line.startswith("- "))


def phone_spans(text: str) -> list[tuple[int, int]]:
    """Where runs of 7 to 15 digits stand that are no date, no round figure and no money."""
    undated = DATES.sub(lambda match: "x" * len(match[0]), text)
    return [match.span() for match in DIGITS.finditer(undated) if _is_phone(match)]


def _is_phone(match: re.Match[str]) -> bool:
    if MONEY_BEFORE.search(match.string[max(0, match.start() - 5) : match.start()]):
        return False
    if MONEY_AFTER.match(match.string, match.end()):
        return False
    is_short = sum(map(str.isdigit, match[0])) < FEWEST_DIGITS_UNROUND
    return not (ROUND.fullmatch(match[0]) and (is_short or match[0].endswith("000")))
