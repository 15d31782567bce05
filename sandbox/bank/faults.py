"""The API's faults: which call one strikes, whether the deed is done, what is answered."""

import json
from collections.abc import Callable

from sandbox.bank.refusals import Refusal
from sandbox.exchange import Reply, html_reply, json_reply
from sandbox.world import Call, Fault

# Those after which the bank has done what it was asked; the option `done` says otherwise.
DONE = {"slow", "error_after", "cut_after", "nonsense", "empty"}
ANSWERED = {
    "server_error": Refusal(500, "INTERNAL_ERROR", "internal server error"),
    "error_after": Refusal(500, "INTERNAL_ERROR", "internal server error"),
    "rate_limited": Refusal(429, "TMR", "too many requests"),
    "forbidden": Refusal(403, "FORBIDDEN", "forbidden"),
    "pubkey_down": Refusal(503, "INTERNAL_ERROR", "service unavailable"),
    "cancel_not_available": Refusal(500, "CANCEL_NOT_AVAILABLE", "the payment can't be cancelled"),
}
AT_HOME = {
    "pubkey_down": "merchant/pubkey",
    "pubkey_nonsense": "merchant/pubkey",
    "cancel_not_available": "invoice/cancel",
}
NAMES = (
    "slow",
    "cut_before",
    "cut_after",
    "nonsense",
    "empty",
    "html_502",
    "pubkey_nonsense",
    *ANSWERED,
)
GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"


def strikes(fault: Fault, endpoint: str) -> bool:
    """The option `on` keeps a fault waiting for one endpoint, such as "wallet/payment"."""
    on = fault.options.get("on") or AT_HOME.get(fault.name)
    return fault.name in NAMES and on in (None, endpoint, f"merchant/{endpoint}")


def faulty(call: Call, fault: Fault, do: Callable[[], Reply]) -> Reply:
    done = do() if fault.options.get("done", fault.name in DONE) else None
    match fault.name:
        case "slow":
            call.world.wait(fault.seconds())
            return done or do()
        case "cut_before" | "cut_after":
            return Reply(cut="before")
        case "nonsense":
            return html_reply("<html><body>Технічні роботи</body></html>")
        case "empty":
            return Reply()
        case "html_502":
            return html_reply(GATEWAY, 502)
        case "pubkey_nonsense":
            return json_reply({"key": json.dumps("not a key")})
        case _:
            return refused(ANSWERED[fault.name])


def refused(refusal: Refusal) -> Reply:
    return json_reply({"errCode": refusal.code, "errText": refusal.text}, refusal.status)
