"""How many tokens a text takes, where nobody has counted them."""

LETTERS_PER_TOKEN = 4  # of Latin text; other alphabets take twice as many tokens
LETTERS_PER_TOKEN_ELSEWHERE = 2


def tokens_of(text: str) -> int:
    """An estimate, rather too high than too low."""
    elsewhere = sum(not letter.isascii() for letter in text)
    latin = len(text) - elsewhere
    return -(-latin // LETTERS_PER_TOKEN) - (-elsewhere // LETTERS_PER_TOKEN_ELSEWHERE)
