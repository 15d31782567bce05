"""Reads the courses of a person's applications out of the rows, in three queries."""

import datetime
from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from applications.insights import course
from applications.insights.course import Course, SentCv
from applications.ledger import MOVES, Kind
from applications.models import ApplicationQuerySet, Event, SentDocument
from applications.stages import EARLIEST, Ending

if TYPE_CHECKING:
    from accounts.models import User

READ = ("pk", "applied_on", "furthest_stage", "since", "ending", "answered_on", "source")

Sent = tuple[datetime.date, SentCv]


def courses_of(user: "User", today: datetime.date, days: int | None = None) -> list[Course]:
    """Of all that went past Saved, or of those that did so in the last `days`."""
    # By the furthest stage: who was hired out of Saved went past it on that very day.
    sent = user.applications.kept().exclude(furthest_stage=EARLIEST)
    if days is not None:
        first = today - datetime.timedelta(days=days)
        sent = sent.filter(Q(applied_on__gte=first) | Q(applied_on=None, since__gte=first))
    kinds = [*MOVES, Kind.CORRECTION, Kind.RETRACTION]
    entries, cvs = Event.objects.ledgers(sent, kinds), _cvs(sent)
    courses = []
    for pk, applied_on, furthest, since, ending, answered_on, source in sent.values_list(*READ):
        moves = course.moves(entries[pk])
        answered = since if ending == Ending.ACCEPTED and answered_on is None else answered_on
        courses.append(
            Course(
                applied_on=applied_on or since,
                furthest=furthest,
                stages=course.stages(moves, furthest),
                since=since,
                ending=ending,
                answered_on=answered,
                spells=course.spells(moves, today),
                source=source,
                cv=_deciding(cvs[pk], answered),
            )
        )
    return courses


def _cvs(sent: ApplicationQuerySet) -> dict[int, list[Sent]]:
    found: defaultdict[int, list[Sent]] = defaultdict(list)
    cvs = SentDocument.objects.filter(
        application__in=sent.values("pk"), kind=SentDocument.Kind.CV
    ).order_by("sent_on", "pk")
    read = cvs.values_list("application_id", "sent_on", "title", "origin", "origin_version")
    for application, sent_on, title, origin, version in read:
        found[application].append((sent_on, SentCv(title, str(origin or ""), version)))
    return found


def _deciding(cvs: list[Sent], answered_on: datetime.date | None) -> SentCv | None:
    """The newest one that the employer had when the answer came."""
    before = [cv for sent_on, cv in cvs if answered_on is None or sent_on <= answered_on]
    return before[-1] if before else cvs[0][1] if cvs else None
