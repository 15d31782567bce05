from django.urls import path

from coaching.views import mocks, preparations, proposals, stories

urlpatterns = [
    path("stories/", stories.show_list, name="stories"),
    path("stories/new/", stories.new, name="story_new"),
    path("stories/<uuid:public_id>/", stories.edit, name="story_edit"),
    path("stories/<uuid:public_id>/delete/", stories.delete, name="story_delete"),
    path("interviews/", preparations.show_list, name="interviews"),
    path("interviews/for/<uuid:application_id>/", preparations.prepare, name="prepare"),
    path("interviews/for/<uuid:application_id>/start/", preparations.start, name="prepare_start"),
    path("interviews/<uuid:public_id>/", preparations.show, name="preparation"),
    path("interviews/<uuid:public_id>/run/", preparations.run, name="preparation_run"),
    path("interviews/<uuid:public_id>/delete/", preparations.delete, name="preparation_delete"),
    path("interviews/<uuid:public_id>/export/", preparations.download, name="preparation_export"),
    path("interviews/<uuid:public_id>/mock/", mocks.begin, name="mock_begin"),
    path("interviews/questions/<uuid:public_id>/match/", proposals.match, name="question_match"),
    path("interviews/proposals/<uuid:public_id>/keep/", proposals.keep, name="proposal_keep"),
    path("interviews/proposals/<uuid:public_id>/settle/", proposals.settle, name="proposal_settle"),
    path("interviews/proposals/<uuid:public_id>/reject/", proposals.reject, name="proposal_reject"),
    path("interviews/proposals/<uuid:public_id>/reopen/", proposals.reopen, name="proposal_reopen"),
    path("interviews/mocks/<uuid:public_id>/", mocks.show, name="mock"),
    path("interviews/mocks/<uuid:public_id>/preview/", mocks.preview, name="mock_preview"),
    path("interviews/mocks/<uuid:public_id>/reword/", mocks.reword, name="mock_reword"),
    path("interviews/mocks/<uuid:public_id>/answer/", mocks.answer, name="mock_answer"),
    path("interviews/mocks/<uuid:public_id>/skip/", mocks.skip, name="mock_skip"),
    path("interviews/mocks/<uuid:public_id>/end/", mocks.end, name="mock_end"),
    path("interviews/mocks/<uuid:public_id>/delete/", mocks.delete, name="mock_delete"),
    path("interviews/mocks/<uuid:public_id>/export/", mocks.download, name="mock_export"),
    path("interviews/answers/<uuid:public_id>/", mocks.show_turn, name="mock_turn"),
    path("interviews/answers/<uuid:public_id>/run/", mocks.run, name="mock_turn_run"),
]
