"""Which rows of a table a person has already."""

import unicodedata
import uuid

from applications import likeness
from applications.importing.drafts import Draft
from applications.importing.sheet import Record
from applications.models import Application, Import

type Job = tuple[str, str]


class Known:
    """What the person had before this import, outside the bin, and the rows seen so far.

    A row is known by the ID that our own export wrote, else by its link, else by company and role.
    An application that one row of the table names by its ID is no other row's.
    """

    def __init__(self, upload: Import, named: set[uuid.UUID]) -> None:
        had = Application.objects.of(upload.user_id).kept().exclude(imported_by=upload)
        self.ids: set[uuid.UUID] = set()
        self.pages: set[str] = set()
        self.jobs: set[Job] = set()
        self.rows: set[tuple[str, ...]] = set()
        for public_id, url, company, role in had.values_list("public_id", "url", "company", "role"):
            self.ids.add(public_id)
            if public_id not in named:
                self.pages.add(likeness.page(url))
                self.jobs.add(_job(company, role))
        self.pages.discard("")

    def has(self, draft: Draft) -> bool:
        if draft.public_id in self.ids:
            return True
        job = _job(draft.facts["company"], draft.facts["role"])
        return likeness.page(draft.facts["url"]) in self.pages or job in self.jobs

    def repeats(self, record: Record) -> bool:
        """Whether an earlier row was the same, cell by cell."""
        if record.cells in self.rows:
            return True
        self.rows.add(record.cells)
        return False


def _job(company: str, role: str) -> Job:
    return _normal(company), _normal(role)


def _normal(text: str) -> str:
    """Case, width and spacing do not make another name; a “#” or “++” does."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
