"""The PDF itself: PDF/UA-1, its size and its pages, and text that would like to be a program."""

import io
import re
import zlib

import pypdfium2
import pytest

from cv.export.content import content_of
from cv.export.pdf import DESIGNS, LONGEST, Layout, Unprintable, pdf, picture
from cv.extract import read_cv
from tests.cv.exported import content

PNG = b"\x89PNG\r\n\x1a\n"
HOSTILE = """# Eve #read("/etc/passwd")

eve@example.com · +380 50 123 45 67

## Skills $x^2$

- #eval("1 + 1") ] } \\\\ \\#set page(width: 1pt)
- #image("/etc/hosts") @label <label> // no comment /* none */
- a\u202eb\u0000c\u2066d
- [run](javascript:alert(1)) [file](file:///etc/passwd) [fine](https://a.example/?x="y")
- [call](tel:+380501234567) [get](ftp://a.example/x)
- ```#panic()``` $ sum_(k=0)^n k $
"""


def text_of(file):
    document = pypdfium2.PdfDocument(file)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def whole(file):
    """The bytes of a PDF, its compressed parts unpacked beside them."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", file, re.DOTALL)
    unpacked = []
    for stream in streams:
        try:
            unpacked.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return file + b"\n".join(unpacked)


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("name, language", [("en_backend", b"en"), ("uk_lawyer", b"uk")])
def test_pdf_is_accessible(name, language, design):
    printed = pdf(content(name), Layout(design))
    found = whole(printed.file)
    assert b"/MarkInfo" in found
    assert b"/Marked true" in found
    assert b"/StructTreeRoot" in found
    assert b"pdfuaid:part>1<" in found
    assert b"/DisplayDocTitle true" in found
    assert b"/Lang(" + language in found.replace(b"/Lang (", b"/Lang(")
    for kind in (b"/S/Title", b"/S/H1", b"/S/H2", b"/S/L/", b"/S/LI", b"/S/Lbl", b"/S/LBody"):
        assert kind in found, kind
    fonts = found.count(b"/FontDescriptor/") or found.count(b"/Type/FontDescriptor")
    assert fonts == len(re.findall(rb"/FontFile[23]? ", found)) > 1
    assert b"/JavaScript" not in found


def test_pdf_says_whose_cv_it_is():
    document = pypdfium2.PdfDocument(pdf(content("uk_lawyer"), Layout()).file)
    told = document.get_metadata_dict()
    assert (told["Title"], told["Author"]) == ("Тарас Хмельовий – CV", "Тарас Хмельовий")


@pytest.mark.parametrize("design", DESIGNS)
def test_hostile_text_is_printed_as_it_is_written(design):
    file = pdf(content_of(HOSTILE, "en"), Layout(design)).file
    said = re.sub(r"\s+", " ", text_of(file).replace("\xa0", " "))
    for text in (
        'Eve #read("/etc/passwd")',
        "Skills $x^2$",
        '#eval("1 + 1") ] } \\ #set page(width: 1pt)',
        '#image("/etc/hosts") @label <label> // no comment /* none */',
        "abcd",
        "#panic() $ sum_(k=0)^n k $",
    ):
        assert text in said
    assert "root:" not in said
    found = whole(file)
    for scheme in (b"javascript:", b"file:", b"tel:", b"ftp:"):
        assert scheme not in found
    assert b"https://a.example/" in found


def test_characters_without_letters_are_left_out_and_named():
    printed = pdf(
        content_of(
            "# Anna\n\n## Skills\n\n- Calm 📈, 中文 and ✓ \U0001f468\u200d\U0001f4bb.", "en"
        ),
        Layout(),
    )
    assert printed.missing == "中文👨💻📈"
    assert read_cv(printed.file).markdown.endswith("- Calm, and ✓.\n")


def test_cv_in_another_script_makes_a_page_that_says_what_is_missing():
    characters = "".join(chr(0x4E00 + number) for number in range(300))
    printed = pdf(content_of(f"# Anna\n\n## Skills\n\n- SQL {characters}", "en"), Layout())
    assert printed.missing == characters
    assert "SQL" in text_of(printed.file)


def test_longer_cv_takes_smaller_type_then_more_pages():
    points = "".join(f"- Point number {number} of a CV\n" for number in range(50))
    full = content_of(f"# Anna Koval\n\n## Experience\n\n{points}", "en")
    one, two = (pdf(full, Layout("classic", most)) for most in (1, 2))
    assert (one.pages, two.pages) == (1, 2)
    assert text_height(two.file) == pytest.approx(11)
    assert 9.3 <= text_height(one.file) < 11


def test_cv_that_fits_in_no_size_is_not_made_small_for_nothing():
    one, two = (pdf(content("en_long"), Layout("classic", most)) for most in (1, 2))
    assert (one.pages, two.pages) == (2, 2)
    assert text_height(one.file) == text_height(two.file) > 9.3


def text_height(file):
    """The size of the letters of the last line."""
    page = pypdfium2.PdfDocument(file)[0]
    sizes = [one.get_font_size() for one in page.get_objects() if hasattr(one, "get_font_size")]
    return min(sizes)


def test_nothing_is_cut_off_a_cv_of_many_pages():
    points = [f"Point number {number} of a very long CV" for number in range(700)]
    markdown = "# Anna Koval\n\n## Experience\n\n" + "\n".join(f"- {point}" for point in points)
    printed = pdf(content_of(markdown, "en"), Layout("compact", 1))
    assert printed.pages > 5
    said = text_of(printed.file)
    assert [point for point in points if point not in said] == []


def test_endless_word_stays_on_the_page():
    printed = pdf(content_of(f"# Anna\n\n## Skills\n\n- {'x' * 900}\n", "en"), Layout())
    page = pypdfium2.PdfDocument(printed.file)[0]
    text = page.get_textpage()
    right = max(text.get_charbox(index)[2] for index in range(text.count_chars()))
    assert right < page.get_width()
    assert text.get_text_bounded().count("x") == 900


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize(
    "markdown",
    [
        "",
        "\n",
        "# \n",
        "text",
        "### Entry, 2020\n- a",
        "# A\n### b\n## c\n### d\n#### e\n# f",
        "- a",
    ],
)
def test_odd_cvs_make_a_page(markdown, design):
    assert pdf(content_of(markdown, "en"), Layout(design)).pages == 1


def test_cv_that_is_too_long_is_refused_with_a_sentence():
    markdown = "# Anna\n\n" + "- word word word\n" * (LONGEST // 14 + 1)
    with pytest.raises(Unprintable, match="too_long") as refusal:
        pdf(content_of(markdown, "en"), Layout())
    assert "too long to be set in type" in str(refusal.value.sentence)


def test_picture_shows_one_page():
    first, second, third = (picture(content("en_long"), Layout("modern", 2), n) for n in (1, 2, 3))
    assert first.file.startswith(PNG)
    assert second.file.startswith(PNG)
    assert first.file != second.file
    assert third.file == b""
    assert len(io.BytesIO(first.file).read()) < 1_000_000
