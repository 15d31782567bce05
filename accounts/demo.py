"""A sample job search for development: one person, two months, a CV, a posting, some coaching."""

import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from accounts import demo_coaching
from accounts.models import User
from applications import recurrence
from applications.agenda import milestones
from applications.models import Application, Contact, Posting, Reminder, Round, Tag
from applications.people import packet, rounds
from applications.recurrence import Repeat
from applications.stages import Ending, Stage
from cv.models import Cv, CvVersion

EMAIL = "demo@trackr.help"
PASSWORD = "try trackr today"  # noqa: S105  printed by bin/dev; never in production

# company, role, location, days ago it was saved, then (days ago, stage or ending) …
SEARCH: tuple[tuple[str, str, str, tuple[tuple[int, str], ...]], ...] = (
    ("Nova Poshta Digital", "Senior Python developer", "Kyiv", ((9, Stage.SAVED),)),
    ("Fjord Analytics", "Backend engineer", "Remote", ((4, Stage.SAVED),)),
    ("Kvitka", "Django developer", "Lviv", ((2, Stage.SAVED),)),
    ("Rozum AI", "Platform engineer", "Kyiv, hybrid", ((12, Stage.SAVED), (8, Stage.APPLIED))),
    ("Helsinki Grid", "Python developer", "Remote", ((15, Stage.APPLIED),)),
    ("Bohdan & Co", "Back-end developer", "Odesa", ((6, Stage.APPLIED),)),
    ("Stepova", "Data engineer", "Dnipro", ((21, Stage.APPLIED), (13, Stage.SCREENING))),
    ("Lumen Pay", "Backend engineer", "Remote", ((24, Stage.APPLIED), (10, Stage.SCREENING))),
    ("Mlyn", "Software engineer", "Kyiv", ((30, Stage.APPLIED), (20, Stage.TEST_TASK))),
    (
        "Orlan Systems", "Backend team lead", "Kyiv",
        ((38, Stage.APPLIED), (31, Stage.SCREENING), (11, Stage.INTERVIEW)),
    ),
    (
        "Tide & Timber", "Python engineer", "Remote",
        ((41, Stage.APPLIED), (33, Stage.INTERVIEW), (3, Stage.OFFER)),
    ),
    ("Zorya", "Python developer", "Kharkiv", ((47, Stage.APPLIED), (29, Ending.REJECTED))),
    ("Copper Lane", "Django engineer", "Remote", ((55, Stage.APPLIED), (25, Ending.NO_RESPONSE))),
    (
        "Arka Labs", "Backend developer", "Lviv",
        ((50, Stage.APPLIED), (40, Stage.INTERVIEW), (27, Ending.REJECTED)),
    ),
)  # fmt: skip

POSTING = """\
Rozum AI builds tools that read long documents for lawyers in Ukraine and the EU.

We are looking for a platform engineer who keeps our services quick and dull.

Requirements
- 4+ years of Python in production
- PostgreSQL: schema design, slow queries, migrations without downtime
- Docker and Kubernetes
- Experience with message queues (Kafka or RabbitMQ)
- English B2

Nice to have
- Terraform
- Experience with LLM applications

We offer
- Remote or our office in Kyiv, 24 days of holiday
"""

CV = """\
# Olena Marchenko

olena.marchenko@example.com · +380 50 123 45 67 · Kyiv
https://github.com/olena-marchenko

## Summary

Backend engineer with seven years of Python. I like boring systems that stay up.

## Experience

**Backend engineer, Dnipro Soft**
March 2021 – present

- Cut the p95 of the order API from 900 to 240 ms by rewriting its PostgreSQL queries
- Responsible for deployments to Kubernetes
- Helped new colleagues

**Python developer, Студія Веселка**
June 2018 – February 2021

- Built the Django back office that 60 people use every day
- Worked on integrations with RabbitMQ

## Education

Kyiv Polytechnic Institute, BSc in Computer Science, 2014 – 2018

## Skills

- Python, Django, PostgreSQL, Redis, Docker, Kubernetes
- English B2, Ukrainian native
"""


