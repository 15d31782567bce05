"""Full-text search: words as PostgreSQL sees them, the same when written and when looked for."""

import re

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import F, Func, GeneratedField

MOST_WORDS = 12  # of one search; the rest of a pasted page is not looked for
A_WORD = re.compile(r"[^\W_ʼ]+")  # U+02BC, an apostrophe, counts as a letter elsewhere


class Words(Func):
    """The words of some text columns. Marks part words: node.js is “node” and “js”, and no text is
    taken for a tag, an entity, an address or a signed number."""

    function = "to_tsvector"
    template = (
        "to_tsvector('simple'::regconfig,"
        " translate(%(expressions)s, './-@:_<>&+''’ʼ', '             '))"
    )
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()


def words_of(*columns: str) -> GeneratedField:
    return GeneratedField(
        expression=Words(*(F(column) for column in columns)),
        output_field=SearchVectorField(),
        db_persist=True,
    )


def prefixes(text: str) -> list[SearchQuery]:
    """One query for each word of `text`: it stands somewhere, or begins a word there."""
    return [
        SearchQuery(f"'{word}':*", search_type="raw", config="simple")
        for word in A_WORD.findall(text)[:MOST_WORDS]
    ]
