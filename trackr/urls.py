"""Every address of Trackr."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from trackr import cron, health, pages

public = (
    [
        path("", pages.landing, name="landing"),
        path("privacy/", pages.privacy, name="privacy"),
        path("terms/", pages.terms, name="terms"),
    ],
    "pages",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(public)),
    path("", include("accounts.urls")),
    path("", include("applications.urls")),
    path("cvs/", include("cv.urls")),
    path("coach/", include("coaching.urls")),
    path("", include("billing.urls")),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("internal/cron/<slug:door>/", cron.open_door, name="cron"),
    path("internal/health/", health.page, name="health"),
    path("internal/health/live/", health.live, name="health_live"),
]

handler400 = "trackr.errors.bad_request"
handler500 = "trackr.errors.server_error"
