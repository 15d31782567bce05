"""The board, and one application with its history."""

from django.urls import path

from applications.views import adding, application, bin, board, moves

urlpatterns = [
    path("board/", board.show, name="board"),
    path("board/ended/", board.ended, name="ended"),
    path("applications/add/", adding.add, name="add"),
    path("applications/<uuid:public_id>/", application.show, name="page"),
    path("applications/<uuid:public_id>/edit/", application.edit, name="edit"),
    path("applications/<uuid:public_id>/delete/", bin.throw_away, name="throw_away"),
    path("applications/<uuid:public_id>/restore/", bin.take_back, name="take_back"),
    path("applications/<uuid:public_id>/notes/", application.add_note, name="add_note"),
    path("applications/<uuid:public_id>/posting/", application.posting, name="posting"),
    path(
        "applications/<uuid:public_id>/postings/<uuid:posting_id>/",
        application.show_posting,
        name="posting_text",
    ),
    path("applications/<uuid:public_id>/move/", moves.move, name="move"),
    path("applications/<uuid:public_id>/end/", moves.end, name="end"),
    path("applications/<uuid:public_id>/undo/<uuid:event_id>/", moves.undo_move, name="undo_move"),
    path("applications/<uuid:public_id>/steps/", moves.add_past_step, name="add_past_step"),
    path("applications/<uuid:public_id>/events/<uuid:event_id>/", moves.correct, name="correct"),
    path(
        "applications/<uuid:public_id>/events/<uuid:event_id>/retract/",
        moves.retract,
        name="retract",
    ),
]
