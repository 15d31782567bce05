"""Why a table, or a row of one, can't be taken in, and what the person can do about it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

TABLE_SENTENCES = {
    "empty": _("There is nothing in it. Choose a table with a row for each application."),
    "too_big": _("This is larger than 4 MB. Split the table, and import the parts one by one."),
    "workbook": _("This is a workbook, not CSV. In your spreadsheet choose “Save as” or “Download”,"
                  " then CSV."),
    "not_text": _("This file is no table in plain text. Export it as CSV and try again."),
    "no_rows": _("There is only one row. Trackr needs a row of column names and one row for each"
                 " application."),
    "too_many_rows": _("There are more than 5,000 rows. Split the table, and import the parts one"
                       " by one."),
    "too_many_columns": _("There are more than 100 columns. Remove those that you don’t need."),
    "open_quote": _("A quotation mark that opens in row %(row)s is never closed. Export the table"
                    " again, or close it by hand."),
    "stray_quote": _("Row %(row)s has a quotation mark where none may stand. Export the table"
                     " again, or remove it by hand."),
    "long_cell": _("A cell in row %(row)s is longer than 100,000 characters, or a quotation mark"
                   " is not closed there."),
}  # fmt: skip

ROW_SENTENCES = {
    "no_company": _("The company is missing."),
    "no_role": _("The role is missing."),
    "too_long": _("“%(detail)s…” is too long for its field."),
    "too_wide": _("There are more cells than columns. Is a quotation mark missing?"),
    "date": _("“%(detail)s” is no date that Trackr can read."),
    "future": _("“%(detail)s” has not come yet."),
    "early": _("“%(detail)s” is before the year 2000."),
    "word": _("“%(detail)s” is no stage, and you chose not to import it."),
    "history": _("“%(detail)s” can’t be read as a step of a history."),
}
LONGEST_DETAIL = 60


class UnreadableTable(Exception):
    """`code` is a key of TABLE_SENTENCES, `sentence` what to tell the person."""

    def __init__(self, code: str, row: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.row = row

    @property
    def sentence(self) -> str:
        return str(TABLE_SENTENCES[self.code]) % {"row": self.row}


class UnreadableRow(Exception):
    """`code` is a key of ROW_SENTENCES, `detail` the beginning of the cell that is meant."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail[:LONGEST_DETAIL]


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row; `number` is the row as a spreadsheet counts it."""

    number: int
    code: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        return str(ROW_SENTENCES[self.code]) % {"detail": self.detail}
