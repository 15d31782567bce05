"""Names of months and weekdays, English and Ukrainian, in the cases that mails use."""

MONTH_STEMS = (
    ("january", "jan", "січня", "січень", "січ"), ("february", "feb", "лютого", "лютий", "лют"),
    ("march", "mar", "березня", "березень", "бер"), ("april", "apr", "квітня", "квітень", "квіт"),
    ("may", "травня", "травень", "трав"), ("june", "jun", "червня", "червень", "черв"),
    ("july", "jul", "липня", "липень", "лип"), ("august", "aug", "серпня", "серпень", "серп"),
    ("september", "sept", "sep", "вересня", "вересень", "вер"),
    ("october", "oct", "жовтня", "жовтень", "жовт"),
    ("november", "nov", "листопада", "листопад", "лист"),
    ("december", "dec", "грудня", "грудень", "груд"),
)  # fmt: skip
WEEKDAY_STEMS = (
    ("monday", "mon", "понеділок", "понеділка", "понеділку", "пн"),
    ("tuesday", "tues", "tue", "вівторок", "вівторка", "вівторку", "вт"),
    ("wednesday", "wed", "середа", "середу", "середи", "ср"),
    ("thursday", "thurs", "thur", "thu", "четвер", "четверга", "чт"),
    ("friday", "fri", "п'ятниця", "п'ятницю", "п'ятниці", "пт"),
    ("saturday", "sat", "субота", "суботу", "суботи", "сб"),
    ("sunday", "sun", "неділя", "неділю", "неділі", "нд"),
)
MONTH_OF = {word: number for number, words in enumerate(MONTH_STEMS, 1) for word in words}
WEEKDAY_OF = {word: number for number, words in enumerate(WEEKDAY_STEMS) for word in words}


def _any_of(words: dict[str, int]) -> str:
    """A pattern of them, longer ones first, each a whole word."""
    return r"\b(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")\b"


MONTHS, WEEKDAYS = _any_of(MONTH_OF), _any_of(WEEKDAY_OF)


def month(word: str) -> int:
    return MONTH_OF[word.lower().rstrip(".")]


def weekday(word: str) -> int:
    """0 is Monday."""
    return WEEKDAY_OF[word.lower().rstrip(".")]
