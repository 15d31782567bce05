"""What no log line may hold: an address that opens something for whoever knows it."""

import logging
import re

SECRET_ADDRESS = re.compile(r"(/feed/)[\w-]{16,}")


class WithoutTokens(logging.Filter):
    """Hides the token of a feed's address, wherever a line names the path of a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = record.getMessage()
        hidden = SECRET_ADDRESS.sub(r"\1…", line)
        if hidden != line:
            record.msg, record.args = hidden, ()
        return True
