"""Ukrainian words in Latin letters by the official romanisation, near enough: Nova Poshta."""

LETTERS = dict(
    zip(
        "абвгґдежзийклмнопрстуфхцчшщюяєіїь'’",
        "a b v h g d e zh z y i k l m n o p r s t u f kh ts ch sh shch iu ia ie i i".split()
        + ["", "", ""],
        strict=True,
    )
)
AT_THE_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def romanised(folded: str) -> str:
    """A word in small letters; what is no Ukrainian letter stays as it is."""
    first = AT_THE_START.get(folded[:1], LETTERS.get(folded[:1], folded[:1]))
    return first + "".join(LETTERS.get(letter, letter) for letter in folded[1:])
