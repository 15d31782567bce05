"""Resend's e-mail API: https://resend.com/docs/api-reference/emails/send-email"""

import json
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sandbox.exchange import Reply, json_reply
from sandbox.language import words
from sandbox.world import Call, Fault, Service

MAILS_PER_BATCH = 100
RECIPIENTS_PER_MAIL = 50
FIELDS = words(
    "from to subject html text cc bcc reply_to headers tags attachments scheduled_at template"
    " topic_id"
)


@dataclass
class Mailbox:
    """Mails in the order of arrival, and the idempotency keys with the body they were used for."""

    mails: list[dict[str, Any]] = field(default_factory=list)
    answers: dict[str, tuple[bytes, dict[str, Any]]] = field(default_factory=dict)


def answer(call: Call) -> Reply:
    fault = call.world.take_fault(SERVICE.name)
    if fault is not None:
        reply = _faulty(call, fault)
        if reply is not None:
            return reply
    refused = _refuse_key(call.request.headers.get("authorization", ""))
    if refused is not None:
        return refused
    if (call.request.method, call.rest) == ("POST", "/emails"):
        return _once(call, batch=False)
    if (call.request.method, call.rest) == ("POST", "/emails/batch"):
        return _once(call, batch=True)
    return _error(404, "not_found", "The requested endpoint does not exist")


def _faulty(call: Call, fault: Fault) -> Reply | None:
    match fault.name:
        case "slow":
            call.world.wait(fault.seconds())
            return None
        case "rate_limited":
            seconds = str(fault.options.get("retry_after", 1))
            headers = {"ratelimit-limit": "2", "ratelimit-remaining": "0"}
            headers |= {"ratelimit-reset": seconds, "retry-after": seconds}
            said = "Too many requests. You can only make 2 requests per second."
            return _error(429, "rate_limit_exceeded", said, headers)
        case "unauthorized":
            return _error(403, "invalid_api_key", "API key is invalid")
        case "not_json":
            return Reply(502, b"<html>Bad gateway</html>", {"content-type": "text/html"})
        case "cut":
            return Reply(cut="before")
        case _:
            return _error(500, "application_error", "An unexpected error occurred.")


def _refuse_key(authorization: str) -> Reply | None:
    if not authorization.startswith("Bearer "):
        return _error(401, "missing_api_key", "Missing API key in the authorization header")
    if not authorization.startswith("Bearer re_"):
        return _error(403, "invalid_api_key", "API key is invalid")
    return None


def _once(call: Call, batch: bool) -> Reply:
    """Deliver, unless the idempotency key was seen: the same answer then, or 409 if it differs."""
    box = call.world.keep(Mailbox)
    key = call.request.headers.get("idempotency-key")
    if key is not None and not 1 <= len(key) <= 256:
        said = "The idempotency key must be 1 to 256 characters long"
        return _error(400, "invalid_idempotency_key", said)
    if key in box.answers:
        body, given = box.answers[key]
        if body == call.request.body:
            return json_reply(given)
        said = "This idempotency key has been used with a different request body"
        return _error(409, "invalid_idempotent_request", said)
    try:
        sent = call.request.json()
    except json.JSONDecodeError:
        return _error(400, "validation_error", "The request body is not valid JSON")
    mails = sent if batch else [sent]
    problem = _problem_of_all(mails, batch)
    if problem is not None:
        return _error(422, *problem)
    ids = [_deliver(box, mail) for mail in mails]
    reply: dict[str, Any] = {"data": [{"id": mail} for mail in ids]} if batch else {"id": ids[0]}
    if key is not None:
        box.answers[key] = (call.request.body, reply)
    return json_reply(reply)


def _problem_of_all(mails: Any, batch: bool) -> tuple[str, str] | None:
    if not isinstance(mails, list) or not 1 <= len(mails) <= MAILS_PER_BATCH:
        return "validation_error", "The batch must hold 1 to 100 emails"
    for mail in mails:
        problem = _problem(mail)
        if problem is None and batch and ("attachments" in mail or "scheduled_at" in mail):
            problem = "validation_error", "Not supported in a batch: attachments, scheduled_at"
        if problem is not None:
            return problem
    return None


def _problem(mail: Any) -> tuple[str, str] | None:
    """What is wrong with one mail, as the name and the message of the API's error."""
    if not isinstance(mail, dict):
        return "validation_error", "The email must be an object"
    for name in ("from", "to", "subject"):
        if not mail.get(name):
            return "missing_required_field", f"Missing `{name}` field."
    if not mail.get("html") and not mail.get("text"):
        return "missing_required_field", "Missing `html` or `text` field."
    unknown = sorted(set(mail) - FIELDS)
    if unknown:
        return "validation_error", f"Unknown field `{unknown[0]}`."
    addresses = [mail["to"]] if isinstance(mail["to"], str) else mail["to"]
    if len(addresses) > RECIPIENTS_PER_MAIL or not all("@" in address for address in addresses):
        return "validation_error", "Invalid `to` field."
    return None


def _deliver(box: Mailbox, mail: dict[str, Any]) -> str:
    mail_id = str(uuid.uuid4())
    box.mails.append({**mail, "id": mail_id, "received_at": datetime.now(UTC).isoformat()})
    return mail_id


def _error(status: int, name: str, message: str, headers: dict[str, str] | None = None) -> Reply:
    return json_reply({"statusCode": status, "name": name, "message": message}, status, headers)


SERVICE = Service(
    name="resend",
    prefix="/resend",
    answer=answer,
    title="Resend (mail)",
    faults=("rate_limited", "server_error", "unauthorized", "slow", "not_json", "cut"),
    links=("/mail",),
)
