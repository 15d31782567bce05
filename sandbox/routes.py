"""The route table: one row per service. A further service is a further module and a further row."""

from sandbox import bank, boards, claude, control, jobs, pages, resend
from sandbox.world import Service

SERVICES: tuple[Service, ...] = (
    claude.SERVICE,
    resend.SERVICE,
    jobs.SERVICE,
    boards.SERVICE,
    bank.SERVICE,
)
CONTROL = Service("control", "/_control", control.answer, logged=False)
PAGES = Service("pages", "", pages.answer, logged=False)


def find(path: str) -> Service:
    """The service whose prefix the path begins with; the sandbox's own pages take the rest."""
    for service in (*SERVICES, CONTROL):
        if path == service.prefix or path.startswith(f"{service.prefix}/"):
            return service
    return PAGES
