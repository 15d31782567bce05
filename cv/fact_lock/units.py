"""What a figure counts: percent, money, time, or things of a kind."""

import re
from fractions import Fraction
from functools import lru_cache

from cv.fact_lock import text_data

# Units that are part of a figure: 30 % is not 30, and $30 not €30.
UNITS: dict[str, tuple[str, int | Fraction]] = {
    r"%|percent|per\s?cent|percentage\s+points?|pp|відсот\w+|п\.\s?п\.|процент\w+": ("%", 1),
    r"\$|usd|dollars?|долар\w*": ("USD", 1),
    r"€|eur|euros?|євро": ("EUR", 1),
    r"£|gbp|pounds?|фунт\w*": ("GBP", 1),
    r"₴|uah|грн|гривень|гривн\w+|hryvnias?": ("UAH", 1),
    r"zł|pln|злот\w+": ("PLN", 1),
    r"x|×|-?fold|times|раз(?:и|ів|у)?": ("times", 1),
    r"ms|мс|milliseconds?|мілісекунд\w*": ("ms", 1),
    r"s|secs?|seconds?|с|сек|секунд\w*": ("ms", 1_000),
    r"mins?|minutes?|хв|хвилин\w*": ("ms", 60_000),
    r"h|hrs?|hours?|год|годин\w*": ("ms", 3_600_000),
    r"days?|дн\w+|день|доб(?:а|и|у|і|ою)?": ("days", 1),
    r"weeks?|тижн\w+|тиждень": ("days", 7),
    r"months?|місяц\w+": ("months", 1),
    r"years?|yrs?|рок\w+|рік|р\.|річн\w+|year-old|літ(?:ній)?": ("months", 12),
    r"decades?|десятиліт\w+|десятиріч\w+": ("months", 120),
    r"centur(?:y|ies)|століт\w+": ("months", 1_200),
    r"kb|кб": ("kB", 1), r"mb|мб": ("kB", 1_000),
    r"gb|gigabytes?|гб|гігабайт\w*": ("kB", 1_000_000),
    r"tb|terabytes?|тб|терабайт\w*": ("kB", 1_000_000_000),
    r"km|kilomet(?:re|er)s?|км|кілометр\w*": ("km", 1), r"miles?": ("miles", 1),
    r"kg|kilos?|kilograms?|kilogrammes?|кг|кілограм\w*": ("kg", 1),
    r"tons?|tonnes?|тонн\w*|т": ("t", 1),
    r"m²|м²|sq\.?\s?m|square[\s-]met(?:re|er)s?|кв\.?\s?м(?:етр\w*)?"
    r"|квадратн\w+\s+метр\w*": ("m²", 1),
    r"hectares?|ha|га|гектар\w*": ("ha", 1), r"px": ("px", 1),
    r"kv|кв": ("kV", 1), r"kw|квт": ("kW", 1),
}  # fmt: skip
MONEY = frozenset({"USD", "EUR", "GBP", "UAH", "PLN"})
STRICT = MONEY | {"%", "times"}  # a figure without a unit does not prove these, nor they it
PERIODS = {
    "hour": r"(?:an|per|each|every|за|на)\s+(?:hour|годину)|hourly|щогодини",
    "day": r"(?:a|per|each|every|за|на)\s+(?:day|shift|night|evening|день|добу|зміну|вечір|ніч)"
    r"|daily|nightly|щодня|щоденно|щозміни|щоночі",
    "week": r"(?:a|per|each|every|за|на)\s+(?:week|тиждень)|weekly|щотижня",
    "month": r"(?:a|per|each|every|за|на)\s+(?:month|місяць)|monthly|щомісяця",
    "year": r"(?:a|per|each|every|за|на)\s+(?:year|season|рік|сезон)|yearly|annually|щороку",
}
PERIOD = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in PERIODS.items())})(?!\w)",
    re.IGNORECASE,
)
EVERY = {
    "hour": r"hourly|погодинн\w+",
    "day": r"daily|щоденн\w+|денн\w+",
    "week": r"weekly|щотижнев\w+|тижнев\w+|щотижня",
    "month": r"monthly|щомісячн\w+|місячн\w+|щомісяця",
    "year": r"yearly|annual|annually|щорічн\w+|річн\w+|щороку",
}
PERIOD_BEFORE = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in EVERY.items())})(?!\w)"
    r"[^\d.,;:()\n]*$",
    re.IGNORECASE,
)
UNIT = re.compile(
    rf"\+?[\s-]?(?:{'|'.join(f'(?P<u{place}>{one})' for place, one in enumerate(UNITS))})(?!\w)",
    re.IGNORECASE,
)
BEFORE = re.compile(r"(?:[$€£₴]|\b(?:USD|EUR|UAH|GBP|PLN))\s?$")
NEXT_WORDS = re.compile(r"[^\W\d_][\w'-]*")
# «команда зі 120 осіб» says whom by itself.
GROUP_OF = re.compile(
    r"(?<!\w)(?:(?P<learners>class(?:es)?|клас\w*)|teams?|crews?|squads?|departments?|staff|brigades?"
    r"|команд\w+|бригад\w+|відділ(?:у|и|ом|і)?|колектив\w*|штат\w*)"
    r"\s+(?:(?:consisting\s+)?of|з|зі|із|у\s+складі|до)\s+(?:about\s+|over\s+|up\s+to\s+|близько\s+|понад\s+)?$",
    re.IGNORECASE,
)
NEAR = 50  # letters before a figure that may say whom it counts
FAR = 3  # words between a figure and what it counts: "40 old Linux servers"
STOPS = re.compile(r"[.,;:()\n–]")
LINKS = frozenset(
    "to and or a an the per in at of by for from with into over under on during since as than who"
    " that which through across out up down before after around between without within via"
    " до і й та або на у в з із зі під над про по за без через між як що які яка який від для при"
    " після перед".split()
)


