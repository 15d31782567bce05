"""The table: searching, filtering, changing many at once; and the bin."""

from django.urls import path

from applications.views import bin, table

urlpatterns = [
    path("applications/", table.show, name="table"),
    path("applications/bin/", bin.show, name="bin"),
]
