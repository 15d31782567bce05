"""Which company a mail is from: a name that is written in it, never one made of an address."""

from applications.paste_mail import (
    company_domain,
    company_mentions,
    company_names,
    company_sender,
    institutions,
    quoting,
)
from applications.paste_mail.mail import Mail

LOOKED_AT = 3_000  # characters from the beginning and from the end
LAST_LINES = 7  # where people sign
PUBLIC_DOMAINS = frozenset(
    "gmail googlemail outlook hotmail live yahoo icloud me proton protonmail ukr i meta inbox mail"
    " gmx aol zoho fastmail yandex post poshta".split()
)


def read(mail: Mail) -> str:
    """The company's name as it is written; empty where it is not plain."""
    if company_sender.is_machine(mail):
        return ""
    letter = quoting.split(mail.text)
    text = letter.own[:LOOKED_AT]
    if len(letter.own) > LOOKED_AT:
        text += f"\n{letter.own[-LOOKED_AT:]}"
    said = company_mentions.labelled(f"{text}\n{letter.signature[:LOOKED_AT]}")
    return said or company_sender.behind(mail.sender) or _found(mail, letter, text)


def _found(mail: Mail, letter: quoting.Letter, text: str) -> str:
    person = company_sender.person(mail)
    label = label_of(mail.domain)
    wanted = company_domain.domain(label)
    places = _texts(mail, letter, text)
    own = company_domain.named(wanted, places, person)
    is_robot = company_sender.is_robot(mail)
    told = company_mentions.by_others([mail.subject, text], person, is_robot=is_robot)
    if is_robot:
        told = told or company_mentions.twice(mail.subject, text, person)
    is_other = bool(told) and not company_domain.named(wanted, [told], person)
    if company_sender.is_agency(mail, label, text) or (own and _is_agency(mail, own)):
        return told if is_other else ""
    is_itself = own and own.place == company_domain.SENDER and company_sender.hires_itself(mail)
    if is_other and is_robot and not is_itself:
        return told
    if own:
        return own.name
    return (
        company_sender.company(mail)
        or _signed(places[company_domain.SIGNED])
        or company_mentions.by_anyone([mail.subject, text], person)
    )


def _is_agency(mail: Mail, own: company_domain.Found) -> bool:
    """Whether the writer signs for a "Northwind Staffing"."""
    return (
        own.place == company_domain.SIGNED
        and not company_sender.is_office(mail)
        and any(
            company_sender.AGENCY_NAME.search(one.text) for one in company_names.segments(own.line)
        )
    )


def _signed(text: str) -> str:
    """An institution's name where people sign, or ТОВ «Північ»."""
    for line in reversed(text.split("\n")):
        for segment in company_names.segments(line):
            has_form = segment.is_quoted and segment.text[0].isalpha()
            if has_form or (not segment.is_quoted and institutions.in_segment(segment.text)):
                return company_names.clean(segment.text)
    return ""


def _texts(mail: Mail, letter: quoting.Letter, text: str) -> list[str]:
    lines = [line for line in letter.own[-LOOKED_AT:].split("\n") if line.strip()]
    signed = "\n".join([*lines[-LAST_LINES:], letter.signature[:LOOKED_AT]])
    return [mail.sender, signed, mail.subject, text]


def label_of(domain: str) -> str:
    """The part of a domain that a company chose; empty for mail providers."""
    parts = [
        part for part in domain.split(".") if part not in {"www", "mail", "hr", "jobs", "careers"}
    ]
    endings = {"com", "co", "org", "net", "edu", "gov", "in", "kiev", "kyiv", "lviv"}
    while len(parts) > 1 and (parts[-1] in endings or parts[-1] == domain.rpartition(".")[2]):
        parts.pop()
    label = parts[-1] if parts else ""
    return "" if label in PUBLIC_DOMAINS else label
