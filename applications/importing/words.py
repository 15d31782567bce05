"""The words that people and other trackers have for a stage or an ending."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from applications.importing.fields import labels, plain
from applications.stages import Ending, Stage

ROUNDS = ("round", "раунд", "етап")
MOST_WORDS = 40  # a column with more different ones is no column of statuses

# English and Ukrainian words, Huntr's and Teal's among them, as `plain` leaves them.
SYNONYMS: dict[str, str] = {
    Stage.SAVED: "wishlist | wish list | bookmarked | bookmark | to apply | want to apply"
    " | interested | not applied | not applied yet | not started | todo | to do | backlog | new"
    " | applying | in preparation | preparing | researching | considering | draft | lead"
    " | планую | хочу | чернетка | новий | нова | не подано | треба відгукнутися",
    Stage.APPLIED: "application sent | application submitted | submitted | sent | cv sent"
    " | resume sent | waiting | waiting for response | awaiting response | pending | under review"
    " | in review | followed up | відгук | відгукнулась | відгукнулася | відгукнувся | подано"
    " | подався | подалась | надіслано | резюме надіслано | чекаю | чекаю відповіді | на розгляді",
    Stage.SCREENING: "phone screen | phone screening | screen | phone interview | recruiter screen"
    " | recruiter call | hr screen | hr call | intro call | initial call | contacted"
    " | дзвінок | дзвінок рекрутера | розмова з рекрутером | hr співбесіда",
    Stage.TEST_TASK: "test | test assignment | assignment | assessment | take home | homework"
    " | take home test | take home assignment | coding challenge | technical test | code test"
    " | тест | тестове завдання | тестове",
    Stage.INTERVIEW: "interviewing | interviews | interviewed | interview scheduled"
    " | first interview | second interview | third interview | final interview | final round"
    " | 1st interview | 2nd interview | 3rd interview | technical interview | onsite"
    " | onsite interview | on site interview | in progress | in process | інтерв ю"
    " | співбесіди | технічна співбесіда | фінальна співбесіда | у процесі | в процесі",
    Stage.OFFER: "offered | offer received | offer extended | received offer | job offer"
    " | negotiating | negotiation | пропозиція | отримано офер | оффер | є офер",
    Ending.ACCEPTED: "offer accepted | accepted offer | hired | signed | got the job | прийнято"
    " | прийнято офер | офер прийнято | найнято | вийшов на роботу | вийшла на роботу",
    Ending.REJECTED: "rejection | not selected | declined by company | denied | unsuccessful"
    " | turned down | no | відмовили | відмовлено | не підійшов | не підійшла",
    Ending.NO_RESPONSE: "ghosted | no reply | no answer | no response yet | not responded"
    " | unanswered | silent | мовчать | тиша | ігнор | немає відповіді | не відповіли",
    Ending.WITHDREW: "withdrawn | withdraw | i withdrew | withdrew application | cancelled by me"
    " | not interested | відкликав | відкликала | передумав | передумала | знявся | знялась",
    Ending.DECLINED: "offer declined | declined offer | i declined | refused offer"
    " | rejected offer | відмовився | відмовилась | відмовилася",
    Ending.CLOSED: "position closed | job closed | expired | position filled | filled | on hold"
    " | frozen | archived | archive | закрито | вакансія закрита | вакансію закрили"
    " | неактуально | архів",
}  # fmt: skip


@dataclass(frozen=True)
class Word:
    written: str  # as the table has it
    rows: int
    code: str  # the stage or ending that it seems to be; empty when it is unknown
    is_ours: bool  # Trackr's own word, so that nothing is guessed

    @property
    def plain(self) -> str:
        return plain(self.written)


@functools.cache
def ours() -> dict[str, str]:
    """Plain label, in each of our languages, to stage or ending."""
    return labels(Stage) | labels(Ending)


@functools.cache
def known() -> dict[str, str]:
    synonyms = {word.strip(): code for code, words in SYNONYMS.items() for word in words.split("|")}
    return synonyms | ours()


def found(cells: Iterable[str]) -> list[Word]:
    """The different words of these cells, the commonest first."""
    counts: dict[str, int] = {}
    written: dict[str, str] = {}
    for cell in cells:
        word = plain(cell)
        if word:
            counts[word] = counts.get(word, 0) + 1
            written.setdefault(word, cell)
    by_count = sorted(counts, key=lambda word: -counts[word])
    return [
        Word(written[word], counts[word], guess(word), is_ours=word in ours()) for word in by_count
    ]


def guess(word: str) -> str:
    """The code of a plain word, whichever round stands with it: “interview 2”."""
    bare = " ".join(one for one in word.split() if not (one.isdigit() or one in ROUNDS))
    return known().get(word) or known().get(bare, "")
