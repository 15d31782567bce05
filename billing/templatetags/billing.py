"""What pages of every room may say of paying."""

from django import template
from django.template import Context
from django.utils import timezone

from billing import money
from billing import trouble as troubles
from billing.trouble import Trouble

register = template.Library()


@register.filter
def hryvnias(kopiykas: int) -> str:
    """249 UAH out of 24900, in the reader's language."""
    return money.shown(kopiykas)


@register.inclusion_tag("billing/_banner.html", takes_context=True)
def payment_banner(context: Context) -> dict[str, Trouble | bool | None]:
    """That a renewal failed and what helps, as long as access lasts. One query; it shows nothing
    to whoever is not in trouble."""
    request = context["request"]
    trouble = troubles.of(request.user, timezone.now()) if request.user.is_authenticated else None
    return {"trouble": trouble, "is_at_home": request.resolver_match.view_name == "billing:page"}
