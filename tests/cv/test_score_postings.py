"""What a posting asks for: which sentences count, and for how much."""

import pytest

from cv.score.postings import wanted
from tests.cv.score import CVS, POSTINGS, part_of, scored


def asked(posting):
    return {term.name: (term.importance, term.weight) for term in wanted(posting)}


def test_only_requirements_pluses_and_duties_count():
    names = asked(POSTINGS["backend"])
    assert {"Python", "Django", "Celery", "B2", "Kafka", "REST API"} <= set(names)
    assert not {"Java", "Swift", "insurance"} & set(names)


@pytest.mark.parametrize(
    "name, absent",
    [
        ("accountant", "sales"),
        ("marketer", "law"),
        ("sales", "accounting"),
        ("sre", "Excel"),
        ("logistics", "SQL"),
        ("designer", "accounting"),
        ("qa", "insurance"),
        ("sales", "Excel"),
    ],
)
def test_benefits_company_and_hiring_are_cut(name, absent):
    assert absent not in asked(POSTINGS[name])


def test_must_weighs_more_than_a_plus_and_a_duty():
    names = asked(POSTINGS["backend"])
    assert names["Django"] == ("must", 2)
    assert names["Kafka"] == ("nice", 1)
    assert names["REST API"] == ("nice", 1)


def test_title_weighs_on_top_and_personal_qualities_little():
    assert asked(POSTINGS["backend"])["Python"] == ("must", 3)
    assert asked("Cook\n\nRequirements\n- teamwork, SQL")["teamwork"] == ("must", 1)


@pytest.mark.parametrize(
    "sentence, term, importance",
    [
        ("Kotlin would be a plus.", "Kotlin", "nice"),
        ("Kotlin is a big plus", "Kotlin", "nice"),
        ("Знання Kotlin буде плюсом", "Kotlin", "nice"),
        ("Бажано Kotlin", "Kotlin", "nice"),
        ("Kotlin вітається", "Kotlin", "nice"),
        ("Two years of Kotlin, ideally with Spring Boot", "Kotlin", "must"),
        ("Two years of Kotlin, ideally with Spring Boot", "Spring Boot", "nice"),
        ("Two years of Kotlin. Spring Boot is a plus.", "Kotlin", "must"),
        ("Kotlin", "Kotlin", "must"),
    ],
)
def test_a_sentence_may_wish_among_demands(sentence, term, importance):
    assert asked(f"Developer\n\nRequirements\n- {sentence}")[term][0] == importance


@pytest.mark.parametrize(
    "heading, importance",
    [
        ("Requirements", "must"), ("What we're looking for:", "must"), ("**Your profile**", "must"),
        ("## Must have", "must"), ("Who you are", "must"), ("Вимоги:", "must"),
        ("Що ми очікуємо від тебе", "must"), ("Обов'язкові вимоги", "must"),
        ("Nice to have", "nice"), ("Bonus points", "nice"), ("Буде плюсом", "nice"),
        ("Бажані навички", "nice"), ("Preferred qualifications", "nice"),
        ("Responsibilities", "nice"), ("Обов’язки:", "nice"), ("Ваші задачі", "nice"),
        ("What you’ll do", "nice"), ("About the role", "nice"),
        ("We offer", None), ("Ми пропонуємо", None), ("About us", None), ("Про компанію", None),
        ("Умови роботи", None), ("How we hire", None), ("Equal opportunity", None),
        ("Наші переваги", None), ("Benefits and perks", None), ("Етапи відбору", None),
        ("What you will get", None), ("Why join us", None),
    ],
)  # fmt: skip
def test_heading_says_what_stands_below(heading, importance):
    posting = f"Developer\n\nRequirements\n- SQL\n\n{heading}\n- Kotlin"
    assert asked(posting).get("Kotlin", (None,))[0] == importance


def test_heading_and_content_may_share_a_line():
    assert set(asked("Developer\nRequirements: Kotlin, SQL\nWe offer: Excel")) == {"Kotlin", "SQL"}


def test_without_headings_the_whole_text_counts():
    posting = "We need somebody who knows Kotlin. SQL is a plus.\nWrite to us."
    assert asked(posting) == {"Kotlin": ("must", 2), "SQL": ("nice", 1)}


def test_each_term_keeps_the_sentence_that_asks_for_it():
    quotes = {term.name: term.posting_quote for term in wanted(POSTINGS["backend"])}
    assert quotes["Redis"] == "PostgreSQL, Redis, and experience with Celery"
    assert quotes["Python"] == "5+ years of Python, Django or FastAPI"
    quotes = {term.name: term.posting_quote for term in wanted(POSTINGS["qa"])}
    assert quotes["test case"] == "досвід написання тест-кейсів та чеклістів"