def unit_after(text: str, place: int) -> tuple[str, int | Fraction, int]:
    """The unit that begins here, how many of the basic one it is, and where it ends."""
    found = UNIT.match(text, place)
    if not found:
        return "", 1, place
    unit, factor = next(value for number, value in enumerate(UNITS.values()) if found[f"u{number}"])
    return unit, factor, found.end()


def money_before(text: str, place: int) -> tuple[str, int]:
    found = BEFORE.search(text[max(0, place - 4) : place])
    if not found:
        return "", place
    return unit_after(found[0].strip(), 0)[0], place - len(found[0])


def counted_after(text: str, place: int) -> tuple[str, ...]:
    """The words that say what is counted here, if any follow."""
    rest = STOPS.split(text[place : place + 80], maxsplit=1)[0]
    words: list[str] = []
    for found in NEXT_WORDS.finditer(rest):
        if found[0].lower() in LINKS or len(words) == FAR:
            break
        words.append(found[0])
    return tuple(words)


def counted_before(text: str, place: int) -> tuple[str, ...]:
    """Whom a group is said to be of: of a team of 12 twelve are people."""
    found = GROUP_OF.search(text[max(0, place - NEAR) : place])
    return ("learners" if found["learners"] else "staff",) if found else ()


def period_after(text: str, place: int) -> tuple[str, int]:
    """In which time so much is done, "day" for "40 tickets a day", and where that ends. A shift is
    a day of work."""
    clause = STOPS.split(text[place : place + 80], maxsplit=1)[0]
    found = PERIOD.search(clause)
    if not found:
        return "", place
    return next(kind for kind in PERIODS if found[kind]), place + found.end()


def period_before(text: str, place: int) -> str:
    """The time that is said before a sum: "an annual budget of $1.2M"."""
    found = PERIOD_BEFORE.search(text[max(0, place - NEAR) : place])
    return next(kind for kind in EVERY if found[kind]) if found else ""


@lru_cache(maxsize=2_000)
def kinds_of(words: tuple[str, ...]) -> frozenset[str]:
    """The kinds of things that the words may be; none of a thing that is not listed."""
    # "post-operative" is no post, but тест-кейс is a test.
    said = " ".join(word.rpartition("-")[2] if word.isascii() else word for word in words)
    return frozenset(kind for kind, pattern in _things() if pattern.search(said))


@lru_cache(maxsize=1)
def _things() -> list[tuple[str, re.Pattern[str]]]:
    return [(kind, text_data.pattern_of(ways)) for kind, ways in text_data.things().items()]
