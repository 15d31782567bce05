"""What a capture proposes: fields for the form, each with the place that it was read from."""

import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from applications.capture.salary import Salary

LONGEST_FIELD = 200
LONGEST_URL = 2000
LONGEST_POSTING = 100_000

SOURCE_LABELS = {
    "json_ld": _("from the page's job data"),
    "microdata": _("from the page's job data"),
    "greenhouse": _("from Greenhouse"),
    "lever": _("from Lever"),
    "ashby": _("from Ashby"),
    "recruitee": _("from Recruitee"),
    "smartrecruiters": _("from SmartRecruiters"),
    "page_title": _("from the page's heading"),
    "text": _("from the posting's text"),
    "address": _("the link you gave"),
}

REASONS = {
    "several_postings": _(
        "This page lists several jobs. Open the one you want and capture that page."
    ),
    "nothing_found": _("No job data was found here. The text is kept; fill in the fields."),
}


@dataclass(frozen=True)
class Proposed:
    value: str  # as it goes into the form field
    source: str  # a key of SOURCE_LABELS

    @property
    def source_label(self) -> str:
        return str(SOURCE_LABELS[self.source])


@dataclass(frozen=True)
class Proposal:
    """Dates are ISO, money is whole numbers in major units, codes are those of Application."""

    company: Proposed | None = None
    role: Proposed | None = None
    location: Proposed | None = None
    work_mode: Proposed | None = None
    salary_min: Proposed | None = None
    salary_max: Proposed | None = None
    salary_currency: Proposed | None = None
    salary_period: Proposed | None = None
    url: Proposed | None = None
    posted_on: Proposed | None = None
    closes_on: Proposed | None = None
    posting_text: str = ""
    posting_source: str = ""
    reason: str = ""  # a key of REASONS: why so little was found

    @property
    def fields(self) -> dict[str, Proposed]:
        """The fields that were found, by their names."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Proposed)}

    @property
    def initial(self) -> dict[str, str]:
        """The values of the form that the proposal is checked in."""
        found = {name: one.value for name, one in self.fields.items()}
        texts = {"posting_text": self.posting_text, "posting_source": self.posting_source}
        return found | texts

    @property
    def read_from(self) -> dict[str, str]:
        """Where each field was read, as the same form hands it on."""
        found = {name: one.source for name, one in self.fields.items()}
        return {**found, "reason": self.reason} if self.reason else found

    @property
    def reason_sentence(self) -> str:
        return str(REASONS[self.reason]) if self.reason else ""

    @property
    def _bounds(self) -> tuple[str, ...]:
        return tuple(one.value if one else "" for one in (self.salary_min, self.salary_max))

    @property
    def _has_salary(self) -> bool:
        return any(self._bounds)

    def completed_by(self, other: "Proposal") -> "Proposal":
        """Gaps filled from elsewhere; of a salary only where both speak of the same amounts."""
        missing = {name: value for name, value in other.fields.items() if name not in self.fields}
        if self._has_salary and self._bounds != other._bounds:
            missing = {name: one for name, one in missing.items() if not name.startswith("salary")}
        return replace(self, **missing)  # type: ignore[arg-type]

    def with_posting(self, text: str, source: str) -> "Proposal":
        return replace(
            self, posting_text=clean(text)[:LONGEST_POSTING].strip(), posting_source=source
        )


def propose(
    source: str,
    *,
    salary: Salary | None = None,
    url: object = "",
    posting: str = "",
    **found: object,
) -> Proposal:
    """A proposal from one source; what is empty or not text is left out."""
    lines = {name: line(value) for name, value in found.items()}
    lines |= salary.fields if salary else {}
    lines["url"] = web_url(url)
    fields = {name: Proposed(value, source) for name, value in lines.items() if value}
    proposal = Proposal(**fields)  # type: ignore[arg-type]
    return proposal.with_posting(posting, source) if posting else proposal


def clean(text: str) -> str:
    """Text that a database takes: no NUL, no control characters, no halves of surrogate pairs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", "", text)
    return text.replace("\u2028", "\n").replace("\u2029", "\n")


def line(value: object) -> str:
    """One line of text for a field; nothing for what is not text, and for what is too long."""
    if not isinstance(value, str):
        return ""
    text = " ".join(clean(value[: 10 * LONGEST_FIELD]).split())
    return text if len(text) <= LONGEST_FIELD else ""


def web_url(value: object) -> str:
    if not isinstance(value, str):
        return ""
    url = clean(value[: LONGEST_URL + 1]).strip()
    fits = len(url) <= LONGEST_URL and re.fullmatch(r"https?://[^\s<>\"\\]+", url, re.IGNORECASE)
    return url if fits else ""
