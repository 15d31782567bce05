"""What a mail is: an invitation, a no, an offer, a task, a question, an answer by a machine.

Weighted phrases are looked for sentence by sentence. What is said under a condition, about the
past or in thanks counts little; the structure of the mail adds its part, and so do single words
with fitted weights. The phrases that decided are kept, as the mail has them, to be shown; where it
was words alone, the sentence that they are in.
"""

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import pgettext_lazy

from applications.paste_mail import evidence, quoting, structure
from applications.paste_mail.context import Sentence, sentences
from applications.paste_mail.mail import Mail
from applications.paste_mail.phrases import languages_of, phrases


class MailKind(models.TextChoices):
    INVITATION = "invitation", pgettext_lazy("mail", "Invitation")
    REJECTION = "rejection", pgettext_lazy("mail", "Rejection")
    OFFER = "offer", pgettext_lazy("mail", "Offer")
    TEST_TASK = "test_task", pgettext_lazy("mail", "Test task")
    QUESTION = "question", pgettext_lazy("mail", "Question")
    AUTOMATIC_REPLY = "automatic_reply", pgettext_lazy("mail", "Automatic reply")


type Match = tuple[float, str]  # how much a sentence says, and its words that say it

LEAST = 4.0  # of a score that says anything
LEAD = 0.3  # that the best must have over the second
MOST_REASONS = 3
LONGEST_REASON = 80  # characters
WORDS_COUNT = 4.0  # what a unit of the fitted evidence counts; by tests/applications/mails/fit.py
FORWARDED_COUNTS = 0.6
SECOND_IN_SENTENCE = 0.3  # a second phrase in the same words says little more
FADING = 0.75  # of each further sentence: one that is plain counts more than many that hint
ASKED_IN_PASSING = 0.6
PLAIN_MEETING = 3.0  # a day with a time, or the address of a call
PLAIN, HALF = 3.5, 0.5  # a question that plainly invites or sets a task asks for half as much
PUT_AS_QUESTIONS = ("invitation", "test_task")
DECISIVE = 4.5  # of one sentence
# What a plain sentence of one kind takes from others: an offer comes with a call, a no with thanks,
# and a receipt tells of all that may follow.
OUTDOES = {
    "offer": {"invitation": 0.55, "question": 0.7, "test_task": 0.7, "automatic_reply": 0.7},
    "rejection": {"question": 0.6, "automatic_reply": 0.6, "test_task": 0.6, "offer": 0.8},
    "automatic_reply": {"invitation": 0.75, "question": 0.6, "offer": 0.6, "test_task": 0.75},
    "test_task": {"question": 0.75, "automatic_reply": 0.75},
}


@dataclass(frozen=True)
class Verdict:
    kind: str  # a MailKind, or empty when it is not sure
    reasons: tuple[str, ...] = ()  # words of the mail
    scores: dict[str, float] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return str(MailKind(self.kind).label) if self.kind else ""


def read(mail: Mail) -> Verdict:
    said = _said(mail)
    matched = {kind: [_in_sentence(kind, one) for one in said] for kind in MailKind.values}
    others = zip(*(matched[kind] for kind in PUT_AS_QUESTIONS), strict=True)
    is_asking = [all(worth < PLAIN for worth, _words in one) for one in others]
    matched[MailKind.QUESTION] = [
        (worth if is_asking[number] else HALF * worth, words)
        for number, (worth, words) in enumerate(matched[MailKind.QUESTION])
    ]
    found = {
        kind: sorted((one for one in matches if one[0]), reverse=True)
        for kind, matches in matched.items()
    }
    scores = _scores(found, structure.signs(mail, said, is_asking))
    for kind, worth in _of_words(mail).items():
        scores[kind] += WORDS_COUNT * worth
    kind = _decided(scores)
    return Verdict(kind, _reasons(kind, found[kind], said) if kind else (), scores)


def _of_words(mail: Mail) -> dict[str, float]:
    own = quoting.split(mail.text).own
    return evidence.scores(own, mail.subject, f"{mail.sender} {mail.address}")


def _reasons(kind: str, found: list[Match], said: list[Sentence]) -> tuple[str, ...]:
    if found:
        return tuple(words for _worth, words in found[:MOST_REASONS])
    telling = max(said, key=lambda one: evidence.scores(one.text)[kind], default=None)
    return (telling.text[:LONGEST_REASON],) if telling else ()


def _in_sentence(kind: str, sentence: Sentence) -> Match:
    worth = sentence.worth(kind)
    matches = [
        (weight * worth, match[0].strip(" ,.:;"))
        for weight, pattern in phrases(kind, languages_of(sentence.text))
        if (match := pattern.search(sentence.text))
    ]
    matches.sort(reverse=True)
    first = matches[0] if matches else (0.0, "")
    return first[0] + SECOND_IN_SENTENCE * sum(weight for weight, _ in matches[1:2]), first[1]


def _scores(found: dict[str, list[Match]], signs: dict[str, float]) -> dict[str, float]:
    scores = {
        kind: max(_faded(matches) + signs.get(kind, 0.0), 0.0) for kind, matches in found.items()
    }
    for kind, others in OUTDOES.items():
        if found[kind] and found[kind][0][0] >= DECISIVE:
            for other, share in others.items():
                scores[other] *= share
    if signs["invitation"] >= PLAIN_MEETING:
        scores["question"] *= ASKED_IN_PASSING
    return scores


def _faded(matches: list[Match]) -> float:
    return sum(weight * FADING**number for number, (weight, _words) in enumerate(matches))


def _said(mail: Mail) -> list[Sentence]:
    letter = quoting.split(mail.text)
    forwarded = sentences(letter.forwarded, FORWARDED_COUNTS)
    return [*sentences(letter.own, 1.0, subject=mail.subject), *forwarded]


def _decided(scores: dict[str, float]) -> str:
    first, second = sorted(scores, key=lambda kind: scores[kind], reverse=True)[:2]
    is_sure = scores[first] >= LEAST and scores[first] - scores[second] >= LEAD
    return first if is_sure else ""
