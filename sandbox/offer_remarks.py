"""Canned remarks on a comparison of offers: honest ones, or with an invented figure among them."""

import re
from typing import Any

from sandbox.cv_analysis import between
from sandbox.language import is_ukrainian

OFFER = re.compile(r"^## (?!Standing$)(.+)$", re.MULTILINE)
SCORE = re.compile(r"^- score: (\d+) of 100", re.MULTILINE)
UNRATED = re.compile(r"^- (.+): not rated", re.MULTILINE)
RATED = re.compile(r"^- (.+): (\d+) of 10; reason: (.+)$", re.MULTILINE)
PRAISE = re.compile(r"\b(?:great|good|best|excellent|love)|чудов|добр|найкращ|гарн", re.IGNORECASE)
LOW = 4
SAID = {
    "rests_on": (
        "Sandbox answer: {offer} has a score of {score}; it rests on the points that you gave.",
        "Відповідь пісочниці: {offer} має оцінку {score}; вона тримається на ваших балах.",
    ),
    "unscored": (
        "Sandbox answer: no score rests on anything yet, for nothing is rated.",
        "Відповідь пісочниці: оцінки ще ні на чому не тримаються, бо нічого не оцінено.",
    ),
    "contradiction": (
        "For {name} the points are low, and yet the reason is kind: {reason}",
        "«{name}» має мало балів, а пояснення прихильне: {reason}",
    ),
    "question": (
        "What would have to be true of {name} for you to give it points?",
        "Що вам треба з’ясувати про «{name}», щоб поставити бали?",
    ),
    "asked": (
        "What happens to your pay after the trial period?",
        "Що буде з оплатою після випробувального терміну?",
    ),
    "missing": (
        "Nothing is said about notice and trial periods. Ask for the contract.",
        "Нічого не сказано про випробувальний термін і звільнення. Попросіть договір.",
    ),
    "invention": (
        "The market pays 95,730 for such work.",
        "Ринок платить за таку роботу 95 730.",
    ),
}


def remark(message: str, fault: str = "") -> Any:
    """The value of a CommentOnOffers for a message with <criteria> and <offers>."""
    offers = between(message, "offers")
    ukrainian = is_ukrainian(between(message, "criteria")) or is_ukrainian(offers)
    said = [("rests_on", _standing(offers, ukrainian))]
    for name, points, reason in RATED.findall(offers):
        if int(points) <= LOW and PRAISE.search(reason):
            text = SAID["contradiction"][ukrainian].format(name=name, reason=reason)
            said.append(("contradiction", text))
    unrated = UNRATED.search(offers)
    question = SAID["question"][ukrainian].format(name=unrated[1]) if unrated else ""
    said.append(("question", question or SAID["asked"][ukrainian]))
    said.append(("missing", SAID["missing"][ukrainian]))
    if fault == "invention":
        said.append(("missing", SAID["invention"][ukrainian]))
    return {"comment": [{"kind": kind, "text": text} for kind, text in said]}


def _standing(offers: str, ukrainian: bool) -> str:
    offer, score = OFFER.search(offers), SCORE.search(offers)
    if not (offer and score):
        return SAID["unscored"][ukrainian]
    return SAID["rests_on"][ukrainian].format(offer=offer[1], score=score[1])
