"""The months that CVs name, and the words that only begin like one."""

import re

import pytest

from cv.export.content import content_of
from cv.text import months

NAMES = (
    "Jan January січень січня січні СІЧ января", "Feb лютий лютого февраль", "March березень бер",
    "April квітні кві апреля", "May травень травня тра мая", "June jun червень червня июнь",
    "July липень липня лип", "August серпня сер августа", "Sept September вересня вер сентября",
    "Oct жовтень жовтні октябрь", "November листопада листопаді лис", "Dec груд грудень декабря",
)  # fmt: skip


@pytest.mark.parametrize(("number", "names"), list(enumerate(NAMES, 1)))
def test_month_is_known_by_all_its_names(number, names):
    assert {months.number_of(name) for name in names.split()} == {number}


@pytest.mark.parametrize(
    "word", "Marram Mayor Julia Octopus Decathlon Aprilia декан Сергій Верба травма маєток".split()
)
def test_word_that_begins_like_a_month_is_none(word):
    assert not re.search(months.NAME, word, re.IGNORECASE)
    with pytest.raises(ValueError, match=word):
        months.number_of(word)


@pytest.mark.parametrize("name", ["Hotel Marram", "Ресторан Верба", "Studio Julian"])
def test_employer_that_begins_like_a_month_stays_whole(name):
    markdown = f"# Ada\n\n## Experience\n\n### Cook, {name}, 2014 – 2018\n"
    entry = content_of(markdown, "en").parts[0].blocks[0]
    assert ("".join(run.text for run in entry.text), entry.date) == (f"Cook, {name}", "2014 – 2018")
