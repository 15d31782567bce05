"""The addresses of the applications room, a list per activity."""

from applications.urls import agenda, capturing, insights, people, table, tracking

app_name = "applications"

urlpatterns = [
    *agenda.urlpatterns,
    *table.urlpatterns,
    *capturing.urlpatterns,
    *people.urlpatterns,
    *insights.urlpatterns,
    *tracking.urlpatterns,
]
