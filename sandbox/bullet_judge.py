"""The canned judgement of one CV line: impact, verb, fit, and a rewrite that invents nothing."""

import re

from sandbox.language import words

FIGURE = re.compile(r"[$€₴]\s?\d|\d[\d\s.,]*\s?(?:%|\+|x\b|k\b|млн|тис|грн)|\b\d+\b", re.I)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
RESULT = re.compile(
    r"reduc|increas|improv|cut\b|sav(?:ed|ing)|grew|faster|halv|doubl"
    r"|зменш|збільш|скорот|покращ|підвищ|зекономи|пришвидш|зріс|зросл",
    re.I,
)
WEAK = {
    "responsible for": "Took responsibility for",
    "worked on": "Contributed to",
    "worked with": "Worked hands-on with",
    "helped with": "Supported",
    "helped": "Supported the team:",
    "participated in": "Took part in",
    "involved in": "Took part in",
    "duties included": "Handled",
}
WEAK_UKRAINIAN = re.compile(
    r"^(?:відповіда\w+|працюва\w+|допомага\w+|бра\w+ участь|займа\w+|обов.язки)", re.I
)
PAST_ENGLISH = re.compile(r"^[A-Z]?[a-z]+ed\b")
STRONG_ENGLISH = words(
    "led built ran cut grew won wrote made taught set drove began sold shrank rebuilt oversaw"
)
PAST_UKRAINIAN = re.compile(r"^[А-ЯҐЄІЇ]?[а-яґєії'’]+(?:в|ла|ли|вся|лася|лися)\b")
WORD = re.compile(r"[^\W\d_]{5,}")
STEM = 6

REASONS = {
    "strong": ("It shows a result with a figure.", "Видно результат із числом."),
    "some": ("It names a result, but no figure.", "Названо результат, але без числа."),
    "none": (
        "It says what was done, not what came of it.",
        "Сказано, що зроблено, але не що це дало.",
    ),
}
VERBS = {
    "strong": ("", ""),
    "weak": (" The first words hide your part.", " Перші слова ховають вашу роль."),
    "missing": (" It does not begin with a verb.", " Рядок починається не з дієслова."),
}


def judge(
    text: str, wanted: list[re.Pattern[str]], posting: str, ukrainian: bool
) -> dict[str, str]:
    """The value of one BulletJudgement; the quote is the text itself."""
    impact, verb = _impact(text), _verb(text)
    rewrite = "" if (impact, verb) == ("strong", "strong") else _rewrite(text, verb, ukrainian)
    return {
        "quote": text,
        "impact": impact,
        "verb": verb,
        "fit": _fit(text, wanted, posting),
        "reason": REASONS[impact][ukrainian] + VERBS[verb][ukrainian],
        "rewrite": rewrite,
    }


def has_figure(text: str) -> bool:
    return bool(FIGURE.search(YEAR.sub("", text)))


def _impact(text: str) -> str:
    if has_figure(text):
        return "strong"
    return "some" if RESULT.search(text) else "none"


def _weak_opening(text: str) -> str:
    return next((words for words in WEAK if text.lower().startswith(words)), "")


def _verb(text: str) -> str:
    if _weak_opening(text) or WEAK_UKRAINIAN.search(text):
        return "weak"
    first = text.split(maxsplit=1)[0].lower() if text else ""
    strong = first in STRONG_ENGLISH or PAST_ENGLISH.search(text) or PAST_UKRAINIAN.search(text)
    return "strong" if strong else "missing"


def _fit(text: str, wanted: list[re.Pattern[str]], posting: str) -> str:
    if any(pattern.search(text) for pattern in wanted):
        return "direct"
    return "related" if _stems(text) & _stems(posting) else "unrelated"


def _stems(text: str) -> set[str]:
    return {word[:STEM].lower() for word in WORD.findall(text)}


def _rewrite(text: str, verb: str, ukrainian: bool) -> str:
    """The user's own words with a better opening, and a gap where a figure belongs."""
    plain = text.rstrip(" .;")
    opening = _weak_opening(plain)
    if opening:
        plain = f"{WEAK[opening]} {plain[len(opening) :].lstrip(' :')}"
    elif verb == "missing":
        plain = f"Зроблено: {plain}" if ukrainian else f"Delivered: {plain}"
    if has_figure(plain):
        return plain
    return f"{plain} — результат: [число]" if ukrainian else f"{plain}, with a result of [number]"
