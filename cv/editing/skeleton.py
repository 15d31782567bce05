"""A CV that is begun empty: the sections that most have, and what to write into each."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cv.editing.sections import usual_name
from cv.models import Cv, CvVersion
from cv.text.markup import escaped

SECTIONS = ("summary", "experience", "education", "skills", "languages")

# Shown in an empty field and never kept as text.
HINTS = {
    "summary": _("Two or three sentences: what you do, for how long, what you are good at."),
    "experience": _(
        "Backend developer, Dnipro Soft, Kyiv, 2021 – now\n"
        "• What you did and what came of it, with a number where there is one"
    ),
    "projects": _("What it is, what was yours in it, where it can be seen."),
    "education": _("Degree, school, years."),
    "skills": _("Python, SQL, negotiating: commas between them will do."),
    "languages": _("English: B2, Ukrainian: native"),
    "certificates": _("Its name, who gave it, the year."),
    "courses": _("Its name, who gave it, the year."),
}
OTHER_HINT = _("Plain text. A line that begins with “- ” becomes a point.")


@transaction.atomic
def begin(cv: Cv, name: str, email: str) -> CvVersion:
    """Save a new CV that somebody is going to type. What they type now is its version 1."""
    version = cv.begin(markdown(cv.language, name, email), CvVersion.Origin.TYPED)
    CvVersion.objects.filter(pk=version.pk).update(is_open=True)
    return version


def markdown(language: str, name: str, email: str) -> str:
    head = [f"# {escaped(name)}"] if name else []
    titles = [f"## {usual_name(kind, language)}" for kind in SECTIONS]
    return "\n\n".join([*head, escaped(email), *titles]) + "\n"
