"""What the structure of a mail says, whatever its words are: links, days, sums, questions."""

import re

from applications.paste_mail.context import Sentence
from applications.paste_mail.mail import Mail

GREETING = 25  # characters; a shorter sentence is one, or a name
MOST_QUESTIONS = 3
NOBODY = re.compile(
    r"no-?_?reply|do-?not-?reply|ne-?vidpovid|robot|mailer|notif|automat"
    r"|postmaster",
    re.IGNORECASE,
)
DENIAL = re.compile(r"\b(?:not|no|nobody|never|не|ні|нема|немає)\b|n't\b", re.IGNORECASE)
PROMISE = re.compile(
    r"\b(?:we|they|you|team|recruiters?|everyone|someone|it|i)(?:'ll| will)\b|\bwill be\b"
    r"|\bif (?:you|your|we|there)\b"
    r"|\bwithin (?:\d|a|two|three|five|ten)|\bas soon as\b|\b(?:please )?do not\b|\bautomatic"
    r"|зв'яж|розглян|повідом|відпові[мд]|надішлем|запросим|напишем|опрацю|\bбуд(?:е|уть|емо)\b"
    r"|\bякщо\b|\bу разі\b"
    r"|\b(?:протягом|впродовж|автоматичн\w+|не відповідайте)\b",
    re.IGNORECASE,
)
ANSWER = re.compile(r"\s*(?:re|aw|sv|відп)\s*:", re.IGNORECASE)
TEAM = re.compile(
    r"\b(?:team|portal|careers?|platform|system|recruitment|recruiting|support|notifications?"
    r"|jobs?)\b"
    r"|команда|портал|платформа|система|служба|відділ|приймальня|бот\b|робот",
    re.IGNORECASE,
)
MEETING_LINK = re.compile(
    r"meet\.google\.com|zoom\.us|teams\.(?:microsoft|live)\.com|webex\.com|whereby\.com|calendly"
    r"|cal\.com|doodle\.com|/meet/|slot|/book",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"[€$£₴]\s?\d|\d[\d\s.,]*\s?(?:k\b|€|\$|£|₴|грн|usd|eur|uah|gbp|czk|pln|тис\b|доларів|євро)",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"\b(?:at|@|о|об|на)\s\d{1,2}(?:[:.]\d\d)?(?![\d.%]| (?:%|грн|посад))|\b\d{1,2}:\d\d\b"
    r"|\b\d{1,2} ?[ap]\.?m\b",
    re.IGNORECASE,
)
DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|tue|wed|thu|fri)\b|tomorrow|завтра"
    r"|понеділ|вівтор|серед[уаи]\b|четвер|п'ятниц|субот|неділ[юіья]\b|\b\d{1,2}\.\d{1,2}\b"
    r"|\d{4}-\d\d"
    r"|\d (?:січ|лют|бер|квіт|трав|черв|лип|серп|вер|жовт|лист|груд)|\d (?:jan|feb|mar|apr|may"
    r"|jun|jul"
    r"|aug|sep|oct|nov|dec)|(?:january|february|march|april|june|july|august|september|october"
    r"|november|december) \d",
    re.IGNORECASE,
)
REGRET = re.compile(
    r"unfortunately|regret|sorry|sadly|afraid|на жаль|прикро|шкода|вибач|простіть|прикріст",
    re.IGNORECASE,
)
DEADLINE = re.compile(
    r"\b(?:by|before|until|till|no later|not later|deadline|latest|complete|дедлайн|не пізніше|до"
    r"|від|протягом|впродовж|крайній|термін|строк|since|from)\b",
    re.IGNORECASE,
)


def signs(mail: Mail, said: list[Sentence], is_asking: list[bool]) -> dict[str, float]:
    """What the structure of a mail says for each kind; `is_asking` goes with `said`."""
    own = [one for one in said if one.weight >= 1]
    asked = [
        one
        for one, asks in zip(said, is_asking, strict=True)
        if asks and one.weight >= 1 and one.is_question
    ]
    dated = [one for one in own if DAY.search(one.text) and CLOCK.search(one.text)]
    meeting = [one for one in dated if not DEADLINE.search(one.text)]
    told_pay = any(MONEY.search(one.text) and not one.is_question for one in own)
    asked_pay = any(MONEY.search(one.text) for one in asked)
    has_link = any(MEETING_LINK.search(one.text) for one in own)
    regretted = any(REGRET.search(one.text) for one in own)
    denied = any(DENIAL.search(one.text) for one in own)
    told = [one for one in own if len(one.text) > GREETING]
    promised = sum(bool(PROMISE.search(one.text)) for one in told) / max(1, len(told))
    is_answer = bool(ANSWER.match(mail.subject))
    is_team = bool(TEAM.search(mail.sender))
    is_nobody = bool(NOBODY.search(mail.address))
    share = len(asked) / max(1, sum(len(one.text) > GREETING for one in own))
    return {
        "invitation": 3.5 * bool(meeting) + 3.0 * has_link + 8.0 * bool(mail.meeting),
        "rejection": 2.0 * (regretted and not asked and not meeting)
        + 1.0 * (denied and not asked and not meeting and not has_link),
        "offer": 1.5 * told_pay,
        "test_task": 1.0 * (len(dated) > len(meeting)),
        "question": min(len(asked), MOST_QUESTIONS) + 2.5 * min(share, 1) + asked_pay,
        "automatic_reply": 2.0 * is_nobody
        + 30.0 * mail.is_automatic
        + 1.0 * is_team
        + 2.5 * promised * (not asked and not meeting)
        - 1.5 * is_answer
        - 0.5 * bool(asked),
    }
