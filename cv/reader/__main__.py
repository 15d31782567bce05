"""The child program that reads one CV: bytes on stdin, JSON on stdout.

Run as `python -I cv/reader/__main__.py [import path ...]` by cv/extract.py. It knows no Django, no
database and no secret, so the worst that a hostile file can do is to end this process.
"""

import sys
from pathlib import Path

# -I starts with the interpreter's own path only; the caller names where its packages live.
sys.path.extend([str(Path(__file__).resolve().parents[2]), *sys.argv[1:]])

from cv.reader import limits  # noqa: E402 (only now can it be found)

limits.confine_process()

from cv.reader import report  # noqa: E402 (a parser may load only once the limits stand)

limits.confine_reading()

sys.stdout.write(report.answer(sys.stdin.buffer.read(limits.MAX_BYTES + 1)))
