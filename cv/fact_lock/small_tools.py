"""Tools in small letters, which look like words of every day: "with airflow", «у моріоні»."""

import re

from cv.fact_lock.lemmas import CYRILLIC, is_ordinary, is_ordinary_ukrainian
from cv.fact_lock.plain import Plain, Word

# Tools that write themselves small, and look like a word of every day.
SMALL = frozenset(
    "pandas dbt pytest n8n iiko deno metabase inkscape surveymonkey productboard typeform basecamp"
    " squarespace eviews overleaf smartsheet evernote openshift langchain garageband emis vagrant"
    " lightspeed".split()
)
# Tools that are everyday words in small letters, unless they are said to be used, or listed.
EVERYDAY = frozenset(
    "excel airflow spark celery flask rust swift scala ruby dart perl bash react vite hibernate"
    " helm puppet snowflake playwright postman cucumber copilot outlook slack sketch illustrator"
    " oracle notion gatling julia latex workday rhino keynote telegram discord loom obsidian"
    " unreal unity premiere audition audacity bootstrap mocha puppeteer locust babel rails stripe"
    " ionic consul maya houdini".split()
)
USED_BEFORE = re.compile(
    r"(?:(?<!\w)(?:in|with|using|used|uses?|via|through|by means of|knows?|learn(?:ed|t)|and|or)"
    r"\s+|[,:/(&]\s*)$",
    re.IGNORECASE,
)
USED_AFTER = re.compile(
    r"\s*(?:[.,;:/)&]|$)|\s+(?:and|or|for|daily|as|to|on|at|by|when|while)(?!\w)", re.IGNORECASE
)
AFFIX = re.compile(r"^(?:e|co|up|geo|omni|multi|micro|inter|pre|non)|(?:up|ups|able)$")
# Where Ukrainian says what was worked with: "у моріоні", "через постман".
WITH_BEFORE = re.compile(r"(?<!\w)(?:в|у|на|через|за допомогою|із|зі|з|та|й|і)\s+$", re.IGNORECASE)
WITH_AFTER = re.compile(r"\s*(?:[.,;:)]|$)|\s+(?:і|й|та|або)(?!\w)", re.IGNORECASE)
NO_TOOLS = ("оклад",)  # words of every day that the dictionary lacks, in any case
SHORTEST_COINED, LONGEST_COINED = 3, 40
SHORTEST_PART = 4  # of what two everyday words make: timesheets
NEAR = 24  # letters before a word that say what it is


def is_coined(word: str) -> bool:
    """Whether a small English word stands in no dictionary, nor is made of two that do: kubectl."""
    if word in SMALL:
        return True
    if (
        not SHORTEST_COINED <= len(word) <= LONGEST_COINED
        or not word.isalpha()
        or is_ordinary(word)
    ):
        return False
    bare = AFFIX.sub("", word)
    if bare != word and is_ordinary(bare):
        return False
    places = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    return not any(is_ordinary(word[:place]) and is_ordinary(word[place:]) for place in places)


def is_used(read: Plain, word: Word) -> bool:
    """Whether a small "excel" is the tool, or a small Ukrainian word that no dictionary has."""
    if CYRILLIC.search(word.text):
        return _is_worked_with(read, word)
    if word.text not in EVERYDAY:
        return False
    before = read.text[max(0, word.start - NEAR) : word.start]
    return bool(USED_BEFORE.search(before) and USED_AFTER.match(read.text, word.stop))


def _is_worked_with(read: Plain, word: Word) -> bool:
    before = read.text[max(0, word.start - NEAR) : word.start]
    is_placed = WITH_BEFORE.search(before) and WITH_AFTER.match(read.text, word.stop)
    is_small = word.text.isalpha() and word.text.islower() and len(word.text) > SHORTEST_COINED
    is_everyday = word.text.startswith(NO_TOOLS) or is_ordinary_ukrainian(word.text)
    return bool(is_placed and is_small and not is_everyday)
