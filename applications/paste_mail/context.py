"""Sentences of a mail, each with how far its words can be taken at their face value."""

import re
from dataclasses import dataclass
from functools import cached_property

MOST_SENTENCES = 120
LONGEST_SENTENCE = 400
ENDS = re.compile(r"(?<=[.!?…])[\s)\"»”]+(?=\S)|\n+")
DECISIONS = frozenset({"invitation", "rejection", "offer", "test_task"})
TOLD = frozenset({"rejection", "offer", "test_task", "automatic_reply"})  # rather than asked
POSITIVE = frozenset({"invitation", "offer", "test_task"})

CONDITION = re.compile(
    r"^(?:if|should|once|in case|in the event|depending)\b.*\b(?:will|'ll|would|may|shall|can"
    r"|assume)\b"
    r"|\bif (?:you(?:'re| are) (?:selected|successful|shortlisted|chosen|invited|a match)|your|"
    r"selected|successful|suitable|everything|all goes|it goes|that goes|the (?:answer|review"
    r"|result|team))"
    r"|\bif we like\b|\bhopefully\b|^\W*(?:step|stage|phase) \d|\bmight\b|\b(?:we"
    r"|i) would invite\b"
    r"|\bcan be made only\b|\bwe may\b|\bthose who\b|\bwhether\b.{0,40}\b(?:will|invite)"
    r"|^(?:якщо|у разі|в разі|за умови|тим,|хто |щойно|ті, хто)|\bякщо (?:ви (?:підійдете"
    r"|пройдете)|ваш|тво|"
    r"рев|все|усе|буде|результат|кандидат|нас|ми вирішимо|рішення)|\bу разі\b|^\W*(?:крок"
    r"|етап) \d"
    r"|чи запросять|перш ніж вирішувати|можливо, запросимо|найкращ\w+(?: \w+)? запросимо"
    r"|\bби\b.{0,20}(?:запросили|запропонували)",
    re.IGNORECASE,
)
LATER = re.compile(
    r"\bwill follow\b|\bas soon as (?:i|we) have\b|\bbefore\b.{0,40}\b(?:offers?|interview)\b"
    r"|\bthen (?:an?|hopefully)\b"
    r"|\bto recap\b|\bafter (?:that|which)\b|\bafterwards\b|\bwe(?:'ll| will) (?:invite|book)\b"
    r"|\b(?:to|for) (?:prepare|finali[sz]e|complete|issue|draft)(?: \w+){0,3} (?:offer|contract"
    r"|paperwork)"
    r"|готу(?:ємо|ю) (?:договір|офер|контракт|пропозицію)"
    r"|щоб (?:підготувати|оформити|надіслати|зробити|видати)|для (?:офер|оформлен|договор)\w*"
    r"|одразу після|після (?:вашої |твоєї )?відповіді|після цього|потім|на наступному етапі"
    r"|якщо все",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\blast (?:week|month|year|spring|summer|autumn|winter|time)\b|\b(?:weeks?|months?"
    r"|years?) ago\b|\bin the spring\b"
    r"|\b(?:had|was) (?:chosen|rejected|told)\b|\bpreviously\b|\bwe spoke\b"
    r"|минулого (?:тижня|місяця|року|разу)|рік тому|торік|тижні тому|місяц\w+ тому|навесні",
    re.IGNORECASE,
)
THANKS = re.compile(
    r"thank(?:s| you)\b[^.?!]{0,40}\bfor\b|\b(?:pleasure|great|nice|lovely|good) to (?:meet"
    r"|interview|talk|speak|chat)"
    r"|\benjoyed\b|^(?:after|following) (?:your|the|our)\b|\bwe(?:'ve| have)? (?:looked at"
    r"|reviewed|read|checked) (?:your|the)\b"
    r"|дяку(?:ю|ємо)\b[^.?!]{0,40} за\b|після (?:тестового|співбесіди|розмови|зустрічі|інтерв"
    r"|вашого|твого|першої)"
    r"|перевірили|позаду|минул\w+ (?:співбесід|розмов|зустріч)|сподобав\w* (?:ваш|твій)"
    r"|ваше тестове\b|твоє тестове\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:don't|do not|didn't|not) want to reject|\bno interview\b|\bno (?:test|task"
    r"|homework)\b|without (?:an? )?(?:interview|test)"
    r"|did not get lost|didn't get lost|не буде, бо|відмовляти йому чи|не загубил"
    r"|про згоду або відмову|згоду (?:чи|або) відмову"
    r"|angry with us",
    re.IGNORECASE,
)
MOVED = re.compile(
    r"\breschedul|\binstead\b|\b(?:another|new|different) (?:time|day|date|slot)|\bmove (?:it"
    r"|our|the)|\bpostpone"
    r"|перенес|перенос|натомість|інш(?:ий|ого|ому) (?:час|день|дня)|нов(?:ий|а) (?:час|дата)"
    r"|відклад",
    re.IGNORECASE,
)
DONE_TASK = re.compile(
    r"\b(?:your|the) (?:[\w-]+ )?(?:solution|submission|take-home|homework|test|task|assignment"
    r"|sample|exercise|work)\b"
    r"[^.?!]{0,60}\b(?:was|were|is|are|has|had|you (?:sent|did|wrote|submitted)|doesn't|didn't"
    r"|arrived|looks?|reads?)\b"
    r"|\b(?:read|reviewed|looked at|checked|received|got|seen|liked|opened|about"
    r"|after) (?:\w+ )?your (?:[\w-]+ )?"
    r"(?:solution|submission|take-home|homework|test|task|assignment|sample|exercise)"
    r"|(?:ваш|тво)\w* (?:\w+ )?(?:тестов|завданн|розв'яз|робот)\w*[^.?!]{0,60}(?:прочита|подиви"
    r"|перевір|отрима|сподоб|оцін|розгля|завантаж)"
    r"|(?:подивил|прочитал|перевірил|отримал|розглянул|оцінил|переглянул)\w+ (?:\w+ )?(?:ваш"
    r"|тво)\w*",
    re.IGNORECASE,
)
TURN = re.compile(
    r"^(?:however|but|yet|nevertheless|that said|still,|instead|unfortunately|sadly|regrettably"
    r"|але|проте|однак|натомість|втім|утім|та все ж|на жаль)\b",
    re.IGNORECASE,
)
BEFORE_A_TURN = 0.6
STALE_SUBJECT = 0.4
REPLY = re.compile(r"^\s*(?:re|fwd?|sv|aw|відп|пересл)\s*:", re.IGNORECASE)


@dataclass(frozen=True)
class Sentence:
    text: str
    weight: float = 1.0

    @cached_property
    def is_question(self) -> bool:
        return self.text.rstrip(' )"»').endswith("?")

    def worth(self, kind: str) -> float:
        """How much a phrase of this kind counts here."""
        worth = self.weight
        if kind in DECISIONS and self._is_conditional:
            worth *= 0.3
        if kind in POSITIVE and (self._is_later or self._is_thanks):
            worth *= 0.3
        if kind in {"rejection", "offer", "invitation"} and self._is_past:
            worth *= 0.35
        if kind in DECISIONS and self._is_denied:
            worth *= 0.2
        if kind == "rejection" and MOVED.search(self.text):
            worth *= 0.3
        if kind == "test_task" and DONE_TASK.search(self.text):
            worth *= 0.3
        if kind in TOLD and self.is_question:
            worth *= 0.5
        return worth

    @cached_property
    def _is_conditional(self) -> bool:
        return bool(CONDITION.search(self.text))

    @cached_property
    def _is_later(self) -> bool:
        return bool(LATER.search(self.text))

    @cached_property
    def _is_thanks(self) -> bool:
        return bool(THANKS.search(self.text))

    @cached_property
    def _is_past(self) -> bool:
        return bool(PAST.search(self.text))

    @cached_property
    def _is_denied(self) -> bool:
        return bool(DENIED.search(self.text))


def sentences(text: str, weight: float, subject: str = "") -> list[Sentence]:
    """In their order; what stands before a turn ("However, …") counts less."""
    parts = [part.strip() for part in ENDS.split(text)]
    parts = [part[:LONGEST_SENTENCE] for part in parts if part][:MOST_SENTENCES]
    turn = max((number for number, part in enumerate(parts) if TURN.search(part)), default=0)
    found = [
        Sentence(part, weight * (BEFORE_A_TURN if number < turn else 1.0))
        for number, part in enumerate(parts)
    ]
    if subject:
        is_stale = bool(REPLY.search(subject))
        plain = REPLY.sub("", subject).strip()
        found.insert(0, Sentence(plain, weight * (STALE_SUBJECT if is_stale else 1.0)))
    return found
