from django.urls import path

from coaching.views import beginning, conversations, of_application, turns

urlpatterns = [
    path("", conversations.show_list, name="list"),
    path("for/<uuid:application_id>/", of_application.show, name="of_application"),
    path("new/", beginning.new, name="new"),
    path("new/preview/", beginning.preview, name="new_preview"),
    path("new/send/", beginning.send, name="new_send"),
    path("<uuid:public_id>/", conversations.show, name="conversation"),
    path("<uuid:public_id>/sent/", conversations.show_sent, name="sent"),
    path("<uuid:public_id>/choose/", conversations.choose, name="choose"),
    path("<uuid:public_id>/choose/again/", conversations.rechoose, name="rechoose"),
    path("<uuid:public_id>/rename/", conversations.rename, name="rename"),
    path("<uuid:public_id>/delete/", conversations.delete, name="delete"),
    path("<uuid:public_id>/export/<str:kind>/", conversations.download, name="download"),
    path("<uuid:public_id>/preview/", turns.preview, name="preview"),
    path("<uuid:public_id>/preview/reword/", turns.reword, name="reword"),
    path("<uuid:public_id>/send/", turns.send, name="send"),
    path("turns/<uuid:public_id>/", turns.show, name="turn"),
    path("turns/<uuid:public_id>/events/", turns.events, name="events"),
    path("turns/<uuid:public_id>/run/", turns.run, name="run"),
    path("turns/<uuid:public_id>/stop/", turns.stop, name="stop"),
    path("turns/<uuid:public_id>/again/", turns.again, name="again"),
]
