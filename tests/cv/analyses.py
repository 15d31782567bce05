"""Analyses for tests, started as the product starts them, and what a stream of events says."""

from django.urls import reverse

from cv.analysis import analyse
from trackr.sse import LINE_END


def start(user, version, posting):
    payload = analyse.preview(user, version, posting)
    return analyse.start(user, version, posting, payload.digest)


def address(deed, analysis):
    return reverse(f"cv:{deed}", args=[analysis.public_id])


def events_of(body):
    """(name, data) of each event, as a browser reads them; every line is a field of the format."""
    found = []
    for block in body.decode().split("\n\n"):
        fields = [
            line.partition(": ") for line in LINE_END.split(block) if not line.startswith(":")
        ]
        assert all(name in {"event", "data"} for name, _, _ in fields if name), fields
        names = [value for name, _, value in fields if name == "event"]
        data = "\n".join(value for name, _, value in fields if name == "data")
        found += [(name, data) for name in names]
    return found


def followed(client, analysis):
    response = client.get(address("events", analysis))
    return events_of(b"".join(response.streaming_content))
