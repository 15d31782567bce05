"""When one applied, wrote or spoke to the employer: "I applied two weeks ago".

The days since then are theirs to know; those since anything else are a fact. So all that stands
between the deed and the days has to be known: "we met investors six weeks ago" tells of others.
"""

import re
from collections.abc import Iterator

NUMBER = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty"
    r"|forty(?:-five)?|дв[аіо]\w*|тр(?:и|ьох)|чотири|чотирьох|п['’ʼ]ят[ьи]|шіст[ьи]|сім|вісім"
    r"|дев['’ʼ]ять|десят[ьи]|п['’ʼ]ятнадцят[ьи]|двадцят[ьи]|тридцят[ьи]|сорок)"
)
UNITS = r"(?:days?|weeks?|months?|дн\w+|тижн\w+|місяц\w+)"
AGO = rf"(?P<part>{NUMBER}\s+{UNITS}\s+(?:ago|тому))(?!\w)"
ROLE = r"(?:role|position|job|vacancy|opening|post|opportunity|internship)"
CV = r"(?:application|CV|r[eé]sum[eé]|cover\s+letter|letter|test\s+(?:task|assignment)|portfolio)"
DEED = (
    r"(?:applied|wrote|sent|submitted|spoke|talked|met|(?:was\s+)?interviewed"
    r"|had\s+(?:an|our|the|my)\s+(?:\w+\s+)?(?:interview|talk|call|conversation|meeting)"
    r"|our\s+(?:\w+\s+)?(?:interview|talk|call|conversation|meeting)|my\s+(?:interview|application)"
    r"|thank\w*\s+(?:you\s+)?for\s+(?:the|your)\s+(?:\w+\s+)?(?:interview|talk|call|conversation|meeting)"
    r"|надсила\w+|надісла\w+|пода(?:ва)?(?:в|ла)(?:ся)?|відгук\w+|писа(?:в|ла)|написа(?:в|ла)"
    r"|говори\w+|спілкува\w+|розмов\w+|зустрі\w+|співбесід\w+)(?!\w)"
)
THEM = (
    r"(?:(?:with|to|by|at)\s+)?(?:you(?:r\s+(?:[\w-]+\s+){0,2}?(?:team|colleagues?|manager|recruiter"
    r"|department|company|office))?|the\s+(?:team|recruiter|hiring\s+(?:manager|team)))"
)
# A company by its name: whether the letter may name it is asked elsewhere.
COMPANY = r"(?:to|at|with)\s+(?-i:[A-ZА-ЯІЇЄҐ][\w&.-]*(?:\s+[A-Z][\w&.-]*){0,2})"
FOR_IT = (
    rf"(?:for|to|about|regarding|on)\s+(?:the|your|this|an?)\s+(?:[\w-]+\s+){{0,5}}?{ROLE}"
    rf"(?:\s+(?:of|as)\s+(?:[\w-]+\s+){{0,5}}?[\w-]+)?|(?:about|for)\s+(?:it|this)"
)
PAPERS = rf"(?:(?:in|you)\s+)?(?:my|the|an?)\s+{CV}(?:\s+and\s+(?:my\s+)?{CV})?"
BY = (
    r"(?:on|over|by)\s+(?:the\s+|=+\s*)?(?:phone|e-?mail|=+|LinkedIn|Zoom|Skype|Teams|Telegram"
    r"|WhatsApp|Viber|Google\s+Meet)"
)
UKRAINIAN = (
    r"(?:з\s+)?[Вв]ами?|до\s+[Вв]ас|[ув]\s+[Вв]ас|з\s+[Вв]ашо\w+\s+\w+|ми|я|яку?|яка|була|відбула\w+"
    r"|(?:на|щодо|про)\s+(?:(?:цю|цієї|[Вв]аш\w*)\s+)?(?:ваканс|посад|позиці|рол)\w+"
    r"|(?:сво[єюї]\w*|мо[єюї]\w*)?\s*(?:заявк\w+|резюме|лист\w*|відгук\w*|тестове\s+завдання)"
)
MORE = (
    rf"(?:,?\s+(?:{THEM}|{COMPANY}|{FOR_IT}|{PAPERS}|{BY}|{UKRAINIAN}|here|briefly|just|about|over"
    r"|nearly|almost|already|already\s+about)){0,4}"
)
END = r"(?=\s*(?:[.,;:!?…)–—]|$)|\s+(?:and|but|so|і|й|та|але|тож)\s)"
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w){DEED}{MORE},?\s+{AGO}",
        rf"(?<!\w){AGO},?\s+(?:I|we|я|ми)\s+{DEED}{MORE}{END}",
        rf"(?<!\w)(?P<part>{NUMBER}\s+{UNITS})\s+(?:since|after|відтоді,?\s+як)\s+"
        rf"(?:(?:I|we|я|ми)\s+)?{DEED}{MORE}{END}",
    )
)


def spans(line: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    for pattern in PATTERNS:
        yield from (found.span("part") for found in pattern.finditer(line, start, stop))
