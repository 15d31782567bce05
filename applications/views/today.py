"""Today, the page that opens first; and the goal of the week."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.agenda import deeds, overview
from applications.forms.agenda import GoalForm, TodayQueryForm
from trackr.http import AuthenticatedRequest, posted

MOST_SHOWN = {"interviews": 20, "due": 20, "coming": 8, "waiting": 8, "answers": 8}


@require_safe
def show(request: AuthenticatedRequest) -> HttpResponse:
    now, zone = timezone.now(), timezone.get_current_timezone()
    found = overview.of(request.user, now, zone)
    shows_all = TodayQueryForm(request.GET).wants_all()
    most = {} if shows_all else MOST_SHOWN
    context = {
        "agenda": found,
        "shows_all": shows_all,
        "shown": {name: getattr(found, name)[: most.get(name)] for name in MOST_SHOWN},
        "put_off_days": deeds.later_days(found.today, found.today),
        "back": "today",
        "goal_form": GoalForm(initial={"weekly_goal": request.user.weekly_goal}),
    }
    # The back button asks by htmx, too, but for the whole page.
    is_part = request.htmx and not request.htmx.history_restore_request
    template = "applications/today.html"
    return render(request, f"{template}#agenda" if is_part else template, context)


@require_http_methods(["GET", "POST"])
def goal(request: AuthenticatedRequest) -> HttpResponse:
    user = request.user
    form = GoalForm(posted(request), initial={"weekly_goal": user.weekly_goal})
    if request.method == "POST" and form.is_valid():
        user.weekly_goal = form.cleaned_data["weekly_goal"]
        user.save(update_fields=["weekly_goal"])
        messages.success(request, _("Saved."))
        return redirect("applications:today")
    return render(request, "applications/goal.html", {"form": form})
