"""How much a CV may cost, and the process limits that hold when a parser does not."""

import resource
from pathlib import Path

MB = 1024 * 1024

MAX_BYTES = 4 * MB
MAX_PAGES = 30
MAX_CHARACTERS = 200_000
MAX_LINES = 20_000
MAX_LINKS = 300
MAX_PARTS = 2_000
MAX_PART_BYTES = 20 * MB
MAX_UNZIPPED_BYTES = 40 * MB

ADDRESS_SPACE_BYTES = 512 * MB  # while the parsers load
# Of address space that reading one file may add. With what the libraries had mapped and touch only
# now, it uses less than 200 MB of memory more than at rest.
READING_BYTES = 190 * MB
CPU_SECONDS = 10
OPEN_FILES = 32


def confine_process() -> None:
    """Limit this process for good; call it before a parser is imported."""
    for kind, limit in (
        (resource.RLIMIT_AS, ADDRESS_SPACE_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower(kind, limit)


def confine_reading() -> None:
    """Once the parsers are loaded: what this process has now, and no more than a file may add."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:  # not Linux: the wider limit stays
        return
    _lower(resource.RLIMIT_AS, pages * resource.getpagesize() + READING_BYTES)


def _lower(kind: int, limit: int) -> None:
    _, ceiling = resource.getrlimit(kind)
    if ceiling != resource.RLIM_INFINITY:
        limit = min(limit, ceiling)
    resource.setrlimit(kind, (limit, limit))
