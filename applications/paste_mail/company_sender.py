"""Who writes: the company itself, a go-between such as an agency or a robot, or a job board."""

import re

from applications.paste_mail import company_names, institutions
from applications.paste_mail.company_names import RUN
from applications.paste_mail.mail import Mail

FROM_MACHINES = re.compile(r"mailer-daemon|postmaster|mail delivery", re.IGNORECASE)
ROBOT = re.compile(
    r"^(?:[\w.+-]*(?:no-?reply|do-?not-?reply)[\w.-]*|notif\w*|robot|bot|mailer|mail|system"
    r"|messages?|invites?|invitations?|results?|tests?|feedback|service|calendar|alerts?"
    r"|scheduling|placements?|desk|support|ne-vidpovidaty)@",
    re.IGNORECASE,
)
OFFICE = re.compile(
    r"^(?:hr|jobs?|careers?|recruit\w*|talents?|people|office|info|hello|hi|team|hiring|work|apply"
    r"|applications?|kadry|vk|personal|pryimalnia|kanc|robota|kariera|ta|privacy|accounts)"
    r"[\w.-]*@",
    re.IGNORECASE,
)
BOARD = re.compile(r"job(?!s$)|vakans|robota|^career|^talent|naim|candidate|staff")
AGENCY = re.compile(
    r"recruit|staff|headhunt|resourc|personnel|placement|ahents|agents|agency|kadr|talent|talant"
    r"|hunter|search|personal-|people|hire(?!d)|cruit|job|career|poshuk"
)
AGENCY_NAME = re.compile(
    r"\b(?:recruits?|staffing|resourcing|headhunt\w*|personalvermittlung)$"
    r"|employment agency|рекрутинг$|кадров\w+ агенці|рекрутингов\w+ агенці",
    re.IGNORECASE,
)
CLIENT = re.compile(
    r"\b[Mm]y client\b|\b[Oo]ur client\b(?!s)|\b[Cc]lient of mine\b|\b[Cc]lient's (?:come|keen)"
    r"|employment agency|put you forward|represent you"
    r"|\b(?:[Нн]аш\w*|[Мм][іо][йєя]\w*) (?:клієнт|замовник)\w*"
    r"|\b[Кк]лієнт(?:у|ом|ові)? (?:сказав|вирішив|хоче|сподоба|нарешті|питає)"
    r"|\bдля клієнта\b|кадров\w+ агенці|рекрутингов\w+ агенці",
)
# Of a third party: "They want you!"
THEM = re.compile(
    r"\b[Tt]hey(?:'d| would)? (?:want|like) (?:you|to (?:see|meet|hire))\b|\b[Tt]hey liked you\b"
    r"|\bthey've (?:gone with|come back|chosen)|\bthe client (?:wants|has|would|decided)"
    r"|\b[Вв]они (?:хочуть|обрали|вирішили|готові)|\bїхн\w+ HR|\bклієнт обрав"
)
HIRES = re.compile(r"\b(?:careers?|recruit\w*|talent|hr|hiring|people)\b|кар'єра", re.IGNORECASE)
OF_BOARD = re.compile(r"candidate account was|акаунт\w* (?:кандидата|шукача)")
BEHIND = re.compile(
    r"(?:on behalf of|від імені|від) (?P<name>.{2,60}?)(?=$|[,(<|])|\bfor (?P<for>[A-Z].{2,60}?)$",
)
PARTED = re.compile(r"[|@(,/·–—]| - |\bat\b|\bfrom\b|\bvia\b|\b[зі]з?\b(?= [«A-ZА-ЯІЇЄҐ])|\b[ув]\b")


def is_machine(mail: Mail) -> bool:
    return bool(FROM_MACHINES.search(f"{mail.sender} {mail.address}"))


def is_robot(mail: Mail) -> bool:
    return bool(ROBOT.search(mail.address))


def is_office(mail: Mail) -> bool:
    return is_robot(mail) or bool(OFFICE.search(mail.address))


def is_agency(mail: Mail, label: str, text: str) -> bool:
    """Whether somebody else hires: the writer says so, or is called so."""
    said = f"{mail.subject}\n{text}"
    if CLIENT.search(said) or (not is_office(mail) and THEM.search(said)):
        return True
    if BOARD.search(label) or OF_BOARD.search(text) or " via " in mail.sender:
        return True
    is_named = len(PARTED.split(mail.sender)) > 1 and re.search(r"\brecruit", mail.sender, re.I)
    return not is_office(mail) and bool(AGENCY.search(label) or is_named)


def behind(sender: str) -> str:
    """ "Quill on behalf of Hexmoor", "Hexmoor Careers via Quill": who let it be written."""
    if said := BEHIND.search(sender):
        return company_names.clean(said["name"] or said["for"])
    before, via, _after = sender.partition(" via ")
    return company_names.clean(before) if via and HIRES.search(before) else ""


def hires_itself(mail: Mail) -> bool:
    """ "Northwind Careers" is no go-between, whatever its robot tells of others."""
    return bool(HIRES.search(mail.sender))


def person(mail: Mail) -> frozenset[str]:
    """The words of the writer's own name."""
    if is_office(mail) and " via " not in mail.sender:
        return frozenset()
    words = re.findall(r"\w[\w'-]+", PARTED.split(mail.sender)[0])
    return frozenset(word for word in words if word[0].isupper())


def company(mail: Mail) -> str:
    """ "Priya | Northwind", "Careers at Northwind", "Кадри «Північ»"."""
    sender = mail.sender
    if quoted := company_names.IN_QUOTES.search(sender):
        return company_names.clean(quoted[0])
    if " via " in sender:
        return ""
    parts = [part.strip(" )'\"") for part in PARTED.split(sender) if part.strip(" )'\"")]
    for part in reversed(parts if len(parts) == 1 or is_office(mail) else parts[1:]):
        name = company_names.clean(part)
        is_said = len(parts) > 1 or name != sender.strip(" .")
        if company_names.ONLY_TEAM.fullmatch(part):
            continue
        if institutions.in_segment(name):
            return name
        return name if is_said and _is_run(name) else ""
    return ""


def _is_run(name: str) -> bool:
    return bool(re.fullmatch(RUN, name)) and company_names.is_name(name)
