"""How much a CV may cost, and the process limits that hold when a parser does not."""

import resource

MB = 1024 * 1024

MAX_BYTES = 4 * MB
MAX_PAGES = 30
MAX_CHARACTERS = 200_000
MAX_LINES = 20_000
MAX_PARTS = 2_000
MAX_PART_BYTES = 20 * MB
MAX_UNZIPPED_BYTES = 40 * MB

ADDRESS_SPACE_BYTES = 512 * MB
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
        _, ceiling = resource.getrlimit(kind)
        if ceiling != resource.RLIM_INFINITY:
            limit = min(limit, ceiling)
        resource.setrlimit(kind, (limit, limit))
