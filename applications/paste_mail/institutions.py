"""Schools, hospitals, councils: names that are made of common nouns."""

import re

MOST_WORDS = 6
NOUN = re.compile(
    r"(?:університет|академі|інститут|коледж|ліце[йю]|гімназі|школ|музе[йю]|архів|бібліотек|театр"
    r"|лікарн|клінік|диспансер|центр|завод|фабрик|комбінат|залізниц|банк|контор|адміністраці"
    r"|громад|пекарн|столярк|майстерн|ферм|фонд|редакці)\w*"
    r"|university|college|school|academy|hospital|clinic|trust|council|museum|library|libraries"
    r"|bank|institute|foundation|society|authority|chambers|solicitors|association|ministry",
    re.IGNORECASE,
)
DEPARTMENT = re.compile(
    r"відділ|департамент|сектор|кафедр|секретар|директор|завідувач|голова|начальни|заступ|комісі"
    r"|адміністратор|вчител|учител|dept|department|office of|head of|director",
    re.IGNORECASE,
)
SENTENCE = re.compile(
    r"\b(?:на|до|від|з|у|в|про|за|не|що|is|are|has|will|to)\b|\d{2}|(?:іть|йте|ємо|имо|ють|али)\b",
    re.IGNORECASE,
)
LINKS = frozenset({"of", "and", "the", "for"})
# "Museum of Transport", not "Board of Northwind".
HEADS = frozenset(
    "museum university office institute borough city port bank school college academy library"
    " ministry council museum court chamber state royal national department house".split()
)


def is_one(words: list[str], *, is_sender: bool) -> bool:
    text = " ".join(words)
    return (
        1 < len(words) <= MOST_WORDS
        and not DEPARTMENT.search(text)
        and (is_sender or any(NOUN.fullmatch(word) for word in words))
    )


def in_segment(text: str) -> str:
    """ "Обласний краєзнавчий музей": a segment that is an institution's name."""
    words = text.split()
    if not is_one(words, is_sender=False) or SENTENCE.search(text):
        return ""
    is_latin = re.search(r"[a-z]", text)
    capitals = [word for word in words if word[0].isupper() or (is_latin and word in LINKS)]
    return text if words[0] in capitals and (capitals == words or not is_latin) else ""


def head(words: list[str], first: int) -> int:
    """Where the name begins with "Museum of the" before it."""
    before = [word.casefold() for word in words[:first]]
    for size, link in ((2, ["of", "the"]), (1, ["of"]), (1, ["for"])):
        if before[-size:] == link and len(before) > size and before[-size - 1] in HEADS:
            return first - size - 1
    return first
