"""The bank of stories: the person's own, and without AI."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from coaching.interviews import bank
from coaching.models import Story
from tests.coaching.interviews import STEPS, address, make_preparation, make_story

LIST = "/coach/stories/"
TOLD = {"title": "Slow site", **STEPS}


def test_empty_bank_explains_the_four_steps(alices):
    assertContains(alices.get(LIST), "the situation, your task, what you did, what came of it")


def test_new_story_is_kept_and_listed(alices, alice, settings):
    settings.ANTHROPIC_API_KEY = ""
    assertRedirects(alices.post(reverse("coaching:story_new"), TOLD), LIST)
    story = Story.objects.get()
    assert (story.user, story.told(), story.origin) == (alice, TOLD, "own")
    page = alices.get(LIST)
    assertContains(page, "I added indexes.")
    assertNotContains(page, "data-ai-generated")


def test_list_is_the_persons_own_newest_first(alices, alice, bob):
    for title in ("First", "Second"):
        make_story(alice, title=title)
    make_story(bob, title="Bobs")
    page = alices.get(LIST).content.decode()
    assert page.index("Second") < page.index("First")
    assert "Bobs" not in page


@pytest.mark.parametrize("count", [1, 30])
def test_list_takes_the_same_few_queries(alices, alice, count, django_assert_num_queries):
    for _ in range(count):
        make_story(alice)
    with django_assert_num_queries(3):  # session, person, rows
        alices.get(LIST)


@pytest.mark.parametrize("step", ["title", *STEPS])
def test_missing_step_is_asked_for_and_the_rest_stays(alices, step):
    page = alices.post(reverse("coaching:story_new"), {**TOLD, step: " "})
    assertContains(page, "This field is required")
    assertContains(page, TOLD["result" if step != "result" else "action"])
    assert not Story.objects.exists()


@pytest.mark.parametrize("step", ["title", *STEPS])
def test_step_that_nobody_can_read_is_asked_for(alices, step):
    page = alices.post(reverse("coaching:story_new"), {**TOLD, step: "\x01 \x7f"})
    assertContains(page, "This field is required")
    assert not Story.objects.exists()


def test_what_nobody_can_read_is_left_out(alices):
    told = {"title": "\x02Slow\x1b site", **STEPS, "result": "\x01It was\tquick.\n\x02"}
    alices.post(reverse("coaching:story_new"), told)
    assert (Story.objects.get().title, Story.objects.get().result) == (
        "Slow site",
        "It was\tquick.",
    )


def test_line_ends_of_a_browser_do_not_count_twice(alices):
    told = {**TOLD, "action": "x\r\n" * 900}
    alices.post(reverse("coaching:story_new"), told)
    assert Story.objects.get().action == ("x\n" * 900).strip()
    page = alices.post(reverse("coaching:story_new"), {**TOLD, "action": "x" * 2_001})
    assertContains(page, "at most 2000 characters")


def test_edit_changes_the_words(alices, alice):
    story = make_story(alice)
    alices.post(address("story_edit", story), {**TOLD, "result": "Twice as quick."})
    story.refresh_from_db()
    assert (story.result, story.origin) == ("Twice as quick.", "own")


@pytest.mark.parametrize("result, origin", [("It was quick.", "proposed"), ("New", "reworded")])
def test_what_claude_worded_stays_known_as_that(alices, alice, result, origin):
    story = make_story(alice, origin=Story.Origin.PROPOSED)
    alices.post(address("story_edit", story), {**TOLD, "result": result})
    story.refresh_from_db()
    assert story.origin == origin
    mark = {"proposed": "trained", "reworded": "compositeWithTrained"}[origin]
    for page in (alices.get(LIST), alices.get(address("story_edit", story))):
        assertContains(page, f'data-digital-source-type="{mark}AlgorithmicMedia"')


def test_delete_says_that_it_cannot_be_undone_and_leaves_the_question(
    alices, alice, version, posting
):
    story = make_story(alice)
    preparation = make_preparation(version.cv, posting, stories=[story])
    assertContains(alices.get(address("story_delete", story)), "It can't be undone.")
    assert Story.objects.exists()
    assertRedirects(alices.post(address("story_delete", story)), LIST)
    assert not Story.objects.exists()
    assert preparation.questions.get().story is None


def test_full_bank_says_so(alices, alice, monkeypatch):
    monkeypatch.setattr(bank, "MOST_STORIES", 1)
    make_story(alice)
    assertContains(alices.post(reverse("coaching:story_new"), TOLD), "Your bank is full.")
    assert Story.objects.count() == 1


def test_numbers_are_in_the_order_of_the_bank(alice):
    stories = [make_story(alice, title=title) for title in ("A", "B")]
    text = bank.numbered(stories)
    assert text.startswith("1. A\n- situation: The site was slow.")
    assert "\n\n2. B\n" in text


def test_only_as_many_fit_as_may_go_along(alice, monkeypatch):
    stories = [make_story(alice) for _ in range(3)]
    monkeypatch.setattr(bank, "LONGEST_SENT", len(bank.numbered(stories[:2])))
    assert bank.fitting(stories) == stories[:2]
