"""Ways in and out: captured postings, links, mails, tables, calendars."""

from django.urls import path

from applications.views import adding

urlpatterns = [
    path("capture/", adding.capture, name="capture"),
    path("capture/save/", adding.save_captured, name="save_captured"),
]
