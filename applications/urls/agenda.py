"""Today, the month, next actions and reminders."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
