from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class TrackrConfig(AppConfig):
    name = "trackr"

    def ready(self) -> None:
        from trackr import checks  # noqa: F401  registers the system checks


class TrackrAdminConfig(AdminConfig):
    default_site = "trackr.admin_site.TrackrAdminSite"
