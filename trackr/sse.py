"""Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html"""

import re
from collections.abc import Iterator

from django.http import StreamingHttpResponse

BEGUN = b":\n\n"  # no event, but the browser sees that it is connected
LINE_END = re.compile(r"\r\n|\r|\n")


def event(name: str, data: str) -> bytes:
    """One event. Whatever the data holds, it can't begin an event or a field of its own."""
    lines = "".join(f"data: {line}\n" for line in LINE_END.split(data))
    return f"event: {name}\n{lines}\n".encode()


def response(events: Iterator[bytes]) -> StreamingHttpResponse:
    """Sends each event at once, past any proxy that would collect them."""
    return StreamingHttpResponse(
        events,
        content_type="text/event-stream; charset=utf-8",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
