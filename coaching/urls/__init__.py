from coaching.urls import chat

app_name = "coaching"

urlpatterns = [*chat.urlpatterns]
