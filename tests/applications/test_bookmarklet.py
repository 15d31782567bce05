"""The bookmarklet's door: it takes pages for the holder of a token and gives nothing back."""

import datetime
import html
import logging
import re
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from applications.capture import clippings
from applications.models import AccessKey, Application, Clipping
from tests.factories import make_application, make_clipping
from trackr import cron

PAGE, MAKE = reverse("applications:bookmarklet"), reverse("applications:make_bookmarklet")
REVOKE, CLIP = reverse("applications:revoke_bookmarklet"), reverse("applications:clip")
CAPTURE = AccessKey.Kind.CAPTURE
POSTING = """\
<!doctype html><body><script type="application/ld+json">
{"@type": "JobPosting", "title": "Landscape gardener", "hiringOrganization": {"name": "Kvitka"},
 "description": "<p>Plant trees.</p>"}</script><main><h1>Landscape gardener</h1></main>"""


@pytest.fixture
def token(alice):
    return AccessKey.objects.issue(alice, CAPTURE)


@pytest.fixture
def elsewhere():
    """A browser on another site: no session, no CSRF token, CSRF checks on."""
    return Client(enforce_csrf_checks=True, headers={"Origin": "https://jobs.example"})


def clip(client, token, **over):
    data = {"token": token, "url": "https://jobs.example/1", "page": POSTING, **over}
    return client.post(CLIP, data)


def test_page_is_kept_for_the_holder_and_waits_for_them(elsewhere, alices, alice, token):
    response = clip(elsewhere, token)
    kept = Clipping.objects.get()
    assert (response.status_code, kept.user) == (303, alice)
    assert response["Location"] == reverse("applications:clipping", args=[kept.public_id])
    page = alices.get(response["Location"]).content.decode()
    assert 'value="Kvitka"' in page
    assert 'value="https://jobs.example/1"' in page
    assert not Application.objects.exists()


def test_page_asks_a_signed_out_holder_to_sign_in_first(elsewhere, token):
    address = clip(elsewhere, token)["Location"]
    response = Client().get(address)
    assert response["Location"] == f"{reverse('account_login')}?next={address}"


def test_page_is_not_shown_to_another_person(elsewhere, bobs, token):
    assert bobs.get(clip(elsewhere, token)["Location"]).status_code == 404


def test_saved_proposal_takes_its_clipping_along(elsewhere, alices, token):
    page = alices.get(clip(elsewhere, token)["Location"]).content.decode()
    kept = re.search(r'name="clipping" value="([^"]+)"', page)[1]
    data = {"company": "Kvitka", "role": "Gardener", "stage": "saved", "happened_on": "2026-11-01"}
    alices.post(reverse("applications:save_captured"), data | {"clipping": kept})
    assert Application.objects.count() == 1
    assert not Clipping.objects.exists()


def test_proposal_of_a_clipping_begins_with_a_normal_priority(elsewhere, alices, token):
    form = alices.get(clip(elsewhere, token)["Location"]).context["form"]
    assert '<option value="2" selected>Normal</option>' in str(form["priority"])


def test_saving_takes_no_clipping_of_another_person_along(alices, bob):
    kept = make_clipping(bob)
    data = {"company": "Kvitka", "role": "Gardener", "stage": "saved", "happened_on": "2026-11-01"}
    alices.post(reverse("applications:save_captured"), data | {"clipping": str(kept.public_id)})
    assert Application.objects.count() == 1
    assert Clipping.objects.count() == 1


@pytest.mark.parametrize("wrong", ["", "x", "т" * 50, "x" * 5000, "\x00"])
def test_wrong_token_keeps_nothing_and_says_so(elsewhere, token, wrong):
    response = clip(elsewhere, wrong)
    assert response.status_code == 403
    assert "This bookmarklet no longer works" in response.content.decode()
    assert not Clipping.objects.exists()


def test_revoked_and_replaced_tokens_keep_nothing(elsewhere, alices, alice, token):
    alices.post(REVOKE)
    assert clip(elsewhere, token).status_code == 403
    first = AccessKey.objects.issue(alice, CAPTURE)
    AccessKey.objects.issue(alice, CAPTURE)
    assert clip(elsewhere, first).status_code == 403
    assert not Clipping.objects.exists()


def test_token_of_the_feed_opens_no_capture(elsewhere, alice):
    feed = AccessKey.objects.issue(alice, AccessKey.Kind.FEED)
    assert clip(elsewhere, feed).status_code == 403


def test_token_reads_nothing(elsewhere, alice, token):
    make_application(alice, company="Canary Company")
    answer = clip(elsewhere, token)
    assert answer.content == b""
    assert "Canary" not in str(answer.headers)
    assert not answer.cookies
    for name in ("board", "table", "bookmarklet"):
        response = elsewhere.get(reverse(f"applications:{name}"), {"token": token})
        assert response.status_code == 302


def test_session_alone_hands_nothing_over(alices):
    assert clip(alices, "").status_code == 403


def test_disabled_account_takes_nothing(elsewhere, alice, token):
    alice.is_active = False
    alice.save()
    assert clip(elsewhere, token).status_code == 403


