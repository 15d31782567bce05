"""What changed from one analysis to the next: plain values in, plain values out."""

from dataclasses import dataclass

from cv.analysis.findings import CvAnalysis, plain
from cv.analysis.same_term import key_of
from cv.text import document


@dataclass(frozen=True)
class Progress:
    """Terms in the words of the later analysis, lines as they stood in the earlier version."""

    now_found: list[str]
    now_missing: list[str]
    unchanged: int  # of the terms that both speak of
    now_good: list[str]  # lines that could say more, and do
    gone: list[str]  # such lines that stand there no more, or not in these words
    still_weak: int

    @property
    def is_nothing(self) -> bool:
        return not (self.now_found or self.now_missing or self.now_good or self.gone)


def between(before: CvAnalysis, after: CvAnalysis, cv: str) -> Progress:
    """`cv` is the Markdown of the later version.

    What only one of the two speaks of is no change: Claude chooses anew each time.
    """
    was_missing = {key_of(word.term): word.status == "absent" for word in before.keywords}
    both = [word for word in after.keywords if key_of(word.term) in was_missing]
    now_found = [
        word.term for word in both if was_missing[key_of(word.term)] and word.status != "absent"
    ]
    now_missing = [
        word.term for word in both if not was_missing[key_of(word.term)] and word.status == "absent"
    ]
    weak = [plain(bullet.quote) for bullet in before.bullets if bullet.rewrite]
    judged = {plain(bullet.quote): bool(bullet.rewrite) for bullet in after.bullets}
    standing = _standing_in(cv) | set(judged)
    return Progress(
        now_found=now_found,
        now_missing=now_missing,
        unchanged=len(both) - len(now_found) - len(now_missing),
        now_good=[line for line in weak if judged.get(line) is False],
        gone=[line for line in weak if line not in standing],
        still_weak=sum(judged.get(line, False) for line in weak),
    )


def _standing_in(cv: str) -> set[str]:
    """Its lines with and without their markup, for a quote may leave it out."""
    read = document.lines(cv)
    return {plain(line.text) for line in read} | {
        plain(line.raw.strip().removeprefix("- ")) for line in read
    }
