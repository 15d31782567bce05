"""What letters say for politeness, and what they ask for: greetings, closings, «Вам», "a short call
on Zoom", "15 minutes of your time". None of it is a fact about the person, so it is struck out
before the rest of a line is traced. Only these words go: in "Dear Hiring Manager at Globex" the
company stays.
"""

import re
from collections.abc import Iterable, Iterator

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
# What somebody does or knows: beside it Zoom is a tool of theirs, and an hour one of work.
DEED = re.compile(
    r"(?<!\w)(?:I\s+(?:\w+ly\s+)?(?!(?:applied|talked|asked|hoped|wanted|enjoyed|noticed|attended"
    r"|liked|learned|appreciated|submitted|interviewed)\b)\w+ed"
    r"|led|built|ran|made|held|taught|sold|grew|won|cut|set\s+up|hold|runs?|lead|teach|sell"
    r"|developed|created|managed|conducted|organi[sz]ed|administered|automated|trained|supported"
    r"|saved|reduced|worked|works?\s+(?:with|in|as)|working|experience|skills?|knowledge|know"
    r"|uses?|used|using|expert|proficient|clients?|customers?|users?|students?|tickets?"
    r"|керу\w+|очол\w+|розроб\w+|створ\w+|пров[ео]\w+|вела|вів|налашт\w+|навча\w+|прода\w+"
    r"|організ\w+|автоматиз\w+|прац\w+|робот[іу]\s+[зв]|досвід\w*|знаю|знання\w*|вмію|володі\w+"
    r"|користу\w+|клієнт\w*|студент\w*|учн\w+)(?!\w)",
    re.IGNORECASE,
)
TALK = re.compile(
    r"(?<!\w)(?:calls?|chat|talk(?:ed)?|speak|spoke|spoken|meet|met|meetings?|conversation"
    r"|interview|reach|contact|message|write\s+to|available|free|suits?|works?\s+(?:for|best)"
    r"|your\s+time|in\s+touch|connect|spare"
    r"|розмов\w*|поговор\w*|зустр\w+|зідзвон\w*|дзвін\w*|дзвон\w*|зателефон\w*|подзвон\w*"
    r"|спілк\w*|поспілк\w*|співбесід\w*|зв['’ʼ]яз\w*|написати|(?:на)?пишіть|контакт\w*"
    r"|зручн\w*|приділ\w+|ваш\w*\s+час\w*)(?!\w)",
    re.IGNORECASE,
)
# A clause that asks, offers or thanks begins; what stands before may tell of the person's work.
OPENS = re.compile(
    r"\s*(?:could|would|can|may|might|shall|should|please|let|(?:i['’]?m|i\s+am|i\s+would\s+be|i['’]ll\s+be"
    r"|i['’]d\s+be)\s+(?:available|free|happy|glad|ready|grateful|open|reachable)|i\s+would|i['’]d"
    r"|i\s+can\s+(?:talk|speak|meet|chat|join|be\s+reached)|i\s+look|looking|happy|glad|available"
    r"|thank|thanks|we\s+(?:spoke|talked|met|could|can)|it\s+was\s+(?:good|great|nice)"
    r"|чи|буду\s+рад\w*|рад\w*|можу|можемо|зручно|прошу|будь\s+ласка|дяку\w*|вдячн\w*|готов\w*"
    r"|хот[іи]\w+|чекаю|ми\s+(?:говорили|спілкувалися|зустрічалися))(?!\w)",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"[,;]\s*(?:(?:and|but|so|і|й|та|тож|але)\s+)?")
