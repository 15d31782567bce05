"""Pay: two bounds, a currency and a period, each only if it was said."""

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

LARGEST = 100_000_000
WIDEST = 20  # times: what lies further apart is no range of one salary

CURRENCIES = {
    "$": "USD", "us$": "USD", "дол": "USD", "долар": "USD", "долари": "USD", "доларів": "USD",
    "€": "EUR", "євро": "EUR", "euro": "EUR", "£": "GBP",
    "₴": "UAH", "грн": "UAH", "гривень": "UAH", "гривні": "UAH", "zł": "PLN", "zl": "PLN",
}  # fmt: skip
CODES = ("USD", "EUR", "GBP", "UAH", "PLN", "CHF", "CZK", "SEK", "NOK", "DKK", "CAD", "AUD", "RON",
         "HUF", "BGN", "TRY", "ILS", "INR", "SGD", "JPY")  # fmt: skip

# The start of a word is enough: "monthly", "MONTH", "per-month-salary", "місяць".
PERIODS = (
    ("hour", r"hour|\bhr\b|\bh\b|год"),
    ("day", r"\bday|daily|день|\bдн"),
    ("week", r"week|тижд|тижн"),
    ("month", r"month|\bmo\b|міс"),
    ("year", r"year|\byr|annum|annual|\bp\.?a\b|рік|\bрок|річн"),
)
NUMBER = re.compile(
    r"(?<!\d)(?:\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3}){1,3}(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d{1,9}(?:[.,]\d{1,2})?(?!\d))"
)
THOUSAND = re.compile(r"\s?(?:[kк](?![^\W\d_])|тис\b\.?|тисяч|thousand\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Salary:
    minimum: int | None
    maximum: int | None
    currency: str  # ISO 4217, or empty
    period: str  # hour, day, week, month, year, or empty

    @property
    def fields(self) -> dict[str, str]:
        return {
            "salary_min": str(self.minimum or ""),
            "salary_max": str(self.maximum or ""),
            "salary_currency": self.currency,
            "salary_period": self.period,
        }


def salary(low: object, high: object, currency: object = "", period: object = "") -> Salary | None:
    """A salary of what a source says, or nothing when its bounds make no sense.

    Bounds may be numbers or text such as "1 500" or "60k"; zero counts as not said.
    """
    bounds = [amount(low), amount(high)]
    known = [bound for bound in bounds if bound]
    if not known or max(known) > LARGEST or max(known) > WIDEST * min(known):
        return None
    least, most = sorted(known) if len(known) == 2 else bounds
    return Salary(least, most, currency_code(currency), period_code(period))


def amount(value: object) -> int | None:
    """A whole number of major units; zero and nonsense are nothing."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, str):
        return _amount_in_text(value[:100])
    return _whole(Decimal(value)) if abs(value) <= LARGEST else None


def _amount_in_text(text: str) -> int | None:
    found = NUMBER.search(text)
    if not found:
        return None
    times = 1000 if THOUSAND.match(text, found.end()) else 1
    return _whole(decimal(found[0]) * times)


def decimal(number: str) -> Decimal:
    """The value of a number as NUMBER finds it: "45 000", "45.000,50", "1,5"."""
    digits = re.sub(r"[ \u00a0\u202f'’]", "", number)
    digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits)
    try:
        return Decimal(digits.replace(",", "."))
    except InvalidOperation:
        return Decimal(0)


def _whole(number: Decimal) -> int | None:
    return int(number.quantize(Decimal(1), ROUND_HALF_UP)) or None if number > 0 else None


def currency_code(word: object) -> str:
    if not isinstance(word, str):
        return ""
    word = word.strip().rstrip(".").lower()
    if word in CURRENCIES:
        return CURRENCIES[word]
    code = word.upper()
    return code if re.fullmatch(r"[A-Z]{3}", code, re.ASCII) else ""


def period_code(words: object) -> str:
    if not isinstance(words, str):
        return ""
    return next((code for code, pattern in PERIODS if re.search(pattern, words[:100], re.I)), "")
