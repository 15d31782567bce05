"""Reading CSV: character sets, delimiters, quoting, and everything that is no table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.importing import sheet
from applications.importing.decode import MAX_BYTES, text_of
from applications.importing.failure import TABLE_SENTENCES, UnreadableTable

UKRAINIAN = "Компанія;Посада\r\nНова Пошта;Їздовий\r\n"


def rows(text):
    return [record.cells for record in sheet.read(text).records]


def code_of(function, value):
    with pytest.raises(UnreadableTable) as caught:
        function(value)
    assert caught.value.sentence
    return caught.value.code


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_ukrainian_text_is_read_in_any_character_set(charset):
    assert text_of(UKRAINIAN.encode(charset)) == UKRAINIAN


def test_western_text_of_excel_is_not_taken_for_cyrillic():
    text = "Company,Role\nCafé Zürich,Señor engineer\nPrélude,Garçon\n"
    assert text_of(text.encode("cp1252")) == text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiter_is_found(delimiter):
    table = f'Company{delimiter}Role\n"One, two; three"{delimiter}Developer\n'
    assert rows(table) == [("Company", "Role"), ("One, two; three", "Developer")]


def test_delimiter_that_excel_declares_is_used_and_its_row_not_counted():
    table = sheet.read("sep=;\r\na,b;c,d\r\n1,2;3,4\r\n")
    assert [record.cells for record in table.records] == [("a,b", "c,d"), ("1,2", "3,4")]
    assert table.records[0].number == 1


def test_commas_in_text_do_not_outvote_semicolons():
    table = "Company;Role;Note\nA;B;one, two, three\nC;D;four, five\nE;F;\n"
    assert rows(table)[1] == ("A", "B", "one, two, three")


def test_quoted_newlines_quotes_and_all_line_ends_are_kept():
    table = 'a,b\r"say ""hi""\r\nthere",2\r'
    assert rows(table) == [("a", "b"), ('say "hi"\r\nthere', "2")]


def test_blank_rows_are_skipped_and_still_counted():
    records = sheet.read("a,b\n\n , \n1,2\n").records
    assert [(record.number, record.cells) for record in records] == [
        (1, ("a", "b")),
        (4, ("1", "2")),
    ]


def test_one_apostrophe_before_a_formula_is_taken_off():
    cells = rows("a,b,c,d,e\n'=1+1,''@x,'90s,'-,it's\n")[1]
    assert cells == ("=1+1", "'@x", "'90s", "-", "it's")


@pytest.mark.parametrize(
    "body, code",
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        ("\ufeff".encode(), "empty"),
        (b"PK\x03\x04 and the rest of a workbook", "workbook"),
        (b"\xd0\xcf\x11\xe0 old workbook", "workbook"),
        (b"%PDF-1.7 text", "not_text"),
        (b"a,b\nc\x00d,e\n", "not_text"),
        (b"\xff\xfe\x00", "not_text"),  # half a character of UTF-16
        (b"\xc3\xa9\x98\xd0,\xd1", "not_text"),  # no UTF-8, and a hole of cp1251
        (b"a" * (MAX_BYTES + 1), "too_big"),
    ],
)
def test_what_is_no_table_is_refused(body, code):
    assert code_of(text_of, body) == code


@pytest.mark.parametrize(
    "text, code",
    [
        ('a,b\n1,"open\n2,3\n', "open_quote"),
        ('a,b\n"x"y,3\n', "stray_quote"),
        ('a,b\n1,"' + "x" * 140_000 + '"\n', "long_cell"),
        ("a,b\n1," + "x" * 100_001 + "\n", "long_cell"),
        ("a,b\n" + "1,2\n" * 5001, "too_many_rows"),
        ("a," * 101 + "a\n", "too_many_columns"),
        (",,\n,,\n", "empty"),
    ],
)
def test_broken_table_is_refused(text, code):
    assert code_of(sheet.read, text) == code


def test_cell_as_long_as_the_sentence_says_is_read():
    text = "x" * 99_999 + "ї"
    assert rows(f"a,b\n1,{text}\n")[1] == ("1", text)


@pytest.mark.parametrize("length", [100_001, 131_073])
def test_sentence_names_the_row_of_a_cell_that_is_too_long(length):
    with pytest.raises(UnreadableTable) as raised:
        sheet.read("a,b\n1,2\n3," + "x" * length + "\n")
    assert "row 3 is longer than 100,000 characters" in raised.value.sentence


def test_sentence_names_the_row_where_a_quotation_mark_opens():
    with pytest.raises(UnreadableTable) as caught:
        sheet.read('a,b\n1,2\n3,"open\n5,6\n')
    assert "row 3" in caught.value.sentence


def test_as_many_rows_and_columns_as_promised_are_read():
    table = sheet.read(",".join("a" * 100) + "\n" + "1,2\n" * 5000)
    assert len(table.below(1)) == 5000
    assert table.width == 100


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(body):
    try:
        is_sound = all(any(record.cells) for record in sheet.read(text_of(body)).records)
    except UnreadableTable as failure:
        is_sound = failure.code in TABLE_SENTENCES
    assert is_sound
