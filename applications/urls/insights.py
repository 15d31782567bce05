"""Numbers."""

from django.urls import URLPattern, path

from applications.views import insights

urlpatterns: list[URLPattern] = [
    path("insights/", insights.show, name="insights"),
    path("insights/picture.svg", insights.share_svg, name="insights_svg"),
    path("insights/picture.png", insights.share_png, name="insights_png"),
]
