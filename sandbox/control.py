"""The knobs: faults, reset and the request log, over HTTP for bin/dev and for the page's form."""

from typing import Any

from sandbox.bank import cabinet
from sandbox.exchange import JSON, Recorded, Reply, fields, json_reply, not_found, redirect
from sandbox.resend import Mailbox
from sandbox.world import Call


def answer(call: Call) -> Reply:
    match call.request.method, call.rest:
        case "POST", "/fault":
            return _fault(call)
        case "POST", "/reset":
            call.world.reset()
            return _done(call)
        case "POST", deed if deed.startswith("/bank/"):
            return _bank(call, deed.removeprefix("/bank/"))
        case "GET", "/requests":
            service = call.request.query.get("service") or None
            return json_reply([_as_dict(request) for request in call.world.requests(service)])
        case "GET", "/mails":
            return json_reply(call.world.keep(Mailbox).mails)
        case _:
            return not_found()


def _fault(call: Call) -> Reply:
    wanted = fields(call.request)
    try:
        call.world.set_fault(
            str(wanted.get("service", "")),
            str(wanted.get("name", "")),
            int(wanted.get("times", 1)),
            _options(wanted),
        )
    except ValueError as problem:
        return json_reply({"error": str(problem)}, 400)
    return _done(call)


def _bank(call: Call, deed: str) -> Reply:
    try:
        cabinet.do(call, deed)
    except (LookupError, ValueError) as problem:
        return json_reply({"error": str(problem)}, 400)
    return _done(call, "/bank")


def _options(wanted: dict[str, Any]) -> dict[str, Any]:
    """Options may stand in their own object or beside the fault's name, as in Python."""
    named = {"service", "name", "times", "options"}
    beside = {key: value for key, value in wanted.items() if key not in named}
    return {**beside, **(wanted.get("options") or {})}


def _done(call: Call, page: str = "/") -> Reply:
    if call.request.headers.get("content-type", "").startswith(JSON) or not call.request.body:
        return json_reply({"ok": True})
    return redirect(page, 303)


def _as_dict(request: Recorded) -> dict[str, Any]:
    return {
        "service": request.service,
        "method": request.method,
        "path": request.path,
        "query": request.query,
        "headers": request.shown_headers(),
        "body": request.body.decode("utf-8", "replace"),
        "at": request.at.isoformat(),
    }
