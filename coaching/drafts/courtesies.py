"""What letters say for politeness, and what they ask for: greetings, closings, «Вам», "a short call
on Zoom", "15 minutes of your time". None of it is a fact about the person, so it is struck out
before the rest of a line is traced. Only these words go: in "Dear Hiring Manager at Globex" the
company stays.
"""

import re
from collections.abc import Iterable, Iterator

from coaching.drafts import talks

CAPITAL = r"(?!I\b)[A-ZА-ЯІЇЄҐ](?:[\w'’ʼ&-]|\.(?=\w))*"
PATRONYMIC = r"[А-ЯІЇЄҐ][а-яіїєґ'’ʼ]+(?:ович|йович|ьович|івн|ївн)(?:у|а|е|ем|о|и|і|ою)?(?!\w)"
GREETING = (
    r"(?i:dear|hello|hi|hey|greetings|good\s+(?:morning|afternoon|evening|day)"
    r"|(?:вельми)?шановн(?:ий|а|і|е)|вітаю|вітання|привіт"
    r"|добр(?:ий|ого)\s+(?:день|дня|вечір|вечора|ранку))(?!\w)"
)
# Whom a letter may greet without a name; before a name, its title.
ADDRESSEE = (
    r"(?i:(?:hiring|recruit(?:ing|ment)|talent(?:\s+acquisition)?|hr|human\s+resources|people"
    r"|selection)\s+(?:managers?|team|committee|department|panel|partner|specialist|colleagues)"
    r"|sirs?(?:(?:\s+(?:or|and)\s+|\s*/\s*)madam)?|madam|recruiters?|team|colleagues|everyone"
    r"|committee|(?:mr|mrs|ms|mx|dr|prof)\b\.?|professor"
    r"|рекрутер(?:е|ко|и|ки)?|команд[оае]|колег[оаи]|пан(?:е|і|ове)|роботодав\w+"
    r"|hr(?:-(?:менеджер|фахів|спеціаліст|відділ|команд)\w*)?"
    r"|менеджер(?:е|ко|и|ки)?(?:\s+(?:з|із|зі)\s+(?:персоналу|найму|рекрутингу|підбору"
    r"(?:\s+персоналу)?))?|(?:відділ\w*|команд\w+)\s+(?:кадрів|персоналу|найму|рекрутингу))(?!\w)"
)
SMALL = r"(?:and|or|the|all|at|of|from|&|та|і|й|з|із|компанії|відділу)"
SALUTATION = re.compile(
    rf"^\s*(?P<greeting>{GREETING}),?(?P<whom>(?:\s+(?:{ADDRESSEE}|{SMALL}(?!\w)|{CAPITAL}))*+)"
    r"\s*(?:[,!:;.–—-]|$)"
)
WHOM = re.compile(rf"(?<!\w){ADDRESSEE}|{PATRONYMIC}")
NAME_FIRST = re.compile(rf"^\s*(?:{CAPITAL})\s+(?P<part>{PATRONYMIC})(?=\s*[,!])")
CONCERN = re.compile(r"^\s*(?P<part>to\s+whom\s+it\s+may\s+concern)(?!\w)", re.IGNORECASE)
CLOSING = re.compile(
    r"(?:^|[.!?]\s)\s*(?P<part>(?i:"
    r"(?:with\s+)?(?:my\s+)?(?:very\s+)?(?:best|kind(?:est)?|warm(?:est)?)\s+(?:regards|wishes)"
    r"|(?:with\s+)?(?:regards|gratitude|appreciation)|cheers"
    r"|(?:(?:many\s+)?thanks|thank\s+you)(?:,?\s+and\s+all\s+the\s+best)?|all\s+the\s+best(?=\s*(?:[,.!]|$))|best(?=\s*(?:,|$))"
    r"|yours(?:\s+(?:very\s+)?(?:sincerely|faithfully|truly))?"
    r"|(?:sincerely|respectfully|faithfully)(?:\s+yours)?"
    r"|зі?\s+(?:найкращими|найщирішими|щирими|теплими|добрими)\s+(?:побажаннями|вітаннями)"
    r"|зі?\s+(?:глибокою\s+|щирою\s+)?(?:повагою|вдячністю)(?:\s+[ій]\s+|\s+та\s+)?"
    r"(?:найкращими\s+побажаннями)?|щиро\s+ваш[аі]?"
    r"|(?:усього|всього|на\s+все)\s+(?:найкращого|доброго|найкраще|добре)"
    r"))(?=\s*(?:[,.!–—-]|$)|\s+[A-ZА-ЯІЇЄҐ])"
)
POSTSCRIPT = re.compile(
    r"(?:^|[.!?]\s)\s*(?P<part>[PР]\.?\s?(?:[PР]\.?\s?)?[SС]\.?)(?=[\s:,–—-]|$)"
)
FORMS = (NAME_FIRST, CONCERN, CLOSING)
# With a capital for politeness only, or in the subject of a letter.
POLITE = re.compile(
    r"(?<![\w'’ʼ-])(?:I['’ʼ](?:d|ll)|Ви|Вас|Вам|Вами|Ваш(?:а|е|і|у|ої|ій|ою|ого|ому|им|их|ими|ім)?"
    r"|You|Your|Application|Interview|Position|Role|Vacancy|Offer|Follow-?Up)(?![\w'’ʼ])"
)
SENTENCE = re.compile(r"(?:(?![.!?…]\s+[A-ZА-ЯІЇЄҐ]).)+", re.DOTALL)


def greeting(line: str) -> int:
    """How far the line greets somebody."""
    found = SALUTATION.match(line) or NAME_FIRST.match(line)
    return found.end() if found else 0


def struck(line: str, own: Iterable[str] = ()) -> str:
    """The line with its courtesies struck out, each letter that stays at its place. `own` are the
    person's words: where these give hours, a letter may give no other ones."""
    letters = list(line)
    for start, stop in _struck(line, own):
        # No blanks: after those a capital would begin a sentence, and name nothing.
        letters[start:stop] = ("=" if not letter.isspace() else " " for letter in line[start:stop])
    for found in POSTSCRIPT.finditer(line):  # what follows it does begin a sentence
        start, stop = found.span("part")
        letters[start:stop] = " " * (stop - start)
    for found in POLITE.finditer(line):
        if letters[found.start()] != "=":
            letters[slice(*found.span())] = found[0].lower()
    return "".join(letters)


def _struck(line: str, own: Iterable[str]) -> Iterator[tuple[int, int]]:
    if greeted := SALUTATION.match(line):
        yield greeted.span("greeting")
        whom = WHOM.finditer(line, *greeted.span("whom"))
        yield from (found.span() for found in whom)
    for form in FORMS:
        yield from (found.span("part") for found in form.finditer(line))
    for sentence in SENTENCE.finditer(line):
        yield from talks.spans(line, *sentence.span(), own)