SOURCES = ("Djinni", "LinkedIn", "DOU", "a friend")
SALARIES = {  # a month, in dollars
    "Rozum AI": (4200, 5000), "Fjord Analytics": (4500, None), "Lumen Pay": (3800, 4600),
    "Stepova": (3200, 4000), "Tide & Timber": (4800, 4800), "Orlan Systems": (5000, 5800),
}  # fmt: skip
TAGGED = {"remote": ("Helsinki Grid", "Lumen Pay", "Tide & Timber"), "dream": ("Rozum AI",)}

# company, days from now, time, title, who interviews
ROUNDS: tuple[tuple[str, int, datetime.time | None, str, str], ...] = (
    ("Arka Labs", -38, datetime.time(11), "Call with HR", "Marta Hnatiuk"),
    ("Orlan Systems", -4, datetime.time(15), "Technical interview", "Taras Melnyk"),
    ("Orlan Systems", 1, datetime.time(12, 30), "System design", "Taras Melnyk"),
    ("Stepova", 3, None, "Call with the team lead", "Oksana Romaniuk"),
)


@transaction.atomic
def add() -> bool:
    """Add the account with all its rows. False when it is there already."""
    if User.objects.filter(email=EMAIL).exists():
        return False
    user = User.objects.create_user(EMAIL, PASSWORD, name="Olena Marchenko")
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    found = {}
    for place, (company, role, location, steps) in enumerate(SEARCH):
        application = Application(
            user=user,
            company=company,
            role=role,
            location=location,
            source=SOURCES[place % len(SOURCES)],
            priority=Application.Priority.HIGH if company in TAGGED["dream"] else 2,
            **_salary(company),
        )
        _walk(application, steps)
        found[company] = application
    Posting.objects.create(application=found["Rozum AI"], text=POSTING, source="text")
    _sort(user, found)
    _plan(user, found)
    demo_coaching.add(user, found, _send(user, found))
    milestones.sweep(timezone.now(), timezone.now() + datetime.timedelta(minutes=1))
    return True


def _salary(company: str) -> dict[str, Any]:
    if company not in SALARIES:
        return {}
    low, high = SALARIES[company]
    period = Application.SalaryPeriod.MONTH
    return {
        "salary_min": low, "salary_max": high, "salary_currency": "USD", "salary_period": period,
    }  # fmt: skip


def _sort(user: User, found: dict[str, Application]) -> None:
    for name, companies in TAGGED.items():
        tag = Tag.objects.create(user=user, name=name)
        for company in companies:
            found[company].tags.add(tag)


def _plan(user: User, found: dict[str, Application]) -> None:
    people: dict[str, Contact] = {}
    for company, days, starts, title, who in ROUNDS:
        if who not in people:
            people[who] = Contact.objects.create(user=user, name=who, company=company)
        planned = Round(
            application=found[company],
            title=title,
            day=_day(-days),
            starts=starts,
            zone=user.time_zone,
            medium=Round.Medium.VIDEO,
        )
        rounds.plan(planned, [people[who]], today=timezone.localdate())
    for text, days, repeat in (
        ("Look through Djinni and DOU", 0, Repeat.WORKING_DAYS),
        ("Ask Iryna for a reference", 2, ""),
    ):
        before = _day(1 - days)
        day = recurrence.following(repeat, before, before) or _day(-days)
        Reminder.objects.create(user=user, text=text, starts_on=day, due_on=day, repeat=repeat)


def _send(user: User, found: dict[str, Application]) -> CvVersion:
    """The CV, with each that was applied to."""
    cv = Cv(user=user, title="Backend", language="en")
    version = cv.begin(CV, CvVersion.Origin.TYPED)
    for application in found.values():
        if application.applied_on:
            packet.freeze(
                application,
                "cv",
                cv.title,
                version.markdown,
                sent_on=application.applied_on,
                origin=cv.public_id,
                origin_version=version.number,
            )
    return version


def _walk(application: Application, steps: tuple[tuple[int, str], ...]) -> None:
    (days_ago, first), *later = steps
    application.begin(first, _day(days_ago))
    for days_ago, step in later:
        if step in Stage.values:
            application.move(step, _day(days_ago))
        else:
            application.end(step, _day(days_ago))


def _day(days_ago: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days_ago)
