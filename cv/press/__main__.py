"""The child program that sets one CV in type: JSON on stdin, a line of JSON and bytes on stdout.

Run as `python -I cv/press/__main__.py [import path ...]` by cv/export/pdf.py. Typst is 80 MB
and keeps what it has set; here it goes when the CV is done, and no CV can cost more than the
limits of this process.
"""

import sys
from pathlib import Path

# -I starts with the interpreter's own path only; the caller names where its packages live.
sys.path.extend([str(Path(__file__).resolve().parents[2]), *sys.argv[1:]])

from cv.reader import limits  # noqa: E402 (only now can it be found)

limits.confine_process()

from cv.press import setting  # noqa: E402 (Typst may load only once the limits stand)

sys.stdout.buffer.write(setting.answer(sys.stdin.buffer.read()))
