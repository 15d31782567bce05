"""The published formula. The page /score/formula/ is made of these very values."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from cv.score.shapes import Words

ALL = 100
BESIDE_A_POSTING = 60  # what the parts of the CV itself are worth when there is a posting
COVERAGE = ALL - BESIDE_A_POSTING

# Terms of a posting.
FEWEST_TERMS = 6  # under it there is no comparison
MUST_WEIGHT = 2
NICE_WEIGHT = 1  # a plus, or named among the duties only
TITLE_WEIGHT = 1  # on top, for what the title of the posting names
SOFT_WEIGHT = 1  # personal qualities, wherever they stand
LISTED_PERCENT = 80  # of the weight, for what a list names and no sentence shows
LISTED_MOST_PERCENT = 40  # of all weights that lists can bring together
SHOWN_BY_A_LINE = 3  # terms that one sentence can show; the others in it are a list
WORDS_OF_A_SENTENCE = 4  # besides the terms
PASTED_WORDS = 4  # in a row, besides the terms: as many as the posting's are copied from it
PASTED_PERCENT = 60  # of the words of the line

# The CV itself.
LONGEST_LINE = 60  # words
SAID_SHORTLY = 40  # words of a bullet
WORDS_OF_A_BULLET = 3
FEWEST_WORDS, MOST_WORDS = 200, 900
WORDS_PER_HALF_POINT_OVER = 25
MONTHS_OUT_OF_ORDER = 12


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at; `each` is what one line gains or costs."""

    code: str
    most: float
    label: Words
    each: float = 0.0


@dataclass(frozen=True, slots=True)
class PartOfFormula:
    key: str
    label: Words
    checks: tuple[Check, ...]

    @property
    def most(self) -> float:
        return sum(check.most for check in self.checks)

    @property
    def most_beside_a_posting(self) -> float:
        return self.most * BESIDE_A_POSTING / ALL


PARTS: tuple[PartOfFormula, ...] = (
    PartOfFormula("parsing", _("Readable by a program"), (
        Check("name_first", 4, _("The text begins with your name")),
        Check("letters", 4, _("Letters are letters: no icons, no broken characters"), 1),
        Check("layout", 6, _("One column, no tables, no text boxes"), 2),
        Check("whole", 2, _("The whole file could be read")),
        Check("lines", 4, _("No endless lines"), 1),
    )),
    PartOfFormula("sections", _("Sections"), (
        Check("experience", 6, _("Experience, or projects in its place")),
        Check("education", 4, _("Education")),
        Check("skills", 3, _("Skills")),
        Check("headings", 2, _("Headings that programs know"), 0.5),
    )),
    PartOfFormula("contact", _("Contact"), (
        Check("email", 6, _("E-mail address")),
        Check("phone", 5, _("Phone number")),
        Check("link", 4, _("Link to a profile or a portfolio")),
    )),
    PartOfFormula("dates", _("Dates and order"), (
        Check("dated", 6, _("Experience has dates, from when until when")),
        Check("one_form", 3, _("Months are written in one way"), 1),
        Check("order", 4, _("The newest comes first, section by section"), 2),
        Check("possible", 2, _("Nothing begins in the future or ends before it begins"), 1),
    )),
    PartOfFormula("bullets", _("Bullets and numbers"), (
        Check("bullets", 8, _("Work is told in bullets"), 1),
        Check("numbers", 10, _("Bullets with a number: how many, how much, how fast"), 2),
        Check("short", 2, _("Bullets are short"), 0.5),
    )),
    PartOfFormula("length", _("Length"), (
        Check("length", 15, _("About one or two pages")),
    )),
)  # fmt: skip

CHECKS = {check.code: check for part in PARTS for check in part.checks}
