"""A job board with postings in all shapes, and under _odd/ the pages that fetchers dread."""

from sandbox import job_markup, odd_pages
from sandbox.exchange import Reply, escape, html_reply, not_found, redirect, text_reply
from sandbox.look import page
from sandbox.postings import Posting, all_postings, by_slug
from sandbox.world import Call, Service

MODES = {
    "en": {"office": "On site", "hybrid": "Hybrid", "remote": "Remote"},
    "uk": {"office": "В офісі", "hybrid": "Гібридно", "remote": "Віддалено"},
}
APPLY = {"en": "Apply for this job", "uk": "Відгукнутися"}
EXPIRED = {"en": "This position has been filled.", "uk": "Вакансію закрито."}


def answer(call: Call) -> Reply:
    fault = call.world.take_fault(SERVICE.name)
    if fault is not None and fault.name == "server_error":
        return text_reply("Internal server error\n", 500)
    if fault is not None and fault.name == "cut":
        return Reply(cut="before")
    if fault is not None:
        call.world.wait(fault.seconds())
    if not call.rest:
        return redirect("/jobs/")
    path = call.rest.strip("/")
    if path.startswith("_odd/"):
        return odd_pages.answer(call, path.removeprefix("_odd/"))
    return _posting(call, path) if path else html_reply(_index())


def _posting(call: Call, slug: str) -> Reply:
    posting = by_slug(slug)
    if posting is None:
        return not_found()
    shape = call.request.query.get("shape", posting.shape)
    if shape not in job_markup.HEADS:
        return not_found()
    return html_reply(posting_page(posting, shape, f"{call.base_url}/jobs/{slug}"))


def posting_page(posting: Posting, shape: str, address: str) -> str:
    """The page of one posting as a company would publish it, with the noise around it."""
    head = job_markup.HEADS[shape](posting, address)
    body = job_markup.microdata(posting) if shape == "microdata" else _article(posting)
    closed = f'<p class="note">{EXPIRED[posting.language]}</p>' if posting.open_for < 0 else ""
    return page(
        f"{posting.title} – {posting.company}",
        f"""<nav><a href="/jobs/">{escape(posting.company)}</a></nav>
<main>{closed}
{body}
<p><a class="button" href="mailto:jobs@{posting.token}.example">{APPLY[posting.language]}</a></p>
</main>
<footer>© {escape(posting.company)}. An invented company of the sandbox.</footer>""",
        head=head,
        language=posting.language,
    )


def _article(posting: Posting) -> str:
    where = ", ".join(filter(None, [posting.city, MODES[posting.language][posting.mode]]))
    return f"""<h1>{escape(posting.title)}</h1>
<p class="quiet">{escape(posting.company)} · {escape(where)}</p>
{posting.html()}"""


def _index() -> str:
    rows = "\n".join(
        f'<tr><td><a href="/jobs/{posting.slug}">{escape(posting.title)}</a></td>'
        f"<td>{escape(posting.company)}</td><td>{escape(posting.shape)}</td></tr>"
        for posting in all_postings()
    )
    odd = "\n".join(f'<li><a href="/jobs/_odd/{name}">{name}</a></li>' for name in odd_pages.PAGES)
    return page(
        "Job board",
        f"""<nav><a href="/">Sandbox</a></nav>
<main><h1>Job board</h1>
<p class="quiet">Invented postings. Add ?shape=… to a page to see it in another shape.</p>
<table><thead><tr><th>Job</th><th>Company</th><th>Shape</th></tr></thead>
<tbody>{rows}</tbody></table>
<h2>Pages that misbehave</h2><ul class="columns">{odd}</ul></main>""",
    )


SERVICE = Service(
    name="jobs",
    prefix="/jobs",
    answer=answer,
    title="Job board",
    faults=("server_error", "slow", "cut"),
    links=("/jobs/",),
)
