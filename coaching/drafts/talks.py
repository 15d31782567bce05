"""How and when one may talk: "a short call on Zoom", "15 minutes of your time", "at 3 pm".

Struck of a sentence only where it asks, offers or thanks, and tells of no deed. What is to be
talked about may be anything: "about how I answer in five minutes" is the person's work.
"""

import re
from collections.abc import Iterable, Iterator

from coaching.drafts import contacted
from coaching.drafts.contacted import NUMBER

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
    r"|thank|thanks|feel\s+free|you\s+(?:can|may)|do\s+not|don['’]t|reach|call|write|message|contact"
    r"|we\s+(?:spoke|talked|met|could|can)|it\s+was\s+(?:good|great|nice)"
    r"|чи|буду\s+рад\w*|рад\w*|можу|можемо|зручно|прошу|будь\s+ласка|дяку\w*|вдячн\w*|готов\w*"
    r"|хот[іи]\w+|чекаю|ми\s+(?:говорили|спілкувалися|зустрічалися))(?!\w)",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"(?:[,;]\s*|:\s+)(?:(?:and|but|so|і|й|та|тож|але)\s+)?")
CHANNEL = re.compile(
    r"(?<![\w-])(?:Zoom|Google\s+Meet|(?:Microsoft|MS)\s+Teams|Teams|Skype|Telegram|Viber|WhatsApp"
    r"|Signal|LinkedIn)(?![\w-])"
    r"(?!\s+(?:bots?|API|integrations?|admin\w*|apps?|channels?|бот\w*|канал\w*|Premium)\b)"
)
CHANNEL_BEFORE = re.compile(
    r"(?:\b(?:on|via|by|over|through|in|using|у|в|через|на|or|and|або|чи|та|і)\s+(?:a\s+)?|[,/]\s*)$",
    re.IGNORECASE,
)
THING = re.compile(r",?\s+(?:which|that|where|як(?:ий|им|ого))\s")  # something is told of it
CALL_BEFORE = re.compile(r"\b(?:an?|the|your|this)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
CALL_AFTER = re.compile(r"\s+(?:call|meeting|chat|link|invit\w+)\b", re.IGNORECASE)
NEAR = 24  # letters before a channel that say what it is
TELL = re.compile(
    r"(?<!\w)(?:tell|discuss|share|explain|show|describe|walk\s+you|розпові\w+|розказ\w+"
    r"|обговори\w+|поділити\w+|показ\w+|поясни\w+)(?!\w)",
    re.IGNORECASE,
)
# What follows is talked about, and no way to talk.
TOPIC = re.compile(
    r"(?<!\w)(?:about(?!\s+(?:half|\d))|how(?!\s+(?:long|soon|about))|where|who|whose|why|that"
    r"|(?:what|which)(?!\s+(?:time|day|hour))|my\s+(?!application|candidacy|phone|number|calendar"
    r"|schedule|availability|CV|profile|e-?mail|side|day|morning|afternoon|evening|time\s+zone)\w+"
    r"|I(?=\s+(?!am\b|can\b|could|will|would|might|may\b|look|hope)\w)"
    r"|про|як|де|що|чому|як(?:ий|а|е|і|у|ого|ої)|мо(?:є|ю|ї|я|го|му|їй|їх|єї)"
    r"|я(?=\s+(?!мож|буд|вільн|готов|змож)\w)"
    r"|(?!чекаю|сподіваю|дякую|пропоную|бажаю)\w{3,}(?:ую|юю|аю|яю)(?=\s))(?!\w)|[:;](?=\s)",
    re.IGNORECASE,
)
OF_THEIRS = re.compile(
    r"about\s+(?:(?:the|this|that|your|our|next|my(?=\s+(?:application|candidacy)))\s+)?"
    r"(?:[\w-]+\s+){0,3}?(?:role|position|vacancy|job|opportunity|application|candidacy|details"
    r"|steps?|offer|team|plans?|project)\b|about\s+(?:it|this|that|them)\b"
    r"|про\s+(?:це|цю|ваш\w*|(?:\w+\s+)?(?:ваканс|посад|рол|позиц|детал|умов|крок|пропозиц|заявк)\w*)"
    r"|that\s+(?:day|time|hour|week)\b|як(?:ий|а|у)?\s+(?:час|день|годин)",
    re.IGNORECASE,
)
# A question may follow a statement, which is none: "I answer in ten minutes, could we talk?"
STATES = re.compile(r"\s*(?:I|my|our|we|я|ми|мій|моя|мої|моє|наш\w*)\s", re.IGNORECASE)
CALL_OF = re.compile(
    rf"\b(?:an?|short|quick|brief)\s+(?P<part>{NUMBER}(?:\s?[-–]\s?{NUMBER})?[\s-]minutes?)\s+"
    r"(?:(?:phone|video|short)\s+)?(?:call|chat|talk|conversation|meeting)\b",
    re.IGNORECASE,
)
QUESTIONS = re.compile(
    rf"(?<![\w.,])(?P<part>{NUMBER})\s+(?:(?:more|short|quick|small|other|last|коротк\w+|останн\w+)\s+)?"
    r"(?:questions?|requests?|reasons|things\s+to\s+ask|запитан\w+|питан\w+|прохан\w+|причин\w*)(?!\w)",
    re.IGNORECASE,
)
PEOPLE_OF_HR = re.compile(
    r"(?<!\w)(?i:your|the|with|from|to|ваш\w*|до|від|з|із|для|у|в|через)\s+"
    r"(?P<part>HR(?=\s+(?:team|department|colleagues?|manager|specialist|partner)(?!\w))"
    r"|HR(?=\s+(?:відділ|команд)\w*)|HR-(?:відділ|команд)\w*)"
)
A_WHILE = re.compile(
    rf"(?<![\w.,])(?:{NUMBER}(?:\s?[-–]\s?|\s+(?:to|or|до|чи|або)\s+))?{NUMBER}[\s-]*"
    r"(?:minutes?|mins?|хвилин\w*|хв)(?!\w)|(?<!\w)(?:half\s+an\s+hour|пів\s?години)(?!\w)",
    re.IGNORECASE,
)
TIME = re.compile(
    r"(?<![\w.,:])(?P<hour>[01]?\d|2[0-3])"
    r"(?::(?P<minute>[0-5]\d)(?:\s?(?P<half>[ap])\.?m\b\.?)?|\s?(?P<half2>[ap])\.?m\b\.?"
    r"|(?:-?а|-?й|-?ій)?\s+годин[іу])(?!\w|:\d)",
    re.IGNORECASE,
)


def spans(line: str, start: int, stop: int, own: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Of a sentence that tells of no deed: how and when one may talk, or has talked."""
    if DEED.search(line, start, stop):
        return
    for said in (PEOPLE_OF_HR, QUESTIONS):
        yield from (found.span("part") for found in said.finditer(line, start, stop))
    yield from contacted.spans(line, start, stop)
    start = _begin(line, start, stop)
    yield from (found.span("part") for found in CALL_OF.finditer(line, start, stop))
    stop = _before_topic(line, start, stop)
    if not TALK.search(line, start, stop):
        return
    yield from (one.span() for one in CHANNEL.finditer(line, start, stop) if _is_way(line, one))
    yield from (found.span() for found in A_WHILE.finditer(line, start, stop))
    hours = {_minutes(found) for text in own for found in TIME.finditer(text)}
    for found in TIME.finditer(line, start, stop):
        if not hours or _minutes(found) in hours:
            yield found.span()


def _begin(line: str, start: int, stop: int) -> int:
    """Where the sentence begins to ask, offer or thank; its end if it does not."""
    clauses = [start, *(found.end() for found in CLAUSE.finditer(line, start, stop))]
    if "?" in line[start : stop + 1]:
        return next((one for one in clauses if _asks(line, one)), stop)
    return next((one for one in clauses if OPENS.match(line, one)), stop)


def _asks(line: str, place: int) -> bool:
    return bool(OPENS.match(line, place) or not STATES.match(line, place))


def _before_topic(line: str, start: int, stop: int) -> int:
    """Where the sentence begins to say what is to be talked about."""
    begun = [found.end() for way in (TALK, TELL) if (found := way.search(line, start, stop))]
    if not begun:
        return stop
    topics = TOPIC.finditer(line, min(begun), stop)
    return next((one.start() for one in topics if not OF_THEIRS.match(line, one.start())), stop)


def _is_way(line: str, channel: re.Match[str]) -> bool:
    """Whether one talks on the channel: of "my time at Skype" and "about Skype" not."""
    before = line[max(0, channel.start() - NEAR) : channel.start()]
    is_call = CALL_BEFORE.search(before) and CALL_AFTER.match(line, channel.end())
    is_thing = THING.match(line, channel.end())
    return bool(CHANNEL_BEFORE.search(before) or is_call) and not is_thing


def _minutes(found: re.Match[str]) -> int:
    """Since midnight."""
    hour, half = int(found["hour"]), (found["half"] or found["half2"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + int(found["minute"] or 0)
