"""A preparation and a mock interview as Markdown: each text of the AI marked as one, and inert."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.interviews import report as reporting
from coaching.interviews.scoring import BEST, CRITERIA
from coaching.models import Mock, MockTurn, Preparation, Question
from cv.text.markup import escaped
from trackr import ai_mark

MARK = ai_mark.in_markdown(ai_mark.WRITTEN)


def preparation_of(preparation: Preparation) -> str:
    title = _("Interview preparation: %(application)s")
    lines = [
        *_head(title % {"application": preparation.application}),
        *_questions(preparation),
        *_list(_("Find out before"), "topic", preparation.research),
        *_list(_("Ask them"), "question", preparation.to_ask),
    ]
    return "\n".join(lines) + "\n"


def mock_of(mock: Mock) -> str:
    report = reporting.report_of(mock)
    day = f"{timezone.localtime(mock.created_at):%Y-%m-%d}"
    title = _("Mock interview: %(application)s, %(day)s")
    lines = [
        *_head(title % {"application": mock.preparation.application, "day": day}),
        *_means(report),
        *(line for turn in report.turns for line in _turn(turn)),
    ]
    return "\n".join(lines) + "\n"


def _head(title: str) -> Iterator[str]:
    yield from (
        *ai_mark.front_matter(title, ai_mark.WRITTEN),
        "",
        f"# {escaped(title)}",
        "",
        _("Written by Claude, an AI. It is advice: check it."),
    )


def _questions(preparation: Preparation) -> Iterator[str]:
    found = list(preparation.questions.select_related("story"))
    for kind in Question.Kind:
        asked = [one for one in found if one.kind == kind]
        if asked:
            yield from ("", f"## {kind.label}", "", MARK, "")
            yield from (line for one in asked for line in _question(one))


def _question(question: Question) -> Iterator[str]:
    yield f"- {escaped(question.text)}"
    yield f"  - {_('Why:')} {escaped(question.why)}"
    if question.hint:
        yield f"  - {_('From your CV:')} {escaped(question.hint)}"
    if question.story:
        yield f"  - {_('Your story:')} {escaped(question.story.title)}"
        for label, told in question.story.steps:
            yield f"    - {label}: {escaped(' '.join(told.split()))}"


def _list(title: str, name: str, rows: list[dict[str, str]]) -> Iterator[str]:
    if rows:
        yield from ("", f"## {title}", "", MARK, "")
        for row in rows:
            yield f"- {escaped(row[name])}"
            yield from [f"  - {_('Why:')} {escaped(row['why'])}"] if row["why"] else []


def _means(report: reporting.Report) -> Iterator[str]:
    count = report.scored
    said = ngettext("Means of %(count)s answer", "Means of %(count)s answers", count)
    yield from ("", f"## {said % {'count': count}}", "")
    for mean in report.means:
        value = number_format(mean.value, 1)
        yield f"- {mean.label}: {_('%(score)s of %(best)s') % {'score': value, 'best': BEST}}"


def _turn(turn: MockTurn) -> Iterator[str]:
    yield from ("", f"## {turn.number}. {escaped(turn.question['text'])}", "")
    if turn.is_skipped:
        yield _("Skipped.")
        return
    yield from (f"### {_('Your answer')}", "")
    yield from (escaped(line) for line in turn.answer.splitlines())
    yield ""
    if not turn.is_scored:
        yield _("Not scored.")
        return
    yield from (f"### {_('Scored by Claude, an AI')}", "", MARK, "")
    for name, label in CRITERIA.items():
        one = turn.scores[name]
        points = _("%(score)s of %(best)s") % {"score": one["score"], "best": BEST}
        yield f"- {label}, {points}: {escaped(one['reason'])}"
    if turn.better:
        yield from ("", f"{_('Change first:')} {escaped(turn.better)}")
