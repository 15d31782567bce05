"""A company as sentences name it: "applied to Northwind", «Північ» запрошує."""

import re
from collections.abc import Iterator

from applications.paste_mail import company_names
from applications.paste_mail.company_names import NAME, QUOTED, RUN

FIRST = rf"(?<![\w'-]){NAME}"
AFTER_THE = rf"(?:the )?{FIRST}"
QUOTE = rf"(?P<name>{company_names.KEPT_FORM}{QUOTED})"
LABEL = re.compile(
    r"^\W*(?:company|employer|роботодавець|компанія)\s*:\s*(?P<name>.{2,60})$",
    re.IGNORECASE | re.MULTILINE,
)
FIELD = "Sent by|With|Store|Client|Employer|Company|Відправник|Роботодавець"
JOB = (
    "role|position|post|job|vacancy|opening|opportunity|requirement|process|[Tt]eam|[Pp]artner"
    "|[Mm]anager|[Rr]ecruiter|[Ee]ngineer|[Aa]ssistant|[Aa]nalyst|[Dd]eveloper|[Dd]esigner|[Nn]urse"
)
TALK = "[Ii]nterview|conversation|call|chat|meeting|experience|assessment|[Ff]eedback|news"
TASK = (
    r"(?:an?|the|our|your|this) (?:[\w-]+ )?(?:test|assessment|exercise|video|screening|interview)"
)
DOES = (
    r"(?:(?:has|have|just|kindly) )?"
    rf"(?:(?:invite[sd]?|ask(?:s|ed)) you to (?:take|complete|choose|pick|do|{TASK})"
    r"|invites \w+ with|shortlisted|selected you|requests?|requested|rang|would like"
    r"|sent you (?:an?|the|your) (?:\w+ )?(?:agreement|offer|contract|document|letter)"
    r"|wants (?:you|to)|now has|will receive|has (?:decided|chosen|reviewed|received))\b"
)
LEGAL_FORM = r"(?:Ltd|Limited|LLC|Inc|GmbH|AG|SE|plc|S\.A|B\.V|Sp\. z o\.o)"
HANDED = "sent|submitted|shared|handed over|passed on|forwarded|delivered"
STEP = "співбесід|розмов|зустріч|відб[іо]р|тест|завдання|відгук|заявк|резюме|анкет"
OFFERS = "запро|прос|надсила|надісла|признач|пропону|додал|чека|відповіда|допусти"
# What the company's own people write as well as a go-between.
BY_ANYONE = [
    re.compile(pattern)
    for pattern in (
        rf"[Aa]ppl(?:y|ied|ying|ications?)(?: for [^.,\n]{{2,60}}?)? (?:to|at|with) {AFTER_THE}",
        rf"(?:{JOB}) (?:at|with) {AFTER_THE}",
        rf"interest in (?:joining |working (?:at|for|with) )?{AFTER_THE}",
        rf"on behalf of {AFTER_THE}",
        rf"[Tt]he {FIRST} (?:hiring|recruit\w+|talent|people|careers?|HR) team",
        rf"(?<![\w'-])(?P<name>{RUN}),? {LEGAL_FORM}(?!\w)",
        rf"(?:[Кк]омпані|[Рр]оботодав)\w*:? {FIRST}",
    )
]
BY_OTHERS = [
    re.compile(pattern)
    for pattern in (
        rf"(?m)^\W*(?:{FIELD})\b:?\s+(?:{RUN}, )?{FIRST}",
        rf"(?:{TALK}|invitation) (?:at|by|from|for) {AFTER_THE}",
        rf"(?:{HANDED})(?: [^.\n]{{0,40}})? (?:to|with) {AFTER_THE}",
        rf"(?<!in )(?<!from ){FIRST} {DOES}",
        rf"[Вв]ідправник\w*:? {FIRST}",
        rf"{QUOTE} (?:{OFFERS})\w+",
        rf"(?:{STEP})\w*(?: [^.\n«»]{{0,40}})? (?:з|із|зі|в|у|до|для|від) {QUOTE}",
    )
]
WITH = [re.compile(rf"(?:{TALK}) with {AFTER_THE}(?! ?\()")]
# Beside something else, at the end of a subject.
ASIDE = [re.compile(rf"\({FIRST}[),]"), re.compile(rf"(?:,| -| –) {FIRST}\s*$")]


def labelled(text: str) -> str:
    said = LABEL.search(text)
    return company_names.clean(said["name"]) if said else ""


def by_others(texts: list[str], person: frozenset[str], *, is_robot: bool) -> str:
    """The first company that a go-between speaks for. A robot's meetings are with people."""
    patterns = [*BY_ANYONE, *BY_OTHERS, *([] if is_robot else WITH)]
    return next(_told(patterns, texts, person), "")


def by_anyone(texts: list[str], person: frozenset[str]) -> str:
    return next(_told(BY_ANYONE, texts, person), "")


def twice(subject: str, text: str, person: frozenset[str]) -> str:
    """ "Test done (Northwind)" where the text has Northwind as well."""
    return next((name for name in _told(ASIDE, [subject], person) if name in text), "")


def _told(
    patterns: list[re.Pattern[str]], texts: list[str], person: frozenset[str]
) -> Iterator[str]:
    for text in texts:
        for pattern in patterns:
            for name in _names(pattern, text):
                if not person & set(name.split()):
                    yield name


def _names(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for said in pattern.finditer(text):
        name = said["name"]
        if re.match(r" [a-zа-я]", text[said.end("name") :]):
            name = name.removesuffix("'s")
        name = company_names.clean(name)
        if company_names.is_name(name) and name.split()[-1].casefold() not in company_names.JOB:
            yield name
