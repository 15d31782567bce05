"""A sample job search for development: one person, two months, a CV and two postings."""

import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from applications.models import Application, Posting
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


@transaction.atomic
def add() -> bool:
    """Add the account with all its rows. False when it is there already."""
    if User.objects.filter(email=EMAIL).exists():
        return False
    user = User.objects.create_user(EMAIL, PASSWORD, name="Olena Marchenko")
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    for company, role, location, steps in SEARCH:
        application = Application(user=user, company=company, role=role, location=location)
        _walk(application, steps)
        if company == "Rozum AI":
            Posting.objects.create(application=application, text=POSTING, source="text")
    Cv(user=user, title="Backend", language="en").begin(CV, CvVersion.Origin.TYPED)
    return True


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
