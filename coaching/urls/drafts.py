from django.urls import path

from coaching.views import drafts, letters, writings

urlpatterns = [
    path("letters/", drafts.show_list, name="drafts"),
    path("letters/for/<uuid:application_id>/", drafts.new, name="draft_new"),
    path("letters/for/<uuid:application_id>/start/", drafts.start, name="draft_start"),
    path("letters/<uuid:public_id>/", drafts.show, name="draft"),
    path("letters/<uuid:public_id>/again/", drafts.again, name="draft_again"),
    path("letters/<uuid:public_id>/again/start/", drafts.start_again, name="draft_again_start"),
    path("letters/<uuid:public_id>/delete/", drafts.delete, name="draft_delete"),
    path("letters/<uuid:public_id>/edit/", letters.edit, name="draft_edit"),
    path("letters/<uuid:public_id>/versions/", letters.show_versions, name="draft_versions"),
    path(
        "letters/<uuid:public_id>/versions/<int:number>/",
        letters.show_version,
        name="draft_version",
    ),
    path(
        "letters/<uuid:public_id>/versions/<int:number>/restore/",
        letters.restore,
        name="draft_restore",
    ),
    path("letters/<uuid:public_id>/sent/", letters.send, name="draft_send"),
    path("letters/<uuid:public_id>/export/<str:kind>/", letters.download, name="draft_download"),
    path("letters/<uuid:public_id>/revise/", writings.revise, name="draft_revise"),
    path("letters/<uuid:public_id>/revise/start/", writings.start, name="draft_revise_start"),
    path(
        "letters/<uuid:public_id>/posting/confirm/",
        writings.confirm_posting,
        name="draft_confirm_posting",
    ),
    path("letters/writings/<uuid:public_id>/run/", writings.run, name="writing_run"),
    path(
        "letters/writings/<uuid:public_id>/accept/",
        writings.accept_proven,
        name="draft_accept_proven",
    ),
    path("letters/passages/<uuid:public_id>/confirm/", writings.confirm, name="passage_confirm"),
    path("letters/changes/<uuid:change_id>/accept/", writings.accept, name="change_accept"),
    path("letters/changes/<uuid:change_id>/reject/", writings.reject, name="change_reject"),
    path("letters/changes/<uuid:change_id>/reopen/", writings.reopen, name="change_reopen"),
    path("letters/changes/<uuid:change_id>/edit/", writings.edit, name="change_edit"),
    path(
        "letters/changes/<uuid:change_id>/confirm/",
        writings.confirm_proposed,
        name="change_confirm",
    ),
]