CHANNEL = re.compile(
    r"(?<![\w-])(?:Zoom|Google\s+Meet|(?:Microsoft|MS)\s+Teams|Teams|Skype|Telegram|Viber|WhatsApp"
    r"|Signal|LinkedIn)(?![\w-])"
    r"(?!\s+(?:bots?|API|integrations?|admin\w*|apps?|channels?|бот\w*|канал\w*|Premium)\b)"
)
PEOPLE_OF_HR = re.compile(
    r"(?<!\w)(?i:your|the|with|from|to|ваш\w*|до|від|з|із|для|у|в|через)\s+"
    r"(?P<part>HR(?=\s+(?:team|department|colleagues?|manager|specialist|partner)(?!\w))"
    r"|HR(?=\s+(?:відділ|команд)\w*)|HR-(?:відділ|команд)\w*)"
)
NUMBER = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty"
    r"|forty(?:-five)?|дв[аіо]\w*|тр(?:и|ьох)|чотири|чотирьох|п['’ʼ]ят[ьи]|шіст[ьи]|сім|вісім"
    r"|дев['’ʼ]ять|десят[ьи]|п['’ʼ]ятнадцят[ьи]|двадцят[ьи]|тридцят[ьи]|сорок)"
)
A_WHILE = re.compile(
    rf"(?<![\w.,])(?:{NUMBER}(?:\s?[-–]\s?|\s+(?:to|or|до|чи|або)\s+))?{NUMBER}[\s-]*"
    r"(?:minutes?|mins?|хвилин\w*|хв)(?!\w)|(?<!\w)(?:half\s+an\s+hour|пів\s?години)(?!\w)",
    re.IGNORECASE,
)
UNITS = r"(?:days?|weeks?|months?|дн\w+|тижн\w+|місяц\w+)"
AGO = rf"(?P<part>{NUMBER}\s+{UNITS}\s+(?:ago|тому))(?!\w)"
CONTACT = (
    rf"(?:applied\s+(?:for|to|with|at|here|on|about|over|just|nearly|{NUMBER})|wrote\s+to\s+you"
    r"|sent\s+(?:you|my|the|in)|submitted\s+(?:my\s+|the\s+)?(?:application|CV|r[eé]sum[eé]|test)|spoke|talked|we\s+met|met\s+(?:you|with)|interviewed"
    r"|had\s+(?:an|our|the|my)\s+(?:\w+\s+)?(?:interview|talk|call|conversation)"
    r"|our\s+(?:\w+\s+)?(?:interview|talk|call|conversation)"
    r"|надсила\w+|надісла\w+|пода(?:ва)?(?:в|ла)(?:ся)?|відгук\w+|писа(?:в|ла)|говори\w+"
    r"|спілкува\w+|розмов\w+|зустрі\w+|співбесід\w+)(?!\w)"
)
SPOKEN = (
    re.compile(rf"(?<!\w)(?={CONTACT})[^.!?\d]{{3,70}}?(?<!\w){AGO}", re.IGNORECASE),
    re.compile(rf"(?<!\w){AGO},?\s+(?:I|we|я|ми)\s+(?={CONTACT})", re.IGNORECASE),
    re.compile(
        rf"(?<!\w)(?P<part>{NUMBER}\s+{UNITS})\s+(?:since|after|відтоді,?\s+як)\s+(?:I|we|я|ми)?\s*"
        rf"(?={CONTACT})",
        re.IGNORECASE,
    ),
)
TIME = re.compile(
    r"(?<![\w.,:])(?P<hour>[01]?\d|2[0-3])"
    r"(?::(?P<minute>[0-5]\d)(?:\s?(?P<half>[ap])\.?m\b\.?)?|\s?(?P<half2>[ap])\.?m\b\.?"
    r"|(?:-?а|-?й|-?ій)?\s+годин[іу])(?!\w|:\d)",
    re.IGNORECASE,
)


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
        if not DEED.search(sentence[0]):
            yield from _asked(line, *sentence.span(), own)


def _asked(line: str, start: int, stop: int, own: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Of a sentence that tells of no deed: how and when one may talk, or has talked."""
    for pattern in (PEOPLE_OF_HR, *SPOKEN):
        yield from (found.span("part") for found in pattern.finditer(line, start, stop))
    if "?" not in line[start : stop + 1]:
        begun = (found.end() for found in CLAUSE.finditer(line, start, stop))
        start = next((place for place in (start, *begun) if OPENS.match(line, place)), stop)
    if not TALK.search(line, start, stop):
        return
    yield from (found.span() for found in CHANNEL.finditer(line, start, stop))
    yield from (found.span() for found in A_WHILE.finditer(line, start, stop))
    said = {_minutes(found) for text in own for found in TIME.finditer(text)}
    for found in TIME.finditer(line, start, stop):
        if not said or _minutes(found) in said:
            yield found.span()


def _minutes(found: re.Match[str]) -> int:
    """Since midnight."""
    hour, half = int(found["hour"]), (found["half"] or found["half2"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + int(found["minute"] or 0)