def test_a_term_counts_once_as_what_it_is_at_best():
    posting = "Developer\n\nNice to have\n- Kotlin\n\nRequirements\n- Kotlin\n- Kotlin, SQL"
    assert [(term.name, term.weight) for term in wanted(posting)] == [("Kotlin", 2), ("SQL", 2)]


def test_words_against_discrimination_ask_for_nothing():
    posting = "Vacancy\n\nRequirements\n- SQL\n- We hire regardless of accounting degrees"
    assert set(asked(posting)) == {"SQL"}


@pytest.mark.parametrize(
    "line",
    [
        "Not required: Java", "No Java!", "You don't need Java", "Java is not required",
        "Ми не вимагаємо знання Java", "Java не потрібна",
    ],
)  # fmt: skip
def test_what_is_said_not_to_be_needed_is_not_asked_for(line):
    names = asked(f"Developer\n\nRequirements:\n- Python\n- {line}\n- SQL\n")
    assert {"Python", "SQL"} <= set(names)
    assert "Java" not in names
    assert "Java" not in asked(f"Developer\n\nRequirements:\n- Python\n\n{line}\n")


def test_no_less_than_is_asked_for():
    assert "Java" in asked("Developer\n\nRequirements:\n- No less than 3 years of Java\n- SQL\n")


def test_language_cut_short_is_asked_for_with_its_level():
    terms = {term.name: term for term in wanted("Developer\n\nВимоги:\n- Англ. B2. Знання С#.")}
    assert terms.keys() == {"English", "B2", "C#"}
    assert terms["English"].posting_quote == terms["B2"].posting_quote == "Англ. B2."
    posting = "Vacancy\n\nВимоги:\n- SQL, Python, Docker, Redis\n- Англ. B2"
    english = scored(CVS["backend"], posting)
    german = scored(CVS["backend"].replace("English: Upper", "German: Upper"), posting)
    assert "B2" in {term.name for term in english.coverage.matched}
    assert "B2" in {term.name for term in german.coverage.missing}


def test_sharp_at_the_end_of_a_line_belongs_to_the_language():
    names = asked("Developer\n\n## Requirements ##\n- Strong C#\n- 3 years of F#\n- SQL\n")
    assert "C#" in names
    assert "C" not in names


def test_a_posting_of_few_terms_gets_no_comparison():
    alone = scored(CVS["backend"])
    beside = scored(CVS["backend"], POSTINGS["excerpt"])
    assert beside.has_too_little
    assert beside.coverage is None
    assert (beside.total, beside.parts) == (alone.total, alone.parts)
    five = "Vacancy\n\nRequirements\n- SQL, Kotlin, Python, Docker, Kafka"
    assert scored(CVS["backend"], five).coverage is None
    six = scored(CVS["backend"], f"{five}, Redis")
    assert not six.has_too_little
    assert len(six.coverage.matched + six.coverage.missing) == 6


def test_no_posting_is_not_too_little():
    assert not scored(CVS["backend"]).has_too_little
    assert not scored(CVS["backend"], " \n").has_too_little


@pytest.mark.parametrize("word", ["or", "або", "чи"])
def test_of_alternatives_one_is_enough(word):
    posting = (
        f"Vacancy\n\nRequirements\n- SQL, Python, Docker, Redis, Celery\n- Kafka {word} RabbitMQ"
    )
    without = CVS["backend"].replace("RabbitMQ", "post").replace("Docker", "Docker and SQL")
    neither, one = scored(without, posting), scored(f"{without}\n- Kafka", posting)
    assert {"Kafka", "RabbitMQ"} <= {term.name for term in neither.coverage.missing}
    assert "RabbitMQ" not in {term.name for term in one.coverage.missing}
    assert "Kafka / RabbitMQ" in {str(loss.label) for loss in part_of(neither, "coverage").losses}
    both = scored(f"{without}\n- Kafka\n- RabbitMQ", posting)
    assert part_of(neither, "coverage").points < part_of(one, "coverage").points
    assert part_of(both, "coverage").points == part_of(one, "coverage").points
    assert {"Kafka", "RabbitMQ"} <= {term.name for term in both.coverage.matched}


def test_what_is_asked_for_by_itself_has_no_alternative():
    posting = "Vacancy\n\nRequirements\n- Kafka\n- Kafka or RabbitMQ"
    assert [term.group for term in wanted(posting)] == ["Kafka", "RabbitMQ"]
    posting = "Vacancy\n\nRequirements\n- AWS, Azure or GCP, Docker"
    groups = [term.group for term in wanted(posting)]
    assert groups == ["AWS", "Azure", "Azure", "Docker"]
