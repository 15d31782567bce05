"""The addresses of the coach, a list per activity."""

from coaching.urls import chat, drafts

app_name = "coaching"

urlpatterns = [*drafts.urlpatterns, *chat.urlpatterns]