def test_big_page_is_refused_before_it_is_read(elsewhere, token):
    assert clip(elsewhere, token, page="ї" * 400_000).status_code == 303
    response = clip(elsewhere, token, page="ї" * 500_000)
    assert response.status_code == 413
    assert "too big" in response.content.decode()
    assert Clipping.objects.count() == 1


@pytest.mark.parametrize("length", ["abc", "-5", "1.5", "9" * 5000, "\xb2"])
def test_length_that_is_none_is_refused_kindly(elsewhere, token, length):
    data = {"token": token, "url": "https://jobs.example/1", "page": POSTING}
    response = elsewhere.post(CLIP, data, CONTENT_LENGTH=length)
    assert response.status_code == 400
    assert "This page could not be read" in response.content.decode()
    assert not Clipping.objects.exists()


@pytest.mark.parametrize("over", [{"page": ""}, {"page": "a\x00b"}, {"page": "x" * 400_001}])
def test_unreadable_page_is_refused(elsewhere, token, over):
    assert clip(elsewhere, token, **over).status_code == 400
    assert not Clipping.objects.exists()


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "", "x" * 3000])
def test_odd_address_is_left_out(elsewhere, token, url):
    clip(elsewhere, token, url=url)
    assert Clipping.objects.get().url == ""


@pytest.mark.parametrize("page", ["<p> </p>", "<script>x</script>", "]]>", "{", "\ufeff<<<>>>"])
def test_page_without_a_posting_is_no_server_error(elsewhere, alices, token, page):
    response = alices.get(clip(elsewhere, token, page=page)["Location"])
    assert response.status_code == 200


def test_body_that_is_no_form_is_refused(elsewhere, token):
    response = elsewhere.post(CLIP, b"\xff\xfe", content_type="multipart/form-data; boundary=x")
    assert response.status_code in {400, 403}


def test_limit_counts_the_holder_together_with_other_captures(elsewhere, token, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "capture": "2/h/user"}
    assert [clip(elsewhere, token).status_code for _ in range(3)] == [303, 303, 429]


def test_limit_counts_the_address_even_with_wrong_tokens(elsewhere, token, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "clip": "2/h/ip"}
    assert [clip(elsewhere, "wrong").status_code for _ in range(3)] == [403, 403, 429]
    assert clip(elsewhere, token).status_code == 429


def test_token_is_never_logged(elsewhere, alices, token, caplog):
    caplog.set_level(logging.DEBUG)
    clip(elsewhere, token)
    clip(elsewhere, token, page="")
    clip(elsewhere, token, page="x" * 1_000_001)
    alices.post(REVOKE)
    clip(elsewhere, token)
    assert caplog.records
    assert not [record for record in caplog.records if token in repr(record.__dict__)]


def test_clippings_are_gone_within_a_day(alice, bob):
    now = timezone.now()
    make_clipping(alice, created_at=now - datetime.timedelta(hours=23))
    fresh = make_clipping(bob, created_at=now - datetime.timedelta(hours=22))
    assert clippings.sweep(now, now) == 1
    assert Clipping.objects.get() == fresh
    assert "clippings" in cron.DOORS["minute"]


def test_only_the_latest_twenty_are_kept(elsewhere, alice, bob, token):
    make_clipping(bob)
    for number in range(22):
        clippings.take(alice, f"https://jobs.example/{number}", "x", timezone.now())
    assert Clipping.objects.of(alice).count() == 20
    assert not Clipping.objects.filter(url__in=["https://jobs.example/0"]).exists()
    assert Clipping.objects.of(bob).count() == 1


def code_in(page):
    """The program behind the button, as the browser runs it."""
    return unquote(html.unescape(re.search(r'href="javascript:([^"]+)"', page)[1]))


def test_bookmarklet_is_shown_once(alices, alice):
    made = alices.post(MAKE)
    code = code_in(made.content.decode())
    token = re.search(r'token: "([^"]+)"', code)[1].replace("\\u002D", "-")
    assert AccessKey.objects.holder(CAPTURE, token) == alice
    assert "http://testserver/capture/clip/" in code
    later = alices.get(PAGE).content.decode()
    assert "javascript:" not in later
    assert "Not used yet." in later
    assert "no-store" in made["Cache-Control"]


def test_bookmarklet_made_again_replaces_the_first(alices, alice):
    alices.post(MAKE)
    alices.post(MAKE)
    assert AccessKey.objects.filter(user=alice, kind=CAPTURE).count() == 1


def test_page_says_when_it_was_used_last(elsewhere, alices, token, clock):
    clip(elsewhere, token)
    alices.force_login(AccessKey.objects.get().user)
    assert "Last used on 18 November 2026." in alices.get(PAGE).content.decode()


def test_doors_without_csrf_protection_are_these():
    """A frozen list: a new one needs a reason."""

    def walk(resolver):
        for entry in resolver.url_patterns:
            if hasattr(entry, "url_patterns"):
                yield from walk(entry)
            elif getattr(entry.callback, "csrf_exempt", False):
                yield entry.name

    assert set(walk(get_resolver())) == {"clip", "webhook"}  # signed by the bank
