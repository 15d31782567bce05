"""Adding an application with company and role only."""

import pytest
from django.urls import reverse

from applications.models import Application

ADD = reverse("applications:add")
ON_BOARD = {"HX-Request": "true", "HX-Current-URL": "http://testserver/board/"}


def test_add_needs_company_and_role_only(alices, alice):
    alices.post(ADD, {"company": "Kvitka", "role": "Gardener"})
    application = Application.objects.get()
    assert (application.user, application.stage) == (alice, "saved")
    assert application.events.count() == 1


def test_add_on_the_board_answers_with_the_card_alone(alices):
    data = {"company": "К" * 60, "role": "Р" * 60, "stage": "interview"}
    response = alices.post(ADD, data, headers=ON_BOARD)
    page = response.content.decode()
    assert 'hx-swap-oob="afterbegin:#cards-interview"' in page
    assert len(response.content) <= 2048


def test_add_from_a_column_has_its_stage_chosen(alices):
    page = alices.get(f"{ADD}?stage=offer").content.decode()
    assert '<option value="offer" selected>' in page


@pytest.mark.parametrize("stage", ["nonsense", ""])
def test_add_from_nowhere_begins_as_saved(alices, stage):
    page = alices.get(f"{ADD}?stage={stage}&company=Planted").content.decode()
    assert '<option value="saved" selected>' in page
    assert 'value="Planted"' not in page


@pytest.mark.parametrize("field", ["company", "role"])
def test_add_without_one_of_them_keeps_the_other(alices, field):
    data = {"company": "Kvitka", "role": "Gardener"} | {field: " "}
    page = alices.post(ADD, data).content.decode()
    assert "This field is required." in page
    assert data["role" if field == "company" else "company"] in page
    assert not Application.objects.exists()


def test_add_takes_no_field_that_the_form_does_not_have(alices, bob):
    data = {"company": "Kvitka", "role": "Gardener", "user": bob.pk, "ending": "accepted"}
    alices.post(ADD, data)
    application = Application.objects.get()
    assert application.user != bob
    assert application.is_live
