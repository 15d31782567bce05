"""What a column of a table can mean, and the names that people and other trackers give it."""

import functools
import re
import unicodedata
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

CAMEL = re.compile(r"(?<=[a-zа-яіїєґ])(?=[A-ZА-ЯІЇЄҐ])")
BETWEEN = re.compile(r"[\W_]+")


class Field(models.TextChoices):
    """In the order in which our own export writes them."""

    COMPANY = "company", _("Company")
    ROLE = "role", _("Role")
    STATUS = "status", _("Stage")
    ENDING = "ending", _("Ending")
    STATUS_ON = "status_on", _("Since")
    SAVED_ON = "saved_on", _("Saved on")
    APPLIED_ON = "applied_on", _("Applied on")
    INTERVIEW_ON = "interview_on", _("Interview on")
    OFFER_ON = "offer_on", _("Offer on")
    URL = "url", _("Link")
    LOCATION = "location", _("Location")
    WORK_MODE = "work_mode", _("Work mode")
    SALARY = "salary", _("Salary")
    SALARY_MIN = "salary_min", _("Salary from")
    SALARY_MAX = "salary_max", _("Salary to")
    CURRENCY = "salary_currency", _("Currency")
    PERIOD = "salary_period", _("Paid per")
    SOURCE = "source", _("Source")
    PRIORITY = "priority", _("Priority")
    TAGS = "tags", _("Tags")
    NOTE = "note", _("Notes")
    POSTING = "posting", _("Text of the posting")
    HISTORY = "history", _("History")
    ID = "id", _("Trackr ID")


DATES = (Field.SAVED_ON, Field.APPLIED_ON, Field.INTERVIEW_ON, Field.OFFER_ON, Field.STATUS_ON)
STATUSES = (Field.STATUS, Field.ENDING)
REPEATABLE = (Field.NOTE, Field.TAGS)  # that several columns may be

ALIASES: dict[str, str] = {
    Field.COMPANY: "company name | employer | employer name | organization | organisation"
    " | company organization | firm | компанія | назва компанії | роботодавець | організація",
    Field.ROLE: "job title | title | position | job position | position title | role title | job"
    " | job role | job name | vacancy | посада | роль | позиція | вакансія | назва вакансії",
    Field.STATUS: "status | application status | job status | list | list name | column | board"
    " list | state | current stage | pipeline stage | етап | статус | стадія | стан",
    Field.ENDING: "outcome | result | final result | закінчення | результат | чим закінчилося",
    Field.STATUS_ON: "status date | status changed | status changed on | status updated | moved on"
    " | last moved | outcome date | result date | response date | date of response | rejected on"
    " | date rejected | ended on | end date | closed on | дата статусу | дата відповіді"
    " | дата відмови | з якого дня",
    Field.SAVED_ON: "date saved | saved at | saved | date added | added | added on | added at"
    " | created | created at | created on | created time | date created | bookmarked on"
    " | дата додавання | дата створення | додано | створено | збережено",
    Field.APPLIED_ON: "date applied | applied | applied at | applied date | application date"
    " | date of application | date submitted | submitted on | submitted | date | дата подачі"
    " | дата відгуку | дата подання | дата заявки | подано | дата",
    Field.INTERVIEW_ON: "interview date | date of interview | interviewed on | interview at"
    " | first interview date | дата співбесіди",
    Field.OFFER_ON: "offer date | date of offer | offer at | offer received | дата оферу",
    Field.URL: "url | job url | job link | job post url | job posting url | posting url | job post"
    " | job ad | posting | posting link | listing url | link to posting | link to the posting"
    " | application link | application url | website | посилання | лінк | посилання на вакансію",
    Field.LOCATION: "city | place | job location | office | локація | місто | місце | розташування",
    Field.WORK_MODE: "remote | workplace | workplace type | work type | work model | work style"
    " | location type | remote type | onsite remote | формат | формат роботи | віддалено",
    Field.SALARY: "salary range | pay | pay range | compensation | salary expectation | wage"
    " | зарплата | оплата | вилка | зарплатна вилка",
    Field.SALARY_MIN: "min salary | minimum salary | salary min | salary low | pay min"
    " | зарплата від | мінімальна зарплата",
    Field.SALARY_MAX: "max salary | maximum salary | salary max | salary high | pay max"
    " | зарплата до | максимальна зарплата",
    Field.CURRENCY: "salary currency | валюта",
    Field.PERIOD: "salary period | pay period | per | період оплати",
    Field.SOURCE: "where found | where you found it | found on | found via | platform | job board"
    " | site | channel | applied via | applied through | how found | джерело | звідки"
    " | де знайшли | платформа | сайт",
    Field.PRIORITY: "excitement | interest | rating | importance | excitement level | stars"
    " | пріоритет | важливість | рейтинг",
    Field.TAGS: "tag | labels | label | categories | keywords | мітки | теги | позначки",
    Field.NOTE: "note | comments | comment | remarks | description notes | additional notes"
    " | нотатки | нотатка | примітки | примітка | коментар | коментарі",
    Field.POSTING: "job description | description | job text | posting text | текст вакансії"
    " | опис вакансії | опис",
    Field.HISTORY: "історія",
    Field.ID: "trackr id",
}  # fmt: skip
NAMELESS = ("name", "назва")  # a role or a company, whichever no other column names

# Headers by which an export of another tracker is known.
SHAPES: tuple[tuple[str, frozenset[str]], ...] = (
    ("Trackr", frozenset({"trackr id"})),
    ("Teal", frozenset({"job position", "excitement"})),
    ("Teal", frozenset({"job position", "date saved"})),
    ("Huntr", frozenset({"job title", "list"})),
    ("Huntr", frozenset({"job title", "list name"})),
    ("Huntr", frozenset({"title", "board", "list"})),
    ("Notion", frozenset({"created time"})),
    ("Notion", frozenset({"last edited time"})),
)


def plain(text: str) -> str:
    """A name without what does not matter: case, marks, width: “Job_Title ” is “job title”."""
    parted = CAMEL.sub(" ", unicodedata.normalize("NFKC", text))
    return BETWEEN.sub(" ", parted.casefold()).strip()


@functools.cache
def labels(choices: type[models.Choices]) -> dict[str, Any]:
    """Plain label, in each of our languages, to value; and each value by its own name."""
    found = {plain(str(value)): value for value in choices.values}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found |= {plain(str(label)): value for value, label in choices.choices}
    return found


@functools.cache
def names() -> dict[str, str]:
    """Plain header to field: our own labels in each language, and other people's names."""
    known = {
        alias.strip(): field for field, aliases in ALIASES.items() for alias in aliases.split("|")
    }
    return known | labels(Field)
