from django.urls import path

from coaching.views import offer_comments, offers

urlpatterns = [
    path("offers/", offers.show, name="offers"),
    path("offers/choose/", offers.choose, name="choose_offers"),
    path("offers/csv/", offers.download, name="offers_csv"),
    path("offers/criteria/", offers.criteria, name="criteria"),
    path("offers/criteria/begin/", offers.begin_criteria, name="begin_criteria"),
    path(
        "offers/criteria/<uuid:criterion_id>/delete/",
        offers.delete_criterion,
        name="delete_criterion",
    ),
    path("offers/comment/", offer_comments.preview, name="offers_preview"),
    path("offers/comment/start/", offer_comments.start, name="start_offer_comment"),
    path("offers/comments/<uuid:comment_id>/", offer_comments.show, name="offer_comment"),
    path("offers/comments/<uuid:comment_id>/run/", offer_comments.run, name="run_offer_comment"),
    path(
        "offers/comments/<uuid:comment_id>/delete/",
        offer_comments.delete,
        name="delete_offer_comment",
    ),
    path("offers/<uuid:offer_id>/", offers.edit, name="offer"),
    path("offers/<uuid:offer_id>/take-out/", offers.take_out, name="take_out_offer"),
    path("offers/<uuid:offer_id>/put-back/", offers.put_back, name="put_back_offer"),
]
