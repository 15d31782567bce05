"""The table: searching, filtering, changing many at once; and the bin."""

from django.urls import path

from applications.views import bin, bulk, saved_views, table, tags

urlpatterns = [
    path("applications/", table.show, name="table"),
    path("applications/bin/", bin.show, name="bin"),
    path("applications/bulk/move/", bulk.move, name="bulk_move"),
    path("applications/bulk/end/", bulk.end, name="bulk_end"),
    path("applications/bulk/tag/", bulk.tag, name="bulk_tag"),
    path("applications/bulk/untag/", bulk.untag, name="bulk_untag"),
    path("applications/bulk/priority/", bulk.prioritise, name="bulk_prioritise"),
    path("applications/bulk/delete/", bulk.throw_away, name="bulk_throw_away"),
    path("applications/bulk/undo/<str:mark>/", bulk.undo, name="bulk_undo"),
    path("applications/views/", saved_views.show, name="saved_views"),
    path("applications/views/add/", saved_views.add, name="save_view"),
    path("applications/views/<uuid:view_id>/rename/", saved_views.rename, name="rename_view"),
    path("applications/views/<uuid:view_id>/replace/", saved_views.replace, name="replace_view"),
    path("applications/views/<uuid:view_id>/delete/", saved_views.delete, name="delete_view"),
    path("applications/tags/", tags.show, name="tags"),
    path("applications/tags/<uuid:tag_id>/rename/", tags.rename, name="rename_tag"),
    path("applications/tags/<uuid:tag_id>/merge/", tags.merge, name="merge_tag"),
    path("applications/tags/<uuid:tag_id>/delete/", tags.delete, name="delete_tag"),
]
