"""Plain functions that make rows, through the same methods as the product."""

import datetime

from allauth.account.models import EmailAddress

from accounts.models import User
from applications.models import (
    Application,
    Clipping,
    Contact,
    Import,
    Posting,
    Reminder,
    Round,
    SavedView,
    SentDocument,
    Tag,
    Tagging,
)
from applications.stages import Stage
from billing.models import AiConsent, Feature
from cv.models import Change, Cv, CvVersion, Tailoring
from cv.tailoring import changes

PASSWORD = "a long quiet password"

POSTING = """\
Senior Python Developer

Requirements
- 5+ years of Python and Django
- PostgreSQL, Docker
- Kubernetes in production

Nice to have
- React
"""

CV = """\
# Alice Kovalenko

alice@example.com · +380 50 123 45 67 · Kyiv

## Experience

Backend developer, Dnipro Soft, 2021 - present

- Built a Django service that serves 40,000 users a day
- Helped with Docker
- Responsible for PostgreSQL

## Skills

- Python, Django, PostgreSQL, Docker
"""


def make_user(email="alice@example.com", *, agrees=True, **fields):
    """Somebody who has agreed to every feature of the AI, unless the test is about that."""
    user = User.objects.create_user(email, PASSWORD, **fields)
    features = Feature if agrees else ()
    AiConsent.objects.bulk_create(AiConsent(user=user, feature=feature) for feature in features)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_application(
    user, *, company="Dnipro Soft", role="Backend developer", stage=Stage.SAVED, on=None, **fields
):
    application = Application(user=user, company=company, role=role, **fields)
    application.begin(stage, on or datetime.date(2026, 11, 2))
    return application


def make_posting(application, *, text=POSTING, **fields):
    return Posting.objects.create(application=application, text=text, **fields)


def make_cv(user, *, title="Backend", markdown=CV, language="en"):
    cv = Cv(user=user, title=title, language=language)
    cv.begin(markdown, CvVersion.Origin.TYPED)
    return cv


def make_tailoring(cv, posting, *proposed, answers="", **fields):
    """A finished one with its copy; `proposed` are (kind, line of the CV, text)."""
    version = cv.current()
    copy = Cv(user=cv.user, title="Tailored", language=cv.language, parent=cv)
    copy.application = posting.application
    copy.begin(version.markdown, CvVersion.Origin.TAILORED)
    tailoring = Tailoring.objects.create(
        user=cv.user, version=version, posting=posting, cv=copy, answers=answers, state="done",
        **fields,
    )  # fmt: skip
    numbers = {line: number for number, line in enumerate(version.markdown.split("\n"), 1)}
    sources = changes.Sources(version.markdown, answers)
    for position, (kind, line, text) in enumerate(proposed, 1):
        Change.objects.create(
            tailoring=tailoring, position=position, kind=kind, number=numbers[line], line=line,
            text=text, reason="It fits.", unproven=changes.facts(text, sources),
        )  # fmt: skip
    return tailoring


def make_tag(user, name="remote", *applications):
    tag = Tag.objects.create(user=user, name=name)
    Tagging.objects.bulk_create(Tagging(application=one, tag=tag) for one in applications)
    return tag


def make_contact(user, *, name="Iryna Bondar", company="Dnipro Soft", **fields):
    return Contact.objects.create(user=user, name=name, company=company, **fields)


def make_round(application, *, day=datetime.date(2026, 11, 20), planned_on=None, **fields):
    fields = {"number": application.rounds.count() + 1, "zone": "Europe/Kyiv", **fields}
    round = Round(application=application, **fields)
    round.set_day(day, planned_on or day - datetime.timedelta(days=7))
    round.save()
    application.hear_of_rounds()
    return round


def make_reminder(user, *, text="Ask Iryna", day=datetime.date(2026, 11, 18), **fields):
    return Reminder.objects.create(user=user, text=text, starts_on=day, due_on=day, **fields)


def make_document(application, *, title="CV Backend", text=CV, **fields):
    fields = {"kind": SentDocument.Kind.CV, "sent_on": datetime.date(2026, 11, 2), **fields}
    return SentDocument.objects.create(application=application, title=title, text=text, **fields)


def make_saved_view(user, *, name="Remote", query="work_mode=remote"):
    return SavedView.objects.create(user=user, name=name, query=query)


def make_import(user, *, text="Company,Role\r\nKvitka,Developer\r\n", **fields):
    return Import.objects.create(user=user, file_name="jobs.csv", text=text, **fields)


def make_clipping(user, *, html="<title>Developer at Kvitka</title>", **fields):
    return Clipping.objects.create(user=user, html=html, url="https://jobs.example/1", **fields)
