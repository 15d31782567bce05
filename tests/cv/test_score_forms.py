"""forms.txt stands for the dictionaries that wrote it: it is fresh, and no score loads them."""

import subprocess
import sys

import pytest

from cv.score import forms, inflection, lexicon
from cv.score.declension import forms_of
from cv.score.spelling import CYRILLIC

LINES = [line.split(" ") for line in forms.FILE.read_text().splitlines()]
WRITE = "out of date: python -m cv.score.inflection"
SCORES = """
import sys
from tests.cv.score import CVS, POSTINGS, scored
total = scored(CVS["nurse"], POSTINGS["nurse"])
assert "cv.score.forms" in sys.modules
print([name for name in sys.modules if name.startswith("simplemma")])
"""


@pytest.fixture(scope="module")
def written():
    return inflection.Words()


def test_every_word_of_the_lexicon_has_its_key(written):
    words = set(lexicon.inflected())
    assert len(words) > 2_000
    keys = {written.key(word) for word in words}
    assert [word for word in words if not keys & {*forms.keys_of(word)}] == [], WRITE
    missing = [
        word
        for word in words
        if CYRILLIC.match(word)
        for form in forms_of(word)
        if not keys & {*forms.keys_of(form)}
    ]
    assert missing == [], WRITE


def test_no_line_is_of_a_word_that_the_lexicon_has_not(written):
    keys = {written.key(word) for word in lexicon.inflected()}
    assert {key for key, *_ in LINES} <= keys, WRITE


def test_forms_of_english_words_are_what_the_dictionary_says(written):
    english = [line for line in LINES if not CYRILLIC.search(line[0])][::7]
    wrong = [
        (key, form) for key, *all_forms in english for form in all_forms if written.key(form) != key
    ]
    assert wrong == []


def test_a_score_loads_no_dictionary():
    done = subprocess.run(
        [sys.executable, "-c", SCORES], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
