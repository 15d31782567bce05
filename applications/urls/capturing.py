"""Ways in and out: captured postings, links, mails, tables, calendars."""

from django.urls import path

from applications.views import adding, bookmarklet, exporting, feed, importing, links, mail

urlpatterns = [
    path("capture/", adding.capture, name="capture"),
    path("capture/save/", adding.save_captured, name="save_captured"),
    path("capture/mail/", mail.paste, name="mail"),
    path("capture/mail/confirm/", mail.confirm, name="confirm_mail"),
    path("capture/links/", links.paste, name="links"),
    path("capture/links/read/", links.read_next, name="read_link"),
    path("capture/links/save/", links.save, name="save_links"),
    path("capture/bookmarklet/", bookmarklet.show, name="bookmarklet"),
    path("capture/bookmarklet/make/", bookmarklet.make, name="make_bookmarklet"),
    path("capture/bookmarklet/revoke/", bookmarklet.revoke, name="revoke_bookmarklet"),
    path("capture/clip/", bookmarklet.take, name="clip"),
    path("capture/clip/<uuid:clipping_id>/", bookmarklet.clipping, name="clipping"),
    path("feed/", feed.show, name="feed"),
    path("feed/make/", feed.make, name="make_feed"),
    path("feed/revoke/", feed.revoke, name="revoke_feed"),
    path("feed/<slug:token>.ics", feed.file, name="feed_file"),
    path("rounds/<uuid:round_id>/event.ics", feed.round_event, name="round_event"),
    path("reminders/<uuid:reminder_id>/event.ics", feed.reminder_event, name="reminder_event"),
    path("applications/<uuid:public_id>/next.ics", feed.next_event, name="next_event"),
    path("applications/export.csv", exporting.as_csv, name="export"),
    path("applications/import/", importing.upload, name="import"),
    path("applications/import/<uuid:import_id>/columns/", importing.columns, name="import_columns"),
    path("applications/import/<uuid:import_id>/words/", importing.words, name="import_words"),
    path("applications/import/<uuid:import_id>/review/", importing.review, name="import_review"),
    path("applications/import/<uuid:import_id>/start/", importing.start, name="start_import"),
    path("applications/import/<uuid:import_id>/", importing.progress, name="import_progress"),
    path("applications/import/<uuid:import_id>/next/", importing.advance, name="advance_import"),
    path("applications/import/<uuid:import_id>/undo/", importing.undo, name="undo_import"),
    path("applications/import/<uuid:import_id>/discard/", importing.discard, name="discard_import"),
]
