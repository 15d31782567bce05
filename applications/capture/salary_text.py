"""Pay in running text, English and Ukrainian. A currency must stand beside the numbers."""

import re

from applications.capture.salary import CODES, CURRENCIES, NUMBER, THOUSAND, Salary, decimal, salary

WORDS = sorted([*CURRENCIES, *(code.lower() for code in CODES)], key=len, reverse=True)
CURRENCY = "|".join(
    rf"{re.escape(word)}(?!\w)" if word.isalpha() else re.escape(word) for word in WORDS
)
AMOUNT = (
    r"(?:(?P<{0}before>{1})\s?)?(?P<{0}number>(?<![\d.,])(?:{2}))"
    r"(?P<{0}thousand>{3})?(?:\s?(?P<{0}after>{1}))?"
)
LOW = AMOUNT.format("low_", CURRENCY, NUMBER.pattern, THOUSAND.pattern)
HIGH = AMOUNT.format("high_", CURRENCY, NUMBER.pattern, THOUSAND.pattern)
NOT_MILLIONS = r"(?!\s?(?:[mм]\b|mln|million|b\b|bn|billion|млн|мільй|млрд|%))"

RANGE = re.compile(rf"{LOW}\s?(?:-|‑|–|—|−|\bto\b|\bдо\b|\band\b)\s?{HIGH}{NOT_MILLIONS}", re.I)
UPPER = re.compile(rf"(?:\bup to\b|\bдо\b|\bmax(?:imum)?\b)\s{{0,2}}{HIGH}{NOT_MILLIONS}", re.I)
LOWER = re.compile(rf"(?:\bfrom\b|\bвід\b|\bmin(?:imum)?\b)\s{{0,2}}{LOW}{NOT_MILLIONS}", re.I)
PLUS = re.compile(rf"{LOW}\s?\+", re.I)
EXACT = re.compile(rf"{LOW}{NOT_MILLIONS}", re.I)

PERIOD = re.compile(
    r"[\s,(]{0,3}(?:(?:gross|net|брутто|нетто|на руки)[\s,)]{0,3})?"
    r"(?:/|per|an?|на|за|в|every)?\s?"
    r"(?P<period>hour|hr|h|day|week|month|mo|year|annum|yr|hourly|daily|weekly|monthly|annually"
    r"|yearly|p\.?a|год(?:ину)?|день|тиждень|місяць|міс|рік|щомісяця)\b",
    re.IGNORECASE,
)
PAY = re.compile(
    r"salary|compensation|\bpay\b|\bwage|gross|\bnet\b|\brate\b|зарплат|заробітн|\bз/?п\b|оплат"
    r"|оклад|винагород|вилка|дохід|\bставка",
    re.IGNORECASE,
)
OTHER_MONEY = re.compile(
    r"budget|revenue|raised|funding|invest|bonus|allowance|reimburs|grant\b|stipend|\bARR\b"
    r"|valuation|customers|spend|бюджет|виручк|інвест|бонус|премі|компенсаці",
    re.IGNORECASE,
)
NEARBY = 40  # characters around a sum that say what it is for

LONGEST_HEADLINE = 80  # a line this short names its subject; a longer one is a sentence
LONGEST_LINE = 2000


def find_salary(text: str, *, labelled: bool = False) -> Salary | None:
    """The first pay that the text names. `labelled` text is already known to be about pay."""
    for line in text.splitlines():
        if len(line) <= LONGEST_LINE and (found := _in_line(line, labelled)):
            return found
    return None


def _in_line(line: str, labelled: bool) -> Salary | None:
    if not any(character.isdigit() for character in line):
        return None
    about_pay = labelled or bool(PAY.search(line))
    patterns = [RANGE]
    if about_pay or len(line) <= LONGEST_HEADLINE:
        patterns += [UPPER, LOWER, PLUS]
    if labelled:
        patterns.append(EXACT)
    matches = (match for pattern in patterns for match in pattern.finditer(line))
    pay = (match for match in matches if about_pay or not _is_other_money(match))
    return next(filter(None, map(_salary, pay)), None)


def _is_other_money(match: re.Match[str]) -> bool:
    around = match.string[max(0, match.start() - NEARBY) : match.end() + NEARBY]
    return bool(OTHER_MONEY.search(around))


def _salary(match: re.Match[str]) -> Salary | None:
    parts = match.groupdict()
    beside = ("low_before", "low_after", "high_before", "high_after")
    currency = next((parts[name] for name in beside if parts.get(name)), None)
    if not currency:
        return None
    low, high = _bound(parts, "low"), _bound(parts, "high")
    if match.re is EXACT:
        high = low
    period = PERIOD.match(match.string, match.end())
    return salary(low, high, currency, period["period"] if period else "")


def _bound(parts: dict[str, str | None], name: str) -> int | None:
    number = parts.get(f"{name}_number")
    if not number:
        return None
    value = decimal(number)
    # "3-5k": the thousand is said once and meant twice.
    said_above = name == "low" and parts.get("high_thousand") and value < 1000
    return int(value * 1000 if parts.get(f"{name}_thousand") or said_above else value)
