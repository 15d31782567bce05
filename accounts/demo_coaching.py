"""What the person of the sample job search did at the coach: a letter, two stories, an offer.

All of it by hand: no call was made for it, and none is counted.
"""

import datetime
from decimal import Decimal

from django.utils import timezone, translation

from accounts.models import User
from applications.models import Application
from coaching.models import Criterion, Draft, DraftVersion, Offer, Rating, Story
from coaching.offers import choosing
from cv.models import CvVersion

SUBJECT = "My application of two weeks ago"
LETTER = """\
Hello,

Two weeks ago I applied to Helsinki Grid as a Python developer, and I am still interested.

I have written Python for seven years, the last ones at Dnipro Soft, where I cut the p95 of the \
order API from 900 to 240 ms.

Could you tell me whether the role is still open, and when you expect to decide?

Kind regards,
Olena Marchenko"""

# title, situation, task, action, result
STORIES = (
    (
        "The order API that took a second",
        "At Dnipro Soft the order API answered in 900 ms at the 95th percentile, and shops"
        " complained at every sale.",
        "I was to make it quick without new machines and without a day of downtime.",
        "I measured the slowest queries, rewrote four of them in PostgreSQL, added two indexes and"
        " let the old and the new ones run side by side for a week.",
        "The p95 fell to 240 ms, and the complaints stopped before the next sale.",
    ),
    (
        "A back office that 60 people had to like",
        "Студія Веселка ran its orders in spreadsheets that were broken every few days.",
        "I was to replace them with a Django back office in four months.",
        "I sat beside five colleagues for a day each, built the two screens that they used most"
        " first, and moved one team a week.",
        "All 60 people worked in it by the end, and nobody asked for the spreadsheets again.",
    ),
)

OFFERED_BY, DAYS_TO_ANSWER = "Tide & Timber", 6
RATINGS = (  # of the six criteria that the page proposes, in their order
    (7, "4,800 is what I asked for"),
    (8, "maps of forests; small services"),
    (9, "I liked both who interviewed me"),
    (5, ""),
    (9, "remote, four days in the office a year"),
    (None, ""),
)


def add(user: User, found: dict[str, Application], version: CvVersion) -> None:
    """`found`: the applications by their company; `version`: of the CV that was sent."""
    draft = Draft.objects.create(
        user=user,
        application=found["Helsinki Grid"],
        kind=Draft.Kind.FOLLOW_UP,
        language="en",
        length=Draft.Length.SHORT,
        version=version,
    )
    draft.write(SUBJECT, LETTER, DraftVersion.Origin.EDITED, base=0)
    for title, situation, task, action, result in STORIES:
        Story.objects.create(
            user=user, title=title, situation=situation, task=task, action=action, result=result
        )
    _offer(user, found[OFFERED_BY])


def _offer(user: User, application: Application) -> None:
    with translation.override("en"):  # as all of the sample is
        choosing.begin_criteria(user)
    offer = Offer.objects.create(
        application=application,
        gross=Decimal(4800),
        net=Decimal(4560),
        currency="USD",
        extra_gross=Decimal(2000),
        answer_by=timezone.localdate() + datetime.timedelta(days=DAYS_TO_ANSWER),
        note="The contract is as a sole proprietor; they pay for the accountant.",
    )
    Rating.objects.bulk_create(
        Rating(offer=offer, criterion=criterion, points=points, reason=reason)
        for criterion, (points, reason) in zip(Criterion.objects.of(user), RATINGS, strict=True)
    )
