"""Courses made by hand: `course("interview", ending="rejected")`."""

import datetime

from applications.insights import course as courses
from applications.ledger import Entry, Kind

TODAY = datetime.date(2026, 11, 18)


def days_ago(days):
    return TODAY - datetime.timedelta(days=days)


def course(furthest="applied", *, ago=60, since=None, answered=None, **fields):
    """Sent 60 days ago; an answer is there when it got further than that, unless said otherwise."""
    if answered is None:
        answered = furthest != "applied" or fields.get("ending") == "rejected"
    return courses.Course(
        **{
            "applied_on": days_ago(ago),
            "furthest": furthest,
            "stages": courses.stages([], furthest),
            "since": days_ago(ago if since is None else since),
            "answered_on": days_ago(since or ago) if answered else None,
            **fields,
        }
    )


def moves(*said):
    """moves(("applied", 30), ("-rejected", 10)): a name, days ago; a minus marks an ending."""
    return [
        Entry(
            number,
            Kind.ENDING if name.startswith("-") else Kind.STAGE,
            days_ago(ago),
            stage="" if name.startswith("-") else name,
            ending=name[1:] if name.startswith("-") else "",
        )
        for number, (name, ago) in enumerate(said)
    ]
