"""`python -m sandbox --port N` serves until SIGTERM or SIGINT."""

import argparse
import signal
import threading
from types import FrameType

from sandbox.server import Sandbox


def main() -> None:
    parser = argparse.ArgumentParser(prog="sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    parser.add_argument(
        "--pace", type=float, default=0.03, help="seconds between streamed pieces (default 0.03)"
    )
    chosen = parser.parse_args()
    over = threading.Event()

    def finish(signum: int, frame: FrameType | None) -> None:
        over.set()

    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGINT, finish)
    sandbox = Sandbox(chosen.port, chosen.pace, live_webhooks=True).start()
    print(sandbox.url, flush=True)
    over.wait()
    sandbox.stop()


if __name__ == "__main__":
    main()
