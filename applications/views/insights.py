"""Insights: what the search says in numbers, and a picture of it that names nobody."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.forms.insights import PeriodForm
from applications.insights import picture, rates, sankey, survival
from applications.insights.course import Course
from applications.insights.diagnosis import diagnose
from applications.insights.flows import flows
from applications.insights.funnel import funnel
from applications.insights.reading import courses_of
from trackr.http import AuthenticatedRequest


@require_safe
def show(request: AuthenticatedRequest) -> HttpResponse:
    form = PeriodForm(request.GET)
    courses = _courses(request, form)
    between = flows(courses)
    context = {
        "form": form,
        "period": form.read(),
        "total": len(courses),
        "answers": rates.answer_rate(courses),
        "diagnosis": diagnose(courses, timezone.localdate()),
        "funnel": funnel(courses),
        "flows": between,
        "chart": sankey.draw(between),
        "sources": rates.by_source(courses),
        "cvs": rates.by_cv(courses),
        "times": survival.time_in_stages(courses),
        "answers_in_time": survival.answers_in_time(courses),
        "fewest": rates.FEWEST_FOR_COMPARISON,
    }
    return render(request, "applications/insights.html", context)


@require_safe
def share_svg(request: AuthenticatedRequest) -> HttpResponse:
    return HttpResponse(_picture(request), content_type="image/svg+xml; charset=utf-8")


@require_safe
def share_png(request: AuthenticatedRequest) -> HttpResponse:
    return HttpResponse(picture.as_png(_picture(request)), content_type="image/png")


def _picture(request: AuthenticatedRequest) -> str:
    return picture.as_svg(_courses(request, PeriodForm(request.GET)))


def _courses(request: AuthenticatedRequest, form: PeriodForm) -> list[Course]:
    return courses_of(request.user, timezone.localdate(), form.days())
