"""Server-sent events on the wire."""

import pytest

from trackr import sse


def test_event_has_its_name_and_its_data():
    assert sse.event("found", "<p>Ü</p>") == "event: found\ndata: <p>Ü</p>\n\n".encode()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_data_cannot_begin_an_event_of_its_own(end):
    data = f"a{end}{end}event: over{end}data: x"
    assert sse.event("found", data) == (
        b"event: found\ndata: a\ndata: \ndata: event: over\ndata: data: x\n\n"
    )


def test_response_is_neither_kept_nor_collected():
    response = sse.response(iter([b"x"]))
    assert response["Content-Type"] == "text/event-stream; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert response["X-Accel-Buffering"] == "no"
