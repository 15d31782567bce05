"""Capturing many links: pasted, read one at a time, chosen from, saved together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from applications import duplicates, salary
from applications.capture import links
from applications.capture.links import Reading
from applications.capture.proposal import web_url
from applications.duplicates import Known
from applications.forms.capturing import CapturedForm
from applications.forms.links import LinksForm, NextLinkForm, ReadingForm, ReadingsForm
from applications.models import Application
from applications.stages import Stage
from trackr import connection, limits
from trackr.http import AuthenticatedRequest, posted

if TYPE_CHECKING:
    from accounts.models import User

PAGE = "applications/links_read.html"
SALARY = ("salary_min", "salary_max")


@dataclass
class Row:
    reading: Reading
    token: str
    form: ReadingForm
    likely: list[Known] = field(default_factory=list)

    @property
    def is_chosen(self) -> bool:
        return self.form.is_valid() and self.form.cleaned_data["chosen"]

    @property
    def prefix(self) -> str:
        return f"{self.reading.key}-"

    @property
    def address(self) -> str:
        return web_url(links.complete(self.reading.link))

    @property
    def facts(self) -> list[str]:
        """What was read besides company and role."""
        said = self.reading.proposal.initial
        low, high = (int(said[name]) if name in said else None for name in SALARY)
        period = dict(Application.SalaryPeriod.choices).get(said.get("salary_period", ""), "")
        pay = salary.describe(low, high, said.get("salary_currency", ""), str(period))
        mode = dict(Application.WorkMode.choices).get(said.get("work_mode", ""), "")
        return list(filter(None, [said.get("location", ""), str(mode), pay]))

    def look_among(self, known: list[Known]) -> None:
        """Find what the person has already that looks like it."""
        company, role = (self.form[name].value() or "" for name in ("company", "role"))
        url = self.reading.proposal.initial.get("url", "")
        self.likely = duplicates.among(known, company, role, url)

    def captured(self) -> CapturedForm:
        """The proposal as its own page would save it; what that would refuse is left out."""
        said = {"stage": Stage.SAVED, "happened_on": timezone.localdate().isoformat()}
        names = {name: self.form.cleaned_data[name] for name in ("company", "role")}
        data = self.reading.proposal.initial | said | names
        refused = CapturedForm(data).errors
        form = CapturedForm({name: value for name, value in data.items() if name not in refused})
        form.full_clean()
        return form


@require_http_methods(["GET", "POST"])
def paste(request: AuthenticatedRequest) -> HttpResponse:
    form = LinksForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return _page(request, form.found.links, [], found=form.found)
    return render(request, "applications/links.html", {"form": form})


@require_http_methods(["GET", "POST"])
def read_next(request: AuthenticatedRequest) -> HttpResponse:
    """One more link. The page asks by itself for each; without a script a button does."""
    if request.method == "GET":  # after signing in again: the list is gone
        return redirect("applications:links")
    if request.htmx:
        return _one_row(request)
    waiting, rows = _state(request)
    if waiting:
        link, *waiting = waiting
        reading = _read(request, link)
        rows.append(_fresh(request, reading))
    return _page(request, waiting, rows)


@require_http_methods(["GET", "POST"])
def save(request: AuthenticatedRequest) -> HttpResponse:
    """All that were chosen, or none of them when one needs another look."""
    if request.method == "GET":
        return redirect("applications:links")
    waiting, rows = _state(request)
    chosen = [row for row in rows if row.is_chosen]
    is_right = all(row.form.is_valid() for row in rows)
    if not chosen or not is_right or any(map(_is_news, chosen)):
        return _page(request, waiting, rows, is_empty=is_right and not chosen)
    save_all(request.user, chosen)
    said = ngettext("%(count)s application saved.", "%(count)s applications saved.", len(chosen))
    messages.success(request, said % {"count": len(chosen)})
    if waiting:
        messages.info(request, _("Links that were not read yet were not kept."))
    return redirect("applications:board")


@transaction.atomic
def save_all(user: "User", rows: Iterable[Row]) -> None:
    """As applications with their postings: every one of them, or none."""
    for row in rows:
        row.captured().save_captured(user)


def _one_row(request: AuthenticatedRequest) -> HttpResponse:
    form = NextLinkForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    row = _fresh(request, _read(request, form.cleaned_data["link"]))
    step = {"done": form.cleaned_data["place"], "total": form.cleaned_data["of"], "step": True}
    return render(request, f"{PAGE}#read", {"row": row, **step})


def _read(request: AuthenticatedRequest, link: str) -> Reading:
    if not limits.allows(request, "capture"):
        return Reading(link, failure="too_often")
    connection.give_back()  # fetching takes up to 10 s
    return links.read(link)


def _state(request: AuthenticatedRequest) -> tuple[list[str], list[Row]]:
    """What the page sent back: the links still to read, and the rows with what was changed."""
    form = ReadingsForm(request.POST)
    form.is_valid()
    known = duplicates.known_to(request.user)
    rows = []
    for token in form.cleaned_data["read"]:
        if reading := links.unseal(token, request.user):
            row = Row(reading, token, ReadingForm(request.POST, prefix=reading.key))
            row.look_among(known)
            rows.append(row)
    return form.cleaned_data["waiting"], rows


def _fresh(request: AuthenticatedRequest, reading: Reading) -> Row:
    """A row for what was just read, chosen unless it looks like something known."""
    said = reading.proposal.initial
    form = ReadingForm(initial=said, prefix=reading.key)
    row = Row(reading, links.seal(reading, request.user), form)
    row.look_among(duplicates.known_to(request.user))
    form.initial = {**said, "chosen": not reading.failure and not row.likely}
    return row


def _is_news(row: Row) -> bool:
    return duplicates.is_news(row.likely, row.form.cleaned_data["warned_of"])


def _page(
    request: AuthenticatedRequest,
    waiting: list[str],
    rows: list[Row],
    *,
    found: links.Found | None = None,
    is_empty: bool = False,
) -> HttpResponse:
    context = {
        "waiting": waiting,
        "rows": rows,
        "found": found,
        "is_empty": is_empty,
        "done": len(rows),
        "total": len(rows) + len(waiting),
    }
    return render(request, PAGE, context)
