"""Numbers written as words, in English and Ukrainian."""

import re
from fractions import Fraction

ENGLISH = dict(
    zip(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen".split(),
        range(2, 20),
        strict=True,
    )
)
ENGLISH |= dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
# Each Ukrainian number as a pattern of all its cases, collective forms among them.
FIVE_CASES = r"(?:ь|и|ьох|ьом|ьма|ьома|еро|ьорох)"
UKRAINIAN = {
    2: r"дв(?:а|і|ох|ом|ома|оє)", 3: r"тр(?:и|ьох|ьом|ьома|оє)",
    4: r"чотир(?:и|ьох|ьом|ма)|четверо", 5: rf"п'ят{FIVE_CASES}",
    6: rf"шіст{FIVE_CASES}|шести|шестеро", 7: r"сім(?:ох|ома|ом|еро)?|семи|семеро",
    8: r"вісім(?:ох|ома)?|вісьм\w{1,3}|восьм(?:и|ома|еро)",
    9: rf"дев'ят{FIVE_CASES}", 10: rf"десят{FIVE_CASES}",
    11: r"одинадцят\w{1,4}", 12: r"дванадцят\w{1,4}", 13: r"тринадцят\w{1,4}",
    14: r"чотирнадцят\w{1,4}", 15: r"п'ятнадцят\w{1,4}", 16: r"шістнадцят\w{1,4}",
    17: r"сімнадцят\w{1,4}", 18: r"вісімнадцят\w{1,4}", 19: r"дев'ятнадцят\w{1,4}",
    20: r"двадцят\w{1,4}", 30: r"тридцят\w{1,4}", 40: r"сорока?", 50: r"п'ят(?:и)?десят\w{0,4}",
    60: r"шіст(?:и)?десят\w{0,4}|шістдесят\w{0,4}", 70: r"с[іе]м(?:и)?десят\w{0,4}",
    80: r"в[іо]с[іь]м(?:и)?десят\w{0,4}", 90: r"дев'яност[оа]", 100: r"ст[оа]",
    200: r"двіст\w{1,3}|двохсот", 300: r"триста|трьохсот", 400: r"чотириста|чотирьохсот",
    500: r"п'ят(?:и)?сот", 600: r"шіст(?:и)?сот|шестисот", 700: r"с[іе]м(?:и)?сот",
    800: r"вісімсот|восьмисот", 900: r"дев'ят(?:и)?сот",
}  # fmt: skip
SCALES = {
    r"k|к|thousand|тис|тисяч\w*": 1_000,
    r"m|mn|mln|м|млн|million|мільйон\w*": 1_000_000,
    r"bn|billion|млрд|мільярд\w*": 1_000_000_000,
}
# "dozens of", "сотні": at least so many, less than ten times as many.
VAGUE = {
    r"dozens|tens|scores|десятк\w+": 10,
    r"hundreds|сот(?:н\w+|ень)": 100,
    r"thousands|тисяч\w+": 1_000,
    r"millions|мільйони|мільйонів|мільйонн\w+": 1_000_000,
}
TIMES: dict[str, Fraction] = {
    r"doubl\w+|twice|two-?fold|half-yearly|twice-yearly"
    r"|подво\w+|[ву]двічі|[ву]двоє|двічі": Fraction(2),
    r"tripl\w+|thrice|three-?fold|потро\w+|[ву]тричі|тричі|[ву]троє": Fraction(3),
    r"quadrupl\w+|four-?fold|[ву]четверо": Fraction(4),
    r"five-?fold|[ву]п'ятеро": Fraction(5),
    r"ten-?fold|[ву]десятеро": Fraction(10),
    r"halv(?:ed|ing|e|es)|(?<!and a )half(?!-|\s+a\s+(?:year|dozen))"
    r"|наполовину|(?<!з )половин\w+": Fraction(1, 2),
    r"(?:a|one)[ -]third|третин\w+": Fraction(1, 3),
    r"(?:a|one)[ -]quarter(?!\s+of\s+a\s+year)|чверт\w+(?!\s+року)": Fraction(1, 4),
    r"two[ -]thirds|дв\w+\s+третин\w*": Fraction(2, 3),
    r"three[ -]quarters|тр\w+\s+чверт\w*": Fraction(3, 4),
}  # fmt: skip
YEARS = {
    2: "дво", 3: "три", 4: "чотири", 5: "п'яти", 6: "шести", 7: "семи", 8: "восьми", 9: "дев'яти",
    10: "десяти", 12: "дванадцяти", 15: "п'ятнадцяти", 20: "двадцяти", 25: "двадцятип'яти",
    30: "тридцяти",
}  # fmt: skip

ONE_WORD = "|".join([*ENGLISH, r"hundred", r"dozen", *UKRAINIAN.values()])
AFTER_TENS = r"one|одн(?:а|у|ого|ому|им|ій|ією|ієї|е|і|их)|один"
ONE = re.compile(AFTER_TENS)
THOUSAND = re.compile(r"тисяч[уа]")
NUMBER_WORDS = re.compile(
    rf"(?<![\w'-])(?:(?:a|one)\s+(?=hundred|thousand|million|dozen))?"
    rf"(?P<words>(?:тисяч[уа]\s+(?=ст|дв|тр|чот|п'я|ш|с|в|д))?"
    rf"(?:{ONE_WORD})(?:(?:\s+and\s+|[\s-]+)(?:{ONE_WORD}|{AFTER_TENS}))*)(?![\w'])",
    re.IGNORECASE,
)
_UKRAINIAN = [(re.compile(f"(?:{cases})"), value) for value, cases in UKRAINIAN.items()]


def value_of(words: str) -> int:
    """ "twenty-five" is 25, "two hundred" 200, "двадцяти п'яти" 25."""
    total = 0
    for word in re.split(r"[\s-]+", words.lower()):
        value = _one(word)
        if word in ("hundred", "dozen") or THOUSAND.fullmatch(word):
            total = max(total, 1) * (value or 1_000)
        else:
            total += value
    return total


def _one(word: str) -> int:
    known = ENGLISH.get(word) or {"hundred": 100, "dozen": 12, "one": 1}.get(word)
    if known:
        return known
    if ONE.fullmatch(word):
        return 1
    return next((value for cases, value in _UKRAINIAN if cases.fullmatch(word)), 0)
