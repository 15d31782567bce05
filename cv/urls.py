from django.urls import path

from cv.views import analyses, cvs, sent

app_name = "cv"

urlpatterns = [
    path("", cvs.show_list, name="list"),
    path("upload/", cvs.upload, name="upload"),
    path("save/", cvs.save, name="save"),
    path("<uuid:public_id>/", cvs.show, name="page"),
    path("<uuid:public_id>/edit/", cvs.edit, name="edit"),
    path("<uuid:public_id>/delete/", cvs.delete, name="delete"),
    path("<uuid:public_id>/versions/<int:number>/", cvs.show_version, name="version"),
    path("<uuid:public_id>/versions/<int:number>/sent/", sent.send_version, name="send_version"),
    path("for/<uuid:application_id>/sent/", sent.send, name="send"),
    path("for/<uuid:application_id>/", analyses.choose, name="choose"),
    path("for/<uuid:application_id>/history/", analyses.history, name="history"),
    path("for/<uuid:application_id>/<uuid:public_id>/", analyses.preview, name="preview"),
    path("for/<uuid:application_id>/<uuid:public_id>/start/", analyses.start, name="start"),
    path("analyses/<uuid:public_id>/", analyses.show, name="analysis"),
    path("analyses/<uuid:public_id>/run/", analyses.run, name="run"),
]
