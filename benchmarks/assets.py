"""What a browser with nothing cached fetches besides a page: styles, scripts, their imports."""

import gzip
import posixpath
import re
from collections.abc import Callable

NAMED = re.compile(r'(?:<link [^>]*?href|<script [^>]*?src)="/static/([^"]+)"')
IMPORTED = re.compile(r'^(?:import|export)\b[^;]*?"(\./[^"]+)"', re.MULTILINE)


def first_view(page: str, read: Callable[[str], bytes]) -> dict[str, int]:
    """How many files, how many bytes, and how many of them gzipped. `read` finds a file by name."""
    files: dict[str, bytes] = {}
    wanted = NAMED.findall(page)
    while wanted:
        name = wanted.pop()
        if name not in files:
            files[name] = read(name)
            wanted += _imports(name, files[name])
    return {
        "requests": len(files),
        "bytes": sum(map(len, files.values())),
        "gzipped": sum(len(gzip.compress(file, 6)) for file in files.values()),
    }


def _imports(name: str, file: bytes) -> list[str]:
    if not name.endswith(".js"):
        return []
    folder = posixpath.dirname(name)
    return [posixpath.normpath(f"{folder}/{one}") for one in IMPORTED.findall(file.decode())]
