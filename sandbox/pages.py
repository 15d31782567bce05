"""The sandbox's own pages: what is played here, what arrived, the mails, and the fault form."""

import json
from contextlib import suppress
from typing import Any

from sandbox.bank import cabinet
from sandbox.exchange import Recorded, Reply, escape, not_found
from sandbox.look import shown, style
from sandbox.resend import Mailbox
from sandbox.world import Call, Service

RECENT = 12
SHOWN = 200
BODY_CHARACTERS = 4_000
NAV = (
    '<nav><a href="/">Sandbox</a><a href="/mail">Mail</a><a href="/bank">Bank</a>'
    '<a href="/requests">Requests</a></nav>'
)


def answer(call: Call) -> Reply:
    if call.request.method not in {"GET", "HEAD"}:
        return not_found()
    match call.rest.strip("/").split("/"):
        case [""]:
            return _shown("Sandbox", _home(call))
        case ["style.css"]:
            return style()
        case ["requests"]:
            newest = call.world.requests()[-SHOWN:][::-1]
            return _shown("Requests", f"<h1>Requests</h1>{_requests(newest, bodies=True)}")
        case ["bank"]:
            return _shown("Bank", cabinet.page(call))
        case ["mail"]:
            return _shown("Mail", _mails(call.world.keep(Mailbox).mails))
        case ["mail", mail_id]:
            mails = call.world.keep(Mailbox).mails
            mail = next((mail for mail in mails if mail["id"] == mail_id), None)
            return _shown(str(mail["subject"]), _mail(mail)) if mail else not_found()
        case _:
            return not_found()


def _shown(title: str, body: str) -> Reply:
    return shown(title, f"{NAV}<main>{body}</main>")


def _home(call: Call) -> str:
    return f"""<h1>Sandbox</h1>
<p class="quiet">The outside world of Trackr, played on this machine. Nothing here leaves it.</p>
{_services(call)}
<h2>Make something go wrong</h2>
{_fault_form(call.world.services)}
{_waiting(call)}
<h2>Recent requests</h2>
{_requests(call.world.requests()[-RECENT:][::-1])}"""


def _services(call: Call) -> str:
    rows = "".join(
        f"<tr><td>{escape(service.title)}</td><td><code>{call.base_url}{service.prefix}</code></td>"
        f"<td>{len(call.world.requests(service.name))}</td><td>{_links(service)}</td></tr>"
        for service in call.world.services
    )
    heads = "<tr><th>Service</th><th>Address</th><th>Requests</th><th>Look inside</th></tr>"
    return f'<div class="scroll"><table><thead>{heads}</thead><tbody>{rows}</tbody></table></div>'


def _links(service: Service) -> str:
    links = [f'<a href="{link}">{link.strip("/")}</a>' for link in service.links]
    log = f'<a href="/_control/requests?service={service.name}">requests as JSON</a>'
    return " · ".join([*links, log])


def _fault_form(services: tuple[Service, ...]) -> str:
    """One form per service, so that only faults which it knows can be chosen."""
    forms = []
    for service in services:
        options = "".join(f"<option>{name}</option>" for name in service.faults)
        forms.append(
            f"""<form class="fault" method="post" action="/_control/fault">
<input type="hidden" name="service" value="{service.name}">
<label>{escape(service.title)}<select name="name">{options}</select></label>
<label>Times (0: until reset)<input name="times" type="number" min="0" value="1"></label>
<button class="main">Set</button></form>"""
        )
    return "".join(forms)


def _waiting(call: Call) -> str:
    faults = call.world.faults()
    items = "".join(
        f"<li>{escape(fault.service)}: {escape(fault.name)}, {_times(fault.left)}</li>"
        for fault in faults
    )
    waiting = f"<ul>{items}</ul>" if faults else "<p>No fault is waiting.</p>"
    return f"""{waiting}<form method="post" action="/_control/reset">
<input type="hidden" name="all" value="1">
<button>Forget requests, mails and faults</button></form>"""


def _times(left: int) -> str:
    return f"{left} more" if left else "until reset"


def _requests(requests: list[Recorded], bodies: bool = False) -> str:
    if not requests:
        return "<p>Nothing has arrived yet.</p>"
    rows = "".join(
        f"<tr><td>{request.at:%H:%M:%S}</td><td>{escape(request.service)}</td>"
        f"<td><code>{escape(request.method)} {escape(request.path)}</code>"
        f"{_details(request) if bodies else ''}</td></tr>"
        for request in requests
    )
    heads = "<tr><th>Time, UTC</th><th>Service</th><th>Request</th></tr>"
    return f'<div class="scroll"><table><thead>{heads}</thead><tbody>{rows}</tbody></table></div>'


def _details(request: Recorded) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in request.shown_headers().items())
    body = request.body.decode("utf-8", "replace")
    with suppress(json.JSONDecodeError):
        body = json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    text = escape(f"{headers}\n\n{body[:BODY_CHARACTERS]}")
    return f"<details><summary>Headers and body</summary><pre>{text}</pre></details>"


def _mails(mails: list[dict[str, Any]]) -> str:
    rows = "".join(
        f'<tr><td><a href="/mail/{escape(mail["id"])}">{escape(mail["subject"])}</a></td>'
        f"<td>{escape(_addresses(mail['to']))}</td><td>{escape(mail['received_at'][11:19])}</td></tr>"
        for mail in reversed(mails)
    )
    if not rows:
        return "<h1>Mail</h1><p>No mail yet. What Trackr sends arrives here.</p>"
    heads = "<tr><th>Subject</th><th>To</th><th>Time, UTC</th></tr>"
    table = f"<table><thead>{heads}</thead><tbody>{rows}</tbody></table>"
    return f'<h1>Mail</h1><div class="scroll">{table}</div>'


def _addresses(value: Any) -> str:
    return value if isinstance(value, str) else ", ".join(map(str, value))


def _mail(mail: dict[str, Any]) -> str:
    about = "\n".join(
        f"{name}: {_addresses(mail[name])}"
        for name in ("from", "to", "cc", "bcc", "reply_to")
        if mail.get(name)
    )
    headers = "\n".join(f"{name}: {value}" for name, value in (mail.get("headers") or {}).items())
    tags = "\n".join(f"{tag['name']}={tag.get('value', '')}" for tag in mail.get("tags") or [])
    parts = [f"<h1>{escape(mail['subject'])}</h1>", f"<pre>{escape(about)}</pre>"]
    if mail.get("text"):
        parts.append(f"<h2>Text</h2><pre>{escape(mail['text'])}</pre>")
    if mail.get("html"):
        frame = (
            f'<iframe sandbox title="HTML of the mail" srcdoc="{escape(mail["html"])}"></iframe>'
        )
        parts.append(f"<h2>HTML</h2>{frame}")
    for title, text in (("Headers", headers), ("Tags", tags)):
        if text:
            parts.append(f"<h2>{title}</h2><pre>{escape(text)}</pre>")
    return "".join(parts)
