"""On site, hybrid or remote: from a term of a job board, or from plain words."""

import re

TERMS = {
    "telecommute": "remote", "remote": "remote", "fully remote": "remote", "100% remote": "remote",
    "virtual": "remote", "remote work": "remote", "work from home": "remote",
    "віддалено": "remote", "дистанційно": "remote", "повністю віддалено": "remote",
    "віддалена робота": "remote", "дистанційна робота": "remote", "remotely": "remote",
    "hybrid": "hybrid", "гібридно": "hybrid", "гібрид": "hybrid", "гібридний": "hybrid",
    "гібридний формат": "hybrid", "hybrid work": "hybrid",
    "onsite": "onsite", "on site": "onsite", "in office": "onsite", "in person": "onsite",
    "office": "onsite", "в офісі": "onsite", "офіс": "onsite", "робота в офісі": "onsite",
    "у офісі": "onsite", "на місці": "onsite",
}  # fmt: skip

# Phrases that speak of this job; the bare word "remote" may speak of anything.
PHRASES = {
    "remote": r"fully remote|100\s?% remote|remote (?:position|role|job|work\b(?! permit))"
    r"|(?:повністю|100\s?%|робота) (?:віддален|дистанційн)"
    r"|(?:віддалена|дистанційна) робота|працювати віддалено",
    "hybrid": r"hybrid (?:work|role|position|format|model|schedule|mode)"
    r"|гібридн\w+ (?:формат|графік|режим|робот)",
    "onsite": r"on-?site (?:position|role|job|work\b)|(?:position|role|job) is on-?site"
    r"|office-based|робота в офісі|працювати в офісі|офісна робота",
}
WORDS = {
    "remote": r"remote|віддален|дистанц",
    "hybrid": r"hybrid|гібрид",
    "onsite": r"on-?\s?site|office|офіс",
}
LONGEST_HEADLINE = 80


def from_term(term: object) -> str:
    """The code of a word that a source uses for it, such as "TELECOMMUTE" or "On-Site"."""
    if not isinstance(term, str):
        return ""
    return TERMS.get(re.sub(r"[\s_-]+", " ", term[:50]).strip(" .").lower(), "")


def from_label(text: str) -> str:
    """The mode named beside a label: "Remote (EU only)"; nothing when it names several."""
    found = {mode for mode, pattern in WORDS.items() if re.search(pattern, text, re.IGNORECASE)}
    if "hybrid" in found:
        return "hybrid"
    return found.pop() if len(found) == 1 else ""


def from_text(text: str) -> str:
    """The one mode that a posting's text speaks of; nothing when it speaks of several."""
    found = {mode for mode, pattern in PHRASES.items() if re.search(pattern, text, re.IGNORECASE)}
    short = (line for line in text.splitlines() if len(line) <= LONGEST_HEADLINE)
    parts = (part for line in short for part in re.split(r"[,;|·•()/]", line))
    found |= {mode for part in parts if (mode := from_term(part))}
    return found.pop() if len(found) == 1 else ""
