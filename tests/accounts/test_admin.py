"""What support staff can see, proven with canaries in every column that is not for their eyes."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from billing import allowance
from cv.models import Analysis
from tests.accounts.steps import give_second_factor, is_signed_in, signed_in_for_real
from tests.factories import make_application, make_cv, make_posting, make_user
from trackr.privacy import CONTENT, SECRET, kinds_of

pytestmark = pytest.mark.django_db
USERS = "/admin/accounts/user/"
QUERIES_OF_THE_LIST = 6  # session, user, second factor (twice), count, rows


@pytest.fixture
def support(staffs, staff):
    """The client of a member of staff who may see whatever the admin shows."""
    give_second_factor(staff)
    return staffs


@pytest.fixture
def life(alice, rf):
    """One of everything that a person leaves behind."""
    signed_in_for_real()
    give_second_factor(alice)
    posting = make_posting(make_application(alice))
    call = allowance.reserve(alice, allowance.Feature.CV_ANALYSIS, [])
    Analysis.objects.create(version=make_cv(alice).current(), posting=posting, call=call)
    Group.objects.create(name="Support")


def canary_for(field, row):
    text = f"canary-{row.pk}-{field.name}"
    if isinstance(field, models.JSONField):
        return {"text": text, "secret": text}
    return text[: field.max_length] if field.max_length else text


def plant(staff, session_key):
    """Canaries in each text column of kind content or secret; how many were planted."""
    planted = set()
    with connection.cursor() as cursor:  # events are append-only, by a trigger
        cursor.execute("SET LOCAL session_replication_role = replica")
    for model in apps.get_models():
        kinds = kinds_of(model)
        fields = [
            field
            for field in model._meta.concrete_fields
            if kinds[field.name] in {CONTENT, SECRET}
            and isinstance(field, models.CharField | models.TextField | models.JSONField)
            and not (field.choices or field.primary_key)
        ]
        for row in model.objects.all():
            if staff in {row, getattr(row, "user", None)} or row.pk == session_key:
                continue
            for field in fields:
                model.objects.filter(pk=row.pk).update(**{field.name: canary_for(field, row)})
                planted.add(field)
    return planted


def pages():
    """The list and one form page per row of every model that the admin knows."""
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        for row in model.objects.all():
            yield reverse(f"{name}_change", args=[row.pk])
            yield reverse(f"{name}_history", args=[row.pk])


def test_no_page_of_the_admin_shows_content_or_a_secret(life, support, staff):
    planted = {
        f"{field.model._meta.label}.{field.name}"
        for field in plant(staff, support.session.session_key)
    }
    assert planted >= {
        "applications.Application.company", "applications.Event.text", "applications.Posting.text",
        "cv.Cv.title", "cv.CvVersion.markdown", "cv.Analysis.result", "mfa.Authenticator.data",
        "accounts.User.password", "usersessions.UserSession.session_key",
    }  # fmt: skip

    walked = list(pages())

    assert len(walked) >= 15
    for path in walked:
        response = support.get(path)
        assert response.status_code == 200, path
        assert "canary" not in response.content.decode(), path


@pytest.mark.parametrize("model", [Authenticator, UserSession, EmailAddress])
def test_lists_with_secrets_and_addresses_of_devices_are_not_in_the_admin(model, support):
    assert model not in admin.site._registry
    meta = model._meta
    assert support.get(f"/admin/{meta.app_label}/{meta.model_name}/").status_code == 404


def test_person_is_found_by_a_part_of_the_address(alice, bob, support):
    page = support.get(USERS, {"q": "ALICE@"}).content.decode()
    assert "alice@example.com" in page
    assert "bob@example.com" not in page


def test_person_page_shows_addresses_and_dates_not_the_name(alice, support):
    page = support.get(f"{USERS}{alice.pk}/change/").content.decode()
    assert page.count("alice@example.com") >= 2  # the account's and the list of addresses
    assert str(alice.public_id) in page
    assert "Kovalenko" not in page
    assert 'name="email"' not in page
    assert alice.password not in page
    assert "md5" not in page  # nor a part of it, as Django's own form shows


def test_only_the_switch_can_be_changed(alice, support):
    client = signed_in_for_real()
    form = {
        "email": "stolen@example.com", "is_staff": "on", "is_superuser": "on", "password": "x",
        "emailaddress_set-TOTAL_FORMS": "1", "emailaddress_set-INITIAL_FORMS": "1",
        "emailaddress_set-0-id": alice.emailaddress_set.get().pk,
        "emailaddress_set-0-email": "stolen@example.com", "emailaddress_set-0-DELETE": "on",
    }  # fmt: skip
    password = alice.password

    support.post(f"{USERS}{alice.pk}/change/", form)

    alice.refresh_from_db()
    assert (alice.email, alice.is_staff, alice.is_superuser) == ("alice@example.com", False, False)
    assert alice.password == password
    assert alice.emailaddress_set.get().email == "alice@example.com"
    assert alice.is_active is False
    assert not is_signed_in(client)


@pytest.mark.parametrize("path", [f"{USERS}add/", f"{USERS}{{pk}}/delete/"])
def test_people_are_neither_made_nor_deleted_here(alice, support, path):
    assert support.get(path.format(pk=alice.pk)).status_code == 403
    assert User.objects.count() == 2


@pytest.mark.parametrize("rows", [1, 50])
def test_list_of_people_takes_the_same_few_queries(rows, support):
    for number in range(rows):
        make_user(f"person{number}@example.com")
    with CaptureQueriesContext(connection) as queries:
        page = support.get(USERS).content.decode()
    assert page.count("@example.com</a>") == rows + 1
    assert len(queries) == QUERIES_OF_THE_LIST
