"""How money is written for people."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def shown(kopiykas: int) -> str:
    """249 UAH, or 249.50 UAH, in the reader's language."""
    hryvnias, rest = divmod(kopiykas, 100)
    if rest:
        # Both parts are whole numbers: nothing is rounded on the way.
        number = number_format(f"{hryvnias}.{rest:02}", decimal_pos=2, force_grouping=True)
    else:
        number = number_format(hryvnias, force_grouping=True)
    return _("%(sum)s UAH") % {"sum": number}
