"""Contacts, interview rounds, what was sent, the record."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
