"""The addresses of the coach, a list per activity."""

from coaching.urls import chat, drafts, interviews, offers

app_name = "coaching"

urlpatterns = [
    *drafts.urlpatterns,
    *interviews.urlpatterns,
    *offers.urlpatterns,
    *chat.urlpatterns,
]
