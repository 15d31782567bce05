"""What the bank answers when it doesn't do what was asked."""


class Refusal(Exception):
    """An answer of the API with errCode and errText; nothing was done."""

    def __init__(self, status: int, code: str, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.code = code
        self.text = text


class NotNow(ValueError):
    """The deed doesn't suit the state of the invoice, such as paying an expired one."""


def bad_request(text: str) -> Refusal:
    return Refusal(400, "BAD_REQUEST", text)


def invalid_paym_info(text: str) -> Refusal:
    return Refusal(400, "INVALID_MERCHANT_PAYM_INFO", text)


def wrong_cancel_amount() -> Refusal:
    return Refusal(400, "WRONG_CANCEL_AMOUNT", "the sum can't be returned")


def token_not_found() -> Refusal:
    return Refusal(400, "TOKEN_NOT_FOUND", "card token not found")


def no_such_invoice() -> Refusal:
    return Refusal(404, "NOT_FOUND", "invoice not found")
