"""Pages that misbehave, for whoever fetches addresses given by strangers."""

import gzip
from collections.abc import Callable, Iterator
from functools import cache

from sandbox.exchange import HTML, Reply, html_reply, redirect, text_reply
from sandbox.world import Call, World

BIG = 3 * 1024 * 1024
BOMB = 64 * 1024 * 1024
DRIPS = 600  # bytes of the slow page
DRIP_SECONDS = 0.1
CYRILLIC_PAGE = "<!doctype html><title>Вакансія</title><h1>Інженер з якості</h1><p>Їжак і ґава."


def _redirect(call: Call) -> Reply:
    query = call.request.query
    return redirect(query.get("to", "/jobs/"), int(query.get("status", "302")))


def _redirect_loop(call: Call) -> Reply:
    turn = int(call.request.query.get("turn", "0")) + 1
    return redirect(f"/jobs/_odd/redirect-loop?turn={turn}")


@cache
def _bomb() -> bytes:
    return gzip.compress(b" " * BOMB, 9, mtime=0)


def _gzip_bomb(call: Call) -> Reply:
    return Reply(body=_bomb(), headers={"content-type": HTML, "content-encoding": "gzip"})


def _drip(world: World) -> Iterator[bytes]:
    for _ in range(DRIPS):
        yield b" "
        world.wait(DRIP_SECONDS)


def _slow_drip(call: Call) -> Reply:
    return Reply(headers={"content-type": HTML}, chunks=_drip(call.world))


def _wrong_content_type(call: Call) -> Reply:
    return Reply(body=b"<h1>Not an image</h1>", headers={"content-type": "image/png"})


def _no_content_type(call: Call) -> Reply:
    return Reply(body=b"<h1>Who knows</h1>")


def _big(call: Call) -> Reply:
    return html_reply("<!doctype html><title>Big</title>" + "<p>word</p>\n" * (BIG // 12))


def _windows_1251(call: Call) -> Reply:
    body = CYRILLIC_PAGE.encode("windows-1251")
    return Reply(body=body, headers={"content-type": "text/html; charset=windows-1251"})


def _too_many(call: Call) -> Reply:
    return text_reply("Slow down\n", 429, {"retry-after": "60"})


PAGES: dict[str, Callable[[Call], Reply]] = {
    "redirect": _redirect,
    "redirect-loop": _redirect_loop,
    "gzip-bomb": _gzip_bomb,
    "slow-drip": _slow_drip,
    "wrong-content-type": _wrong_content_type,
    "no-content-type": _no_content_type,
    "big": _big,
    "windows-1251": _windows_1251,
    "empty": lambda call: html_reply(""),
    "cut": lambda call: Reply(
        body=b"<h1>Half of" * 100, headers={"content-type": HTML}, cut="within"
    ),
    "404": lambda call: text_reply("Not found\n", 404),
    "500": lambda call: text_reply("Internal server error\n", 500),
    "429": _too_many,
}


def answer(call: Call, name: str) -> Reply:
    return PAGES[name](call) if name in PAGES else text_reply("No such oddity\n", 404)
