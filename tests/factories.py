"""Plain functions that make rows, through the same methods as the product."""

import datetime

from allauth.account.models import EmailAddress

from accounts.models import User
from applications.models import Application, Posting
from applications.stages import Stage
from cv.models import Cv, CvVersion

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


def make_user(email="alice@example.com", **fields):
    user = User.objects.create_user(email, PASSWORD, **fields)
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
