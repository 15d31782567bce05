"""The lock against the sandbox's tailoring, honest and fabricating, through the real client."""

from difflib import SequenceMatcher

import pytest

from cv.fact_lock import Unproven, unproven
from cv.sending import prompts
from cv.tailoring.proposals import CvTailoring
from sandbox import inventions
from sandbox.postings import all_postings
from tests.cv.inventions import cases
from trackr import claude

PEOPLE = {"en": ((0, 2, 4, 6), (1, 8, 11, 12)), "uk": ((15, 16, 17, 18), (19, 20, 23, 24))}


def posting_in(language):
    return next(posting.text() for posting in all_postings() if posting.language == language)


def tailored(cv, posting, answers="", language="en"):
    prompt = prompts.tailoring(cv, posting, answers, language)
    question = claude.Question(
        model="claude-haiku-5-5",
        system=prompt.system,
        message=prompt.message,
        max_tokens=16_000,
        user_key="opaque",
    )
    return claude.ask(question, CvTailoring).value.changes


def joined(numbers):
    """One long CV made of the points of several short ones."""
    everyone = cases.read("train")
    return "\n".join(everyone[number].sources[0] for number in numbers)


def test_fabricating_sandbox_is_caught(sandbox):
    figures = cases.Figures()
    kinds = inventions.names()
    for language, groups in PEOPLE.items():
        for cv in map(joined, groups):
            start = 0
            while start < len(kinds):
                sandbox.fault("anthropic", "invention", start=start)
                changes = tailored(cv, posting_in(language), language=language)
                for number, change in enumerate(changes, start):
                    found = unproven(change.text, [cv], today=cases.TODAY)
                    is_caught = _overlaps(found, change.line, change.text)
                    figures.count(kinds[number % len(kinds)], change.text, is_caught)
                start += len(changes)
    print(f"sandbox: {len(figures.of)} kinds, {figures.caught_share:.1%} caught", figures.missed)
    assert len(figures.of) == len(kinds) >= 50
    assert all(times >= 4 for times in figures.of.values())  # two CVs in each language
    assert figures.caught_share >= 0.95


def test_honest_sandbox_is_let_pass(sandbox):
    figures = cases.Figures()
    for case in cases.read("train") + cases.read("heldout"):
        cv, *answers = case.sources
        told = "\n".join(answers)
        for change in tailored(cv, posting_in(case.language), told, case.language):
            figures.count_honest(change.text, unproven(change.text, case.sources))
    print(f"sandbox, honest: {figures.alarm_share:.1%} of {figures.honest}", figures.alarms)
    assert figures.honest >= 40
    assert figures.alarm_share <= 0.05


@pytest.mark.parametrize("kind", ["raised_percent", "c_level"])
def test_one_kind_of_invention_can_be_asked_for(sandbox, kind):
    cv = "## Experience\n- Cut costs by 20 %\n- Helped with sales of 7 %"
    sandbox.fault("anthropic", "invention", kind=kind)
    changes = tailored(cv, "Costs")
    expected = {
        "raised_percent": ["- Cut costs by 43 %", "- Helped with sales of 17 %"],
        "c_level": ["- CTO: cut costs by 20 %", "- CTO: helped with sales of 7 %"],
    }
    assert [change.text for change in changes] == expected[kind]
    assert [change.line for change in changes] == cv.split("\n")[1:]


def _overlaps(found: list[Unproven], line: str, text: str) -> bool:
    """Whether a piece stands where the text differs from the true line."""
    matcher = SequenceMatcher(a=line, b=text, autojunk=False)
    changed = {
        place
        for tag, _, _, start, stop in matcher.get_opcodes()
        if tag != "equal"
        for place in range(start, stop)
    }
    return any(changed.intersection(range(one.start, one.stop)) for one in found)
