"""A CV as form data and back: untouched bytes stay, typed words come back, nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cv.editing.sections import Block, Conflict, Sheet, conflict, shown, usual_names, written
from cv.text.document import parse
from tests.factories import CV

MARKS = st.sampled_from(
    ["# ", "## ", "### ", "- ", "* ", "+ ", "  - ", "\\", "*", "_", "`", "[a](b)", "<x@y.zz>",
     "#", "1. ", "---", "===", "•", "• ", "– ", "&amp;", "\n", "\n\n", "\r", "\r\n", "\t", " ",
     "\xa0", "Skills", "Навички", "Anna", "2021 – 2024"]
)  # fmt: skip
LETTERS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=8)
MARKDOWN = st.lists(st.one_of(MARKS, LETTERS), max_size=40).map("".join)
# Plain words: no mark of emphasis, link or escape that somebody would mean.
WORDS = st.text("abcАбїє #-+•–.1<&>_!()|=~:", min_size=1, max_size=20)


def through_a_browser(sheet):
    """What a form makes of its fields: CR LF for every line end, none in a one-line field."""
    blocks = [Block.typed(one.title, one.body.replace("\n", "\r\n")) for one in sheet.blocks]
    return Sheet.typed(sheet.name, sheet.contacts.replace("\n", "\r\n"), blocks)


def edited(markdown, *, name=None, contacts=None, blocks=None):
    document = parse(markdown)
    before = shown(document)
    sheet = Sheet.typed(
        before.name if name is None else name,
        before.contacts if contacts is None else contacts,
        before.blocks if blocks is None else [Block.typed(*one) for one in blocks],
    )
    return written(sheet, document)


@given(MARKDOWN)
def test_form_sent_back_unchanged_gives_the_same_bytes(markdown):
    document = parse(markdown)
    assert written(through_a_browser(shown(document)), document) == markdown


@given(MARKDOWN, WORDS, WORDS, st.lists(WORDS, max_size=5))
def test_typed_section_comes_back_as_typed_and_touches_no_other(markdown, title, first, more):
    document = parse(markdown)
    before = shown(document)
    typed = Block.typed(title, "\n".join([first, *more]))
    after = parse(written(Sheet(before.name, before.contacts, (typed, *before.blocks)), document))
    if typed.is_empty:
        assert shown(after) == before
        return
    assert shown(after).blocks[1:] == before.blocks
    comes_back = shown(after).blocks[0]
    assert comes_back.title == (typed.title or "…")
    assert as_points(comes_back.body) == as_points(typed.body)


def as_points(body):
    """A mark of a point is one like another, and a point without a word is none."""
    lines = [line for line in body.split("\n") if line.strip(" ") != "•"]
    return "\n".join(without_mark(line) for line in lines).strip("\n")


def without_mark(line):
    indent = line[: len(line) - len(line.lstrip(" "))]
    for mark in ("•", "- ", "– "):
        if line.lstrip(" ").startswith(mark):
            return indent + "•" + line.lstrip(" ").removeprefix(mark).lstrip(" ")
    return line


@given(MARKDOWN, st.randoms())
def test_moved_sections_lose_nothing(markdown, chance):
    document = parse(markdown)
    before = shown(document)
    blocks = list(before.blocks)
    chance.shuffle(blocks)
    sheet = Sheet(before.name, before.contacts, tuple(blocks))
    after = parse(written(sheet, document))
    assert after.head.rstrip("\n") == document.head.rstrip("\n")
    moved = sorted(one.source.rstrip("\n") for one in after.sections)
    assert moved == sorted(one.source.rstrip("\n") for one in document.sections)


@given(MARKDOWN)
def test_any_form_over_any_other_text_keeps_its_words(markdown):
    sheet = shown(parse(markdown))
    again = shown(parse(written(sheet, parse(CV))))
    for block in sheet.blocks:
        for word in block.title.split():
            assert word.strip("#\\*_`[]()<>") in again.name + "".join(
                one.title + one.body for one in again.blocks
            )


def test_points_stand_without_marks():
    sheet = shown(parse("# Anna\n\n## Skills\n\n- Python\n  * Django\n+ C\\+\\+\n1\\. one\n"))
    assert sheet.blocks == (Block("Skills", "• Python\n  • Django\n• C\\+\\+\n1. one"),)


@pytest.mark.parametrize(
    "typed, line",
    [
        ("* Led a team", "- Led a team"),
        ("– Led a team", "- Led a team"),
        ("— Led a team", "- Led a team"),
        ("- Led a team", "- Led a team"),
        ("•Led a team", "- Led a team"),
        ("  • Led a team", "  - Led a team"),
        ("-5 % of the costs", "-5 % of the costs"),
        ("+380 44 123", "+380 44 123"),
        ("+ a bonus", "\\+ a bonus"),
        ("## Not a section", "\\## Not a section"),
        ("# Not a name", "\\# Not a name"),
        ("### Dnipro Soft", "### Dnipro Soft"),
        ("1. first", "1\\. first"),
        ("---", "\\---"),
        ("5*3*2 = 30", "5\\*3\\*2 = 30"),
        ("**Lead**, Kyiv", "**Lead**, Kyiv"),
        ("[Site](https://anna.example)", "[Site](https://anna.example)"),
        ("<script>", "\\<script>"),
    ],
)
def test_typed_line_is_written(typed, line):
    assert edited("# Anna\n", blocks=[("Work", typed)]) == f"# Anna\n\n## Work\n\n{line}\n\n"


def test_point_begun_and_left_empty_is_no_line():
    assert edited("# A\n", blocks=[("Work", "• One\n• \n•")]) == "# A\n\n## Work\n\n- One\n\n"


def test_edited_section_keeps_the_bytes_of_its_other_lines():
    before = "# A\n\n## **Work**\n* One \n*   Two\n\n## Skills\n+ C\n"
    blocks = [("Work", "• One\n• Two more"), ("Skills", "• C")]
    assert edited(before, blocks=blocks) == (
        "# A\n\n## **Work**\n\n* One \n- Two more\n\n## Skills\n+ C\n"
    )


def test_renamed_section_keeps_its_lines():
    assert edited("## Work\n* One\n", blocks=[("Experience", "• One")]) == (
        "## Experience\n\n* One\n\n"
    )


def test_text_without_a_title_gets_one():
    document = parse("# A\n")
    sheet = Sheet("A", "", (Block("", "Something"), Block("", "")))
    assert written(sheet, document, "Untitled") == "# A\n\n## Untitled\n\nSomething\n\n"


def test_section_of_nothing_goes_and_a_bare_title_stays():
    assert edited("# A\n\n## B\n\n- c\n\n## D\n", blocks=[("", ""), ("D", "")]) == "# A\n\n## D\n"


def test_last_section_moved_up_stands_apart():
    assert edited("## A\n- a\n\n## B\n- b\n", blocks=[("B", "• b"), ("A", "• a")]) == (
        "## B\n- b\n\n## A\n- a\n\n"
    )


def test_head_is_written_anew_only_where_it_was_typed():
    before = "# Anna  *Koval*\nanna@mail.example  \n+380 44\n\n## A\n"
    assert edited(before, contacts="anna@mail.example\nKyiv") == (
        "# Anna  *Koval*\n\nanna@mail.example  \nKyiv\n\n## A\n"
    )
    assert edited(before, name="A_ Koval").startswith("# A\\_ Koval\n\nanna@mail.example  \n")
    assert edited(before, name="", contacts="") == "## A\n"


def test_conflict_names_what_is_saved_instead():
    typed = Sheet("Anna", "Kyiv", (Block("Work", "mine"), Block("Skills", "C"), Block("New", "x")))
    saved = Sheet("Anna", "Lviv", (Block("Skills", "C"), Block("Work", "theirs"), Block("Old")))
    assert conflict(typed, saved) == Conflict(
        head="Anna\nLviv", blocks={0: "theirs", 2: ""}, others=(Block("Old"),)
    )
    assert conflict(typed, typed) == Conflict()


def test_usual_names_are_of_the_language():
    assert usual_names("en")[:4] == ["Summary", "Profile", "About", "Experience"]
    ukrainian = usual_names("uk")
    assert {"Про себе", "Досвід роботи", "Навички", "Мови", "Рекомендації"} <= set(ukrainian)
    assert not {"Опыт", "Навыки", "Проекты", "Рекомендации", "Skills"} & set(ukrainian)
