"""When two ways of putting it mean one term: "Postgres" and "PostgreSQL skills"."""

from cv.score.lexicon import names_in


def key_of(term: str) -> frozenset[str]:
    """Equal for terms that mean the same: the names that the lexicon sees in it, else its words."""
    named = frozenset(named.name for named in names_in(term))
    return named or frozenset([" ".join(term.casefold().split())])
