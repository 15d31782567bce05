"""What Claude may answer about the interviews of an application, and what of it is kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from cv.analysis.findings import SPACES, UNSTORABLE, Answer, plain

MOST_QUESTIONS = 20
MOST_RESEARCH = 10
MOST_TO_ASK = 10
MOST_STORIES = 5
LONGEST_QUESTION = 400
LONGEST_REASON = 500
LONGEST_TITLE = 120
LONGEST_STEP = 1_500
LONGEST_QUOTE = 1_000

Show = Callable[[str], str]
QuestionKind = Literal[
    "about_you", "motivation", "experience", "skill", "situation", "culture", "terms"
]


class LikelyQuestion(Answer):
    kind: QuestionKind
    text: str
    why: str
    story: int
    hint: str


class Research(Answer):
    topic: str
    why: str


class QuestionToAsk(Answer):
    question: str
    why: str


class ProposedStory(Answer):
    title: str
    situation: str
    task: str
    action: str
    result: str
    cv_quote: str


class InterviewPreparation(Answer):
    questions: list[LikelyQuestion]
    research: list[Research]
    to_ask: list[QuestionToAsk]
    stories: list[ProposedStory]


@dataclass
class Checked:
    """What is kept, contact data put back, each text of one line and of a bounded length."""

    questions: list[LikelyQuestion] = field(default_factory=list)
    research: list[dict[str, str]] = field(default_factory=list)
    to_ask: list[dict[str, str]] = field(default_factory=list)
    stories: list[ProposedStory] = field(default_factory=list)
    left_out: int = 0  # stories that quote what the CV doesn't say, or that miss a step


def check(given: InterviewPreparation, cv: str, stories: int, show: Show) -> Checked:
    """Leave out what says nothing, or quotes what is not there.

    `cv` is the CV as Claude saw it, `stories` how many it was given; `show` puts contact data back.
    """
    proposed = [_story(one, plain(cv), show) for one in given.stories[:MOST_STORIES]]
    kept = [one for one in proposed if one is not None]
    asked = [_question(one, stories, show) for one in given.questions]
    research = [_pair("topic", one.topic, one.why, show) for one in given.research]
    to_ask = [_pair("question", one.question, one.why, show) for one in given.to_ask]
    return Checked(
        questions=[one for one in asked if one is not None][:MOST_QUESTIONS],
        research=[one for one in research if one["topic"]][:MOST_RESEARCH],
        to_ask=[one for one in to_ask if one["question"]][:MOST_TO_ASK],
        stories=kept,
        left_out=len(proposed) - len(kept),
    )


def line(text: str, longest: int, show: Show) -> str:
    """Claude's text as one line that can be kept."""
    return SPACES.sub(" ", UNSTORABLE.sub("", show(UNSTORABLE.sub("", text)))).strip()[:longest]


def _question(given: LikelyQuestion, stories: int, show: Show) -> LikelyQuestion | None:
    text, why = line(given.text, LONGEST_QUESTION, show), line(given.why, LONGEST_REASON, show)
    if not text or not why:
        return None
    story = given.story if 0 < given.story <= stories else 0
    hint = line(given.hint, LONGEST_REASON, show)
    return LikelyQuestion(kind=given.kind, text=text, why=why, story=story, hint=hint)


def _pair(name: str, text: str, why: str, show: Show) -> dict[str, str]:
    return {name: line(text, LONGEST_QUESTION, show), "why": line(why, LONGEST_REASON, show)}


def _story(given: ProposedStory, cv: str, show: Show) -> ProposedStory | None:
    quote = plain(given.cv_quote)
    steps = {
        name: line(getattr(given, name), LONGEST_STEP, show)
        for name in ("situation", "task", "action", "result")
    }
    title = line(given.title, LONGEST_TITLE, show)
    if not quote or quote not in cv or not title or not all(steps.values()):
        return None
    return ProposedStory(title=title, **steps, cv_quote=line(quote, LONGEST_QUOTE, show))
