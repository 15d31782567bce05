"""Places of work as CVs name them: a town, a country, "remote"."""

import re

from cv.sending.addresses import CITIES

COUNTRIES = {
    name: code
    for code, names in {
        "UA": "Ukraine Україна", "PL": "Poland Польща", "DE": "Germany Німеччина",
        "CZ": "Czechia Чехія", "SK": "Slovakia Словаччина", "AT": "Austria Австрія",
        "FR": "France Франція", "ES": "Spain Іспанія", "PT": "Portugal Португалія",
        "IT": "Italy Італія", "NL": "Netherlands Нідерланди", "BE": "Belgium Бельгія",
        "IE": "Ireland Ірландія", "GB": "UK Британія", "US": "USA США", "CA": "Canada Канада",
        "RO": "Romania Румунія", "HU": "Hungary Угорщина", "LT": "Lithuania Литва",
        "LV": "Latvia Латвія", "EE": "Estonia Естонія", "BG": "Bulgaria Болгарія",
        "MD": "Moldova Молдова", "TR": "Turkey Туреччина", "IL": "Israel Ізраїль",
        "SE": "Sweden Швеція", "NO": "Norway Норвегія", "DK": "Denmark Данія",
        "FI": "Finland Фінляндія", "CH": "Switzerland Швейцарія", "GE": "Georgia Грузія",
    }.items()
    for name in names.split()
}  # fmt: skip
ANYWHERE = frozenset(
    "remote remotely hybrid on-site onsite office віддалено дистанційно гібридно офіс".split()
)
LABEL = re.compile(r"(?:м\.|місто|city|location|address|адреса)\s*:?\s*", re.IGNORECASE)
BETWEEN = re.compile(r"\s*[,/(·|]\s*")
TOWN = re.compile(
    r"[A-ZА-ЯІЇЄҐ][^\W\d_]+(?:[\s’'-](?:[A-ZА-ЯІЇЄҐ][^\W\d_]+|am|an|de|la|upon)){0,3}"
)
LONGEST = 60


def is_place(text: str) -> bool:
    """Whether nothing else is said: towns and countries that are known, or a town of a country."""
    parts = [
        LABEL.sub("", part, count=1) for part in BETWEEN.split(text[: LONGEST + 1].strip(" )"))
    ]
    is_known = [one in CITIES or one in COUNTRIES or one.lower() in ANYWHERE for one in parts]
    return len(text) <= LONGEST and (
        all(is_known) or (is_known[-1] and all(map(TOWN.fullmatch, parts[:-1])))
    )


def location(text: str) -> dict[str, str]:
    """A place in the words of JSON Resume; nothing for what names none."""
    said = LABEL.sub("", text.strip(), count=1)
    if any(character.isdigit() for character in said):
        return {"address": said} if "," in said or said != text.strip() else {}
    town, *others = BETWEEN.split(said.strip(" )"))
    country = next((COUNTRIES[one] for one in reversed(others) if one in COUNTRIES), "")
    if town in COUNTRIES:
        return {"countryCode": COUNTRIES[town]}
    if town.lower() in ANYWHERE or not (town in CITIES or TOWN.fullmatch(town)):
        return {}
    return {"city": town} | ({"countryCode": country} if country else {})
