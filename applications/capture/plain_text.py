"""What a posting's text says outright: labelled lines, pay, work mode. English and Ukrainian."""

import re
from collections.abc import Iterator

from applications.capture import work_mode
from applications.capture.proposal import LONGEST_POSTING, Proposal, line, propose
from applications.capture.salary_text import find_salary

SOURCE = "text"
LABELS = {
    "company": r"company(?: name)?|employer|organi[sz]ation|компанія|назва компанії"
    r"|роботодавець|організація",
    "role": r"role|position|job title|title|vacancy|посада|вакансія|позиція|назва вакансії",
    "location": r"location|job location|city|office location|place of work|локація|місто"
    r"|місце роботи|розташування|місцезнаходження",
    "salary": r"salary(?: range)?|compensation(?: range)?|pay(?: range| rate)?|rate|wage"
    r"|зарплата|зарплатна вилка|заробітна плата|зп|з/п|оплата(?: праці)?|оклад|винагорода|вилка"
    r"|рівень зарплати",
    "work_mode": r"work(?:place)? (?:mode|format|type|model)|workplace|формат(?: роботи)?"
    r"|режим роботи|тип роботи|умови роботи",
}
LABELLED = re.compile(
    r"[\W_]{0,6}(?:" + "|".join(f"(?P<{name}>{words})" for name, words in LABELS.items()) + r")"
    r"[ \t*_]{0,4}[:：][ \t*_]{0,4}(?P<value>.*)",
    re.IGNORECASE,
)
LONGEST_NAME = 80  # of a company or a role; a longer "value" is a sentence
LONGEST_LABELLED = 300
SENTENCE = re.compile(r"[.!?]\s+\S|^(?:we|our|is|are|ми|наша|наш|це)\b", re.IGNORECASE)


def read(text: str) -> Proposal:
    """The fields that the text names; the posting's text itself is not included."""
    text = text[:LONGEST_POSTING]
    labelled = _labelled(text)
    pay = [find_salary(value, labelled=True) for value in labelled["salary"]]
    modes = [work_mode.from_label(value) for value in labelled["work_mode"]]
    place = labelled["location"][0] if labelled["location"] else ""
    return propose(
        SOURCE,
        company=_only_name(labelled["company"]),
        role=_only_name(labelled["role"]),
        location=place,
        work_mode=next(filter(None, [*modes, work_mode.from_label(place)]), "")
        or work_mode.from_text(text),
        salary=next(filter(None, pay), None) or find_salary(text),
    )


def _labelled(text: str) -> dict[str, list[str]]:
    """The values beside each label, or on the line below it."""
    found: dict[str, list[str]] = {name: [] for name in LABELS}
    lines = [part for part in text.splitlines() if part.strip()]
    for number, part in enumerate(lines):
        match = LABELLED.fullmatch(part) if len(part) <= LONGEST_LABELLED else None
        if match:
            below = lines[number + 1] if number + 1 < len(lines) else ""
            value = line(match["value"].strip(" \t*_")) or _unlabelled(below)
            name = next(name for name in LABELS if match[name])
            found[name] += [value] if value else []
    return found


def _unlabelled(below: str) -> str:
    is_name = len(below) <= LONGEST_NAME and not LABELLED.fullmatch(below)
    return line(below) if is_name else ""


def _only_name(values: list[str]) -> str:
    """The one name that was given; two different ones mean two jobs, so neither."""
    names = list(dict.fromkeys(value for value in values if _is_name(value)))
    return names[0] if len(names) == 1 else ""


def _is_name(value: str) -> bool:
    return len(value) <= LONGEST_NAME and not SENTENCE.search(value) and "://" not in value


SECTIONS = (
    r"requirements|qualifications|what you(?:'|’)?(?:ll)? need|who you are|вимоги|кваліфікація"
    r"|що потрібно|ми очікуємо|очікуємо|необхідні навички",
    r"responsibilities|what you(?:'|’)ll do|what you will do|duties|the role|about the role"
    r"|обов.язки|завдання|чим займатися|що потрібно робити|що робити|ваші задачі",
    r"benefits|we offer|what we offer|perks|умови|пропонуємо|ми пропонуємо|що ми пропонуємо",
)


def reads_like_a_posting(text: str) -> bool:
    """Whether at least two of the sections that job ads have stand here under their headings."""
    headings = [part.strip(" :*#-").lower() for part in _headings(text)]
    found = [any(re.fullmatch(section, one) for one in headings) for section in SECTIONS]
    return sum(found) >= 2


def _headings(text: str) -> Iterator[str]:
    return (part for part in text.splitlines() if len(part) <= LONGEST_NAME)
