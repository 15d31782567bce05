"""Streets, houses, postal codes and phone numbers are hidden in whatever way they are written."""

import pytest

from tests.cv.test_hidden_links import AT_CONTACTS, PLACES, hidden


@pytest.mark.parametrize(
    "text, secret",
    [
        ("Address: Khreshchatyk 22/3", "Khreshchatyk 22/3"),
        ("Адреса: Хрещатик 22, кв. 3", "Хрещатик"),
        ("Адреса: Хрещатик 22, кв. 3", "3"),
        ("**Адреса проживання:** Київ, Хрещатик, 22", "Хрещатик"),
        ("Місце проживання: Львів, Зелена 5", "Зелена"),
        ("Проживаю за адресою: Хрещатик 22", "Хрещатик"),
        ("Home address - Lviv, Zelena 5/7", "Zelena"),
        ("Городоцька 15, кв. 8", "Городоцька"),
        ("Lviv, Horodotska 15, apt. 8", "Horodotska"),
        ("буд. 5, кв. 3", "5"),
        ("мешкаю на вулиці Хрещатик, 22", "Хрещатик"),
        ("Харківське шосе, 56", "56"),
        ("350 5th Ave, New York", "350"),
        ("14 Elm Close, London", "Elm"),
        ("01001, м. Київ, вул. Хрещатик, 22", "01001"),
        ("Львів, 79000", "79000"),
        ("ZIP: 10001", "10001"),
        ("P.O. Box 123", "123"),
        ("а/с 45", "45"),
    ],
)
def test_address_is_hidden(text, secret):
    assert not any(secret in sent for sent in hidden(text))


@pytest.mark.parametrize(
    "text, secret",
    [
        ("Address: Khreshchatyk, near the post office", "Khreshchatyk"),
        ("Khreshchatyk 22/3", "Khreshchatyk"),
        ("Київ, Хрещатик 22", "Хрещатик"),
        ("22 Khreshchatyk, Kyiv", "Khreshchatyk"),
        ("Хрещатик, 22, м. Київ", "Хрещатик"),
        ("Лесі Українки 5", "Українки"),
        ("SW1A 1AA London", "1AA"),
        ("00-950 Warszawa", "950"),
        ("08150, Боярка", "08150"),
    ],
)
def test_contact_lines_are_read_more_boldly(text, secret):
    assert not any(secret in sent for sent in hidden(text, AT_CONTACTS))


@pytest.mark.parametrize(
    "text, secret",
    [
        ("tel: 1-800-FLOWERS", "FLOWERS"),
        ("1-800-FLOWERS, 0 800 KVITKA", "FLOWERS"),
        ("1-800-FLOWERS, 0 800 KVITKA", "KVITKA"),
        ("tel: 067-KVITKA", "KVITKA"),
        ("тел.: O67 123 45 67", "123 45 67"),
        ("моб. 44-12-33", "44-12-33"),
        ("моб.: 067 123 45 67 дод. 12", "12"),
        ("+380 44 123 45 67, вн. 305", "305"),
        ("tel +48 601 234 567", "601"),
        ("Viber/WhatsApp: 067-123-45-67", "067"),
        ("phone number: 555 0199", "0199"),
        ("[+380 67 123 45 67](tel:+380671234567)", "67"),
    ],
)
def test_phone_is_hidden_with_its_extension(text, secret):
    assert not any(secret in sent for sent in hidden(text))


@pytest.mark.parametrize(
    "text",
    [
        "Address: Kyiv, Ukraine",
        "Support 24/7, schedule 5/2, графік 2/2, Level 3",
        "1 кв. 2023, 120 кв. м, у 3 кв. 2022",
        "Mobile 2019 - 2021, mobile 10 000 users, phone 40,000 users",
        "IP address: 10.0.0.1",
        "Ліцей № 17, школа 12, рівень B2, No. 44/2026",
        "ISO 27001, Windows 10, Ubuntu 22.04, Req. 55120",
        "Kyiv, Python 3.12, 2021",
        "Call center 2019 – 2021, 12345 Users",
    ],
)
def test_facts_are_no_addresses_and_no_numbers(text):
    assert list(hidden(text, PLACES[1:])) == [PLACES[1].format(text)]
