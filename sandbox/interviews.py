"""A canned interview preparation and canned scores of an answer: simple rules, exact quotes."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox import inventions
from sandbox.cv_analysis import Wanted, between, cv_lines, wanted_terms
from sandbox.language import is_ukrainian

MOST_SKILLS = 5
MOST_STORIES = 3
TITLE_WORDS = 6
BEST = 5
GOOD_WORDS = range(60, 260)  # of a spoken answer
STORY = re.compile(r"^(\d+)\. ", re.MULTILINE)
WORD = re.compile(r"[^\W\d_]{4,}")
FIGURE = re.compile(r"\d")
STEPS = re.compile(
    r"\b(?:first|then|because|so that|as a result|finally|in the end|when)\b"
    r"|\b(?:спершу|потім|тому|бо|у результаті|зрештою|коли|насамперед)\b",
    re.IGNORECASE,
)

# English and Ukrainian of the same, by what is_ukrainian() says.
Said = tuple[str, str]
ALWAYS: tuple[tuple[str, Said, Said], ...] = (
    (
        "about_you",
        ("Tell us about yourself.", "Розкажіть про себе."),
        ("Most interviews begin with it.", "З цього починається більшість співбесід."),
    ),
    (
        "motivation",
        ("Why do you want this job?", "Чому ви хочете саме цю роботу?"),
        ("They want to hear that you read the posting.", "Хочуть почути, що ви читали вакансію."),
    ),
    (
        "situation",
        (
            "Tell us of a time when something went wrong. What did you do?",
            "Розкажіть про випадок, коли щось пішло не так. Що ви зробили?",
        ),
        ("It shows how you think under pressure.", "Це показує, як ви думаєте під тиском."),
    ),
    (
        "culture",
        (
            "How do you settle a disagreement with a colleague?",
            "Як ви залагоджуєте незгоду з колегою?",
        ),
        ("The posting is for a team.", "Вакансія — для роботи в команді."),
    ),
    (
        "terms",
        ("When could you begin?", "Коли ви могли б почати?"),
        ("They have to plan.", "Їм треба планувати."),
    ),
)
RESEARCH: tuple[tuple[Said, Said], ...] = (
    (
        (
            "What the company sells, and to whom: its own site.",
            "Що продає компанія і кому: її сайт.",
        ),
        ("Every answer may lean on it.", "На це спирається кожна відповідь."),
    ),
    (
        ("Who will be in the room: the invitation.", "Хто буде на зустрічі: запрошення."),
        ("You can prepare for their questions.", "Можна підготуватися до їхніх запитань."),
    ),
    (
        ("What people say who work there.", "Що кажуть ті, хто там працює."),
        ("It tells what to ask.", "Підкаже, про що запитати."),
    ),
)
TO_ASK: tuple[tuple[Said, Said], ...] = (
    (
        ("What should be done in the first three months?", "Що має бути зроблено за три місяці?"),
        ("It shows what the job is.", "Покаже, у чому полягає робота."),
    ),
    (
        ("How does the team decide?", "Як команда ухвалює рішення?"),
        ("It shows how people work together.", "Покаже, як люди працюють разом."),
    ),
    (
        ("What comes next after today?", "Який наступний крок після сьогодні?"),
        ("You will know when to follow up.", "Знатимете, коли нагадати про себе."),
    ),
)
SITUATION: Said = (
    "It was in the work that this line tells of.",
    "Це було на роботі, про яку йдеться в цьому рядку.",
)
TASK: Said = ("[Add what had to be achieved.]", "[Додайте, чого треба було досягти.]")
RESULT: Said = ("[Add what came of it.]", "[Додайте, що з цього вийшло.]")


def prepare(message: str, fault: str = "", options: Mapping[str, Any] | None = None) -> Any:
    """The value of an InterviewPreparation for a message with <cv>, <posting> and <stories>."""
    cv, posting = between(message, "cv"), between(message, "posting")
    stories = between(message, "stories")
    ukrainian = is_ukrainian(posting or cv)
    return {
        "questions": list(_questions(cv, posting, stories, ukrainian)),
        "research": [{"topic": topic[ukrainian], "why": why[ukrainian]} for topic, why in RESEARCH],
        "to_ask": [{"question": said[ukrainian], "why": why[ukrainian]} for said, why in TO_ASK],
        "stories": list(_stories(cv, stories, fault, options or {})),
    }


def score(message: str) -> Any:
    """The value of an AnswerScores for a message with <question> and <answer>."""
    question, answer = between(message, "question"), between(message, "answer")
    ukrainian = is_ukrainian(answer)
    count = len(answer.split())
    steps, figures = len(STEPS.findall(answer)), len(FIGURE.findall(answer))
    shared = len(_words(question) & _words(answer))
    points = {
        "structure": min(BEST, 1 + steps),
        "evidence": min(BEST, 1 + figures),
        "relevance": min(BEST, 2 + shared),
        "concision": BEST if count in GOOD_WORDS else 2,
    }
    counted = {"structure": steps, "evidence": figures, "relevance": shared, "concision": count}
    scores: dict[str, Any] = {
        name: {"score": points[name], "reason": _reason(name, counted[name], ukrainian)}
        for name in points
    }
    weakest = min(points, key=lambda name: points[name])
    return scores | {"better": _better(weakest, ukrainian)}


def _questions(cv: str, posting: str, stories: str, ukrainian: bool) -> Iterator[dict[str, Any]]:
    numbers = _numbered(stories)
    for kind, text, why in ALWAYS:
        story = next(iter(numbers), 0) if kind == "situation" else 0
        yield _question(kind, text[ukrainian], why[ukrainian], story)
    for term in wanted_terms(posting)[:MOST_SKILLS]:
        yield _about(term, cv, numbers, ukrainian)
    for line in _bullets(cv)[:1]:
        said = ("What was hardest about this: ", "Що було найважчим: ")
        because = ("It is what the CV says first.", "Це перше, що сказано в резюме.")
        yield _question("experience", f"{said[ukrainian]}{line}?", because[ukrainian], 0, line)


def _about(term: Wanted, cv: str, numbers: dict[int, str], ukrainian: bool) -> dict[str, Any]:
    shown = next((line.text for line in cv_lines(cv) if term.pattern.search(line.text)), "")
    story = next((number for number, said in numbers.items() if term.pattern.search(said)), 0)
    if ukrainian:
        text = f"Що ви робили з {term.term}?"
        why = f"У вакансії сказано: {term.quote}"
        hint = f"У резюме сказано: {shown}" if shown else ""
    else:
        text = f"What have you done with {term.term}?"
        why = f"The posting says: {term.quote}"
        hint = f"The CV says: {shown}" if shown else ""
    return _question("skill", text, why, story, hint)


def _question(kind: str, text: str, why: str, story: int, hint: str = "") -> dict[str, Any]:
    return {"kind": kind, "text": text, "why": why, "story": story, "hint": hint}


def _stories(
    cv: str, told: str, fault: str, options: Mapping[str, Any]
) -> Iterator[dict[str, str]]:
    """The first points of the CV that no story tells yet, or inventions on them."""
    ukrainian = is_ukrainian(cv)
    kinds = [options["kind"]] if options.get("kind") else list(inventions.names())
    fresh = [line for line in _bullets(cv) if line not in told]
    for number, line in enumerate(fresh[:MOST_STORIES]):
        action = line
        if fault == "invention":
            action = inventions.invent(kinds[number % len(kinds)], line, cv, ukrainian=ukrainian)
        yield {
            "title": " ".join(line.split()[:TITLE_WORDS]),
            "situation": SITUATION[ukrainian],
            "task": TASK[ukrainian],
            "action": action,
            "result": RESULT[ukrainian],
            "cv_quote": line,
        }


def _bullets(cv: str) -> list[str]:
    lines = [line.text for line in cv_lines(cv) if line.kind == "bullet"]
    return list(dict.fromkeys(lines))


def _numbered(stories: str) -> dict[int, str]:
    """The text of each story by its number."""
    parts = STORY.split(stories)[1:]
    return {int(number): text for number, text in zip(parts[::2], parts[1::2], strict=True)}


def _words(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(text)}


def _reason(name: str, counted: int, ukrainian: bool) -> str:
    said = {
        "structure": ("words that lead from step to step", "слів, що ведуть від кроку до кроку"),
        "evidence": ("figures are named", "цифр названо"),
        "relevance": ("words of the question come back", "слів запитання повторено"),
        "concision": ("words in all", "слів загалом"),
    }
    return f"{said[name][ukrainian].capitalize()}: {counted}."


def _better(name: str, ukrainian: bool) -> str:
    said = {
        "structure": (
            "Say first what the situation was, then what you did, then what came of it.",
            "Спершу скажіть, якою була ситуація, потім — що ви зробили і що вийшло.",
        ),
        "evidence": (
            "Name one figure or one thing that can be checked.",
            "Назвіть одну цифру або річ, яку можна перевірити.",
        ),
        "relevance": (
            "Begin with the answer to the question.",
            "Почніть із відповіді на запитання.",
        ),
        "concision": (
            "Aim at one to two minutes of speech.",
            "Розраховуйте на одну-дві хвилини мовлення.",
        ),
    }
    return said[name][ukrainian]
