"""Where advice to a person may name the role and the company that they apply for.

"Say why you want to work at Zorya" claims nothing. "Speak of the migration at Zorya" does, of who
has never been there: neither name proves anything of the person, as none does in a letter.
"""

import re
from collections.abc import Iterator

from coaching import speaking
from coaching.naming import SENTENCE, About

# Asked of the sentence, besides what a letter says of an application.
SPEAKS_OF_THEM = re.compile(
    r"\bwhy\b|\bwant\b|\bjoin|\b(?:fits?|suits?|needs?|expects?|values?)\b|\bdraw|\battract|\bappeal"
    r"|\bmotivat|\bposting\b|\bemployer\b|\bwould\b|\bask(?:s|ing)?\s+for\b|\blook(?:s|ing)\s+for\b"
    r"|\b(?:чому|навіщо)\b|\bхоч|\bприваб|\bцікав|\bмотив|\bпотреб|\bпотріб|\bшука|\bвимага"
    r"|\bпідход|\bоголошенн|\bроботодав",
    re.IGNORECASE,
)
# Of a letter it asks the employer; here it is an order to the person.
ORDER = re.compile(r"^\W*consider\b", re.IGNORECASE)
# What is still to come is no claim: after "you want to" even "work at" is none.
INTENDED = re.compile(
    r"\b(?:want|wish|hope|would|will|can|join|apply(?:ing)?|applied)\b|\binterest(?:s|ed)?\b"
    r"|\b(?:draws?|drawn|attracts?|attracted)\b|\blike\s+to\b"
    r"|\bхоч|\bприваб|\bцікав|\bзможете|\bможете|\bбудете|\bподає|\bпода(?:ли|в|ла)с[яь]",
    re.IGNORECASE,
)
PERSON = re.compile(r"\b(?:you|your|yours|ви|вас|вам|вами|ваш\w*)\b", re.IGNORECASE)
BEING_THERE = re.compile(r"(?:\b(?:at|inside|within|в|у|на)\s+(?:the\s+)?)[«\"“]?$", re.IGNORECASE)
OFFERED = re.compile(
    r"\b(?:role|position|post|posting|vacancy|opening|job|offer|interview)\b"
    r"|\b(?:посад|ваканс|робот|співбесід|пропозиц)",
    re.IGNORECASE,
)
# Of theirs, whatever of the person's stands before: "your work, which Zorya looks for".
WISHES = re.compile(
    r"\s+(?:asks?|expects?|looks?\s+for|needs?|requires?|seeks?|values?|wants?|is\s+looking\s+for)\b"
    r"|\s+(?:шукає|вимагає|потребує|просить|хоче|очікує|цінує)\b",
    re.IGNORECASE,
)
CLAIMED_AFTER = re.compile(
    r"(?:[»\"”]|['’]s?)?(?:,?\s+(?:where|when|while|as|which|де|коли))?,?\s+(?:you|your|ви|ваш\w*)\b"
    r"|\s+(?:hired|employed|promoted|paid|trusted|taught|gave|made|let|sent)\s+you\b"
    r"|\s+(?:найня|підвищ|навч)\w+\s+вас\b",
    re.IGNORECASE,
)


def spans(line: str, about: About) -> list[tuple[int, int]]:
    return [
        (sentence.start() + start, sentence.start() + stop)
        for sentence in SENTENCE.finditer(line)
        for start, stop in _of_sentence(sentence[0], about)
    ]


def _of_sentence(text: str, about: About) -> Iterator[tuple[int, int]]:
    names = about.named(text)
    bare = speaking.without(text, names)
    if not (speaking.speaks_of_it(ORDER.sub("", bare)) or SPEAKS_OF_THEM.search(bare)):
        return
    for start, stop in names:
        is_claim = _is_claimed(bare[:start]) or CLAIMED_AFTER.match(bare, stop)
        if WISHES.match(bare, stop) or not is_claim:
            yield start, stop


def _is_claimed(before: str) -> bool:
    """Whether these words before a name say that the person was there, or is that."""
    persons = list(PERSON.finditer(before))
    since = before[persons[-1].start() :] if persons else before
    is_there = BEING_THERE.search(before) and not OFFERED.search(before)
    claims = persons or is_there or speaking.is_claimed(before)
    return bool(claims) and not INTENDED.search(since)
