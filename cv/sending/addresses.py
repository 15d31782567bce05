"""What the address of a person looks like: street, house and flat, postal code and box."""

import re

_NUMBER = r"(?!(?:19|20)\d\d\b)\d{1,5}[^\W\d_]?(?:[/-]\d{1,4}[^\W\d_]?)?(?!\w|[.,]\d)"
_HOUSE = rf"(?:(?i:буд|будинок|б)\.?\s*)?(?:№\s*)?{_NUMBER}"
_FLAT = r"(?:,?\s*(?:Apt|Apartment|Flat|Suite|Unit)\.?\s*\w+)?"
_FLAT_NUMBER = r"(?:№\s*)?(?!(?:19|20)\d\d\b)\d{1,4}(?!\w|[.,]\d)"
_KV = rf",?\s*(?i:кв|квартира|kv|flat|apt|apartment)\.?\s*{_FLAT_NUMBER}"
_OFFICE = rf"(?:,?\s*(?i:кв|квартира|оф|офіс|корп|корпус)\.?\s*{_FLAT_NUMBER})?"
_CAPITAL = r"[А-ЯІЇЄҐ][а-яіїєґ'’ʼ-]{1,30}"
_NAMED = r"(?<![\w'’.-])[A-ZА-ЯІЇЄҐ][\w'’ʼ.-]{1,30}(?:[ \t]+[A-ZА-ЯІЇЄҐ][\w'’ʼ-]{1,30}){0,2}"
_ENDS = r"(?=[ \t]*(?:$|[,;|·)\n\[]))"
_STREET_WORD = (
    r"вулиц(?:я|і|ю|ею)|вул|проспект[уі]?|просп|бульвар[уі]?|провул(?:ок|ку)|набережн(?:а|ій)"
    r"|шосе|узв(?:із|озі|озу)|але(?:я|ї)|тупик|проїзд|майдан[іу]?|площ(?:а|і)|мікрорайон[іу]?"
)
STREET = re.compile(
    # вул. Хрещатик, 22, кв. 5
    r"\b(?i:вул\.|просп\.|пр-т\.?|бульв\.|б-р\.?|пров\.|наб\.)\s*[^\n,;|·]{2,50}"
    r"(?:,\s*(?:буд\.?\s*)?\d+[\w/-]*)?(?:,\s*кв\.?\s*\d+)?"
    r"|\b(?:(?i:вул|вулиця|просп|проспект|бульв|бульвар|пров|провулок|набережна)\s+|пл(?:\.\s*|оща\s+)"
    r"(?=[А-ЯІЇЄҐ]))[^\n,;|·]{2,50}(?:,\s*(?:буд\.?\s*)?\d+[\w/-]*)?(?:,\s*кв\.?\s*\d+)?"
    # на вулиці Хрещатик, 22; мкр. Сихів, 4
    rf"|\b(?i:{_STREET_WORD}|мкрн?\.?|м-н)\s+[«\"]?[А-ЯІЇЄҐ][^\n,;|·]{{1,40}}?,?\s*{_HOUSE}{_OFFICE}"
    # Харківське шосе, 56
    rf"|(?<!\w){_CAPITAL}\s+(?i:{_STREET_WORD}),?\s*{_HOUSE}{_OFFICE}"
    # vul. Khreshchatyk, 22
    r"|\b(?i:vul|vulytsi?a|vulytsya|prosp|prospekt|bulv|prov|ul|ulica)\b\.?\s*[^\W\d_]"
    rf"[^\n,;|·]{{1,40}}?,?\s*{_NUMBER}"
    # 22 Baker Street; 12 Khreshchatyk street
    r"|\b\d{1,5}[A-Za-z]?\s+(?:(?:[A-Z]|\d{1,3}(?:st|nd|rd|th)\b)[\w'.-]*\s+){1,3}"
    r"(?:[Ss]treet|St|[Aa]venue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Court|Square|Close|Terrace"
    r"|Crescent|Gardens|Grove|Mews|Highway|Hwy|Parkway|Pkwy|Way|Dr)\b\.?"
    rf"{_FLAT}"
    # Khreshchatyk St, 22; Khreshchatyk street 22
    r"|(?<![\w'’.-])(?:[A-Z][\w'’.-]{1,40}\s+){1,3}(?i:street|str|st|avenue|ave|road|rd|boulevard|blvd|lane|ln)\b\.?"
    rf",?\s*{_NUMBER}{_FLAT}"
    # Hauptstraße 5; Lange Str. 7
    r"|(?<![\w-])[A-ZÄÖÜ](?:[\w-]{0,40}(?:straße|strasse|gasse|allee|platz|weg|str\.)"
    r"|[\w-]{1,40}\s+Stra(?:ß|ss)e)"
    rf"\s*{_NUMBER}"
)
# Городоцька 15, кв. 8; буд. 5, кв. 3
FLAT = re.compile(rf"{_NAMED},?\s*{_HOUSE}{_KV}|(?<!\w)(?i:буд|будинок)\.?\s*{_NUMBER}{_KV}")
BOX = re.compile(
    r"(?<!\w)(?:P\.?\s?O\.?\s?Box|а/с|абон(?:ентська|\.)\s*скринька|поштова\s+скринька)"
    r"\s*(?:№\s*)?\d{1,6}",
    re.IGNORECASE,
)

CITIES = frozenset(
    """
    Kyiv Kiev Lviv Kharkiv Odesa Odessa Dnipro Zaporizhzhia Vinnytsia Poltava Chernihiv Cherkasy
    Sumy Rivne Lutsk Ternopil Uzhhorod Chernivtsi Zhytomyr Khmelnytskyi Ivano-Frankivsk Mykolaiv
    Kherson Kropyvnytskyi Irpin Bucha Brovary Kremenchuk Warsaw Warszawa Krakow Kraków Wroclaw
    Wrocław Gdansk Gdańsk Berlin London Prague Praha Vilnius Riga Tallinn Lisbon
    Київ Львів Харків Одеса Дніпро Запоріжжя Вінниця Полтава Чернігів Черкаси Суми Рівне Луцьк
    Тернопіль Ужгород Чернівці Житомир Хмельницький Івано-Франківськ Миколаїв Херсон Кропивницький
    Ірпінь Буча Бровари Кременчук Варшава Краків Вроцлав Гданськ Берлін Лондон Прага
""".split()
)
_CITY = rf"(?:(?i:м\.|місто|city)\s*)?(?:{'|'.join(sorted(CITIES))})(?!\w)"
_PLACE = rf"(?:{_CITY}|Ukraine|Україна|Poland|Польща)"
_ONLY_PLACES = rf"{_PLACE}(?:,\s*{_PLACE}){{0,2}}[.\s]*(?:$|[|·;])"
_BEGINS = r"(?:^|[|·;,(>.!?]|[-*+]\s)[ \t*_]*"
_KIND_OF_ADDRESS = (
    r"(?:home|postal|mailing|current|permanent|residential|street|домашня|поштова|фактична"
    r"|юридична|моя)"
)
_ADDRESS = (
    rf"(?i:(?:{_KIND_OF_ADDRESS}\s+)?(?:address|addr\.?|адреса|адрес|адр\.)"
    r"(?:\s+(?:проживання|реєстрації|прописки|of\s+residence))?)"
)
_RESIDENCE = (
    r"(?i:(?:place\s+of\s+)?residence|місце\s+(?:проживання|реєстрації)|прописка"
    r"|(?:проживаю|мешкаю|зареєстрован(?:ий|а))\s+за\s+адресою)"
)
_VALUE = r"(?P<secret>[^\s|·;\[*_:–—-][^\n|·;\[]{0,120}(?<![\s,]))"
_HAS_NUMBER = r"(?=[^\n|·;\[]{0,120}\d)"
# Address: Khreshchatyk 22/3
LABELLED = re.compile(
    rf"{_BEGINS}(?:{_ADDRESS}|{_RESIDENCE})[*_]*\s?[:–—-]?[ \t*_]*{_HAS_NUMBER}{_VALUE}",
    re.MULTILINE,
)
CODE = re.compile(
    r"(?<!\w)(?i:поштовий\s+індекс|індекс|zip(?:\s+code)?|post(?:al\s+|\s?)code)[*_]*[:\s*_]{1,4}"
    r"(?P<secret>\d{5}(?:-\d{4})?|\d\d-\d{3}|[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2})(?!\w)"
)
CODE_OF_CITY = re.compile(rf"(?<![\w.,/-])(?P<secret>\d{{5}}|\d\d-\d{{3}})(?=,?\s{{1,3}}{_CITY})")
CITY_WITH_CODE = re.compile(
    rf"(?<!\w){_CITY},?\s{{1,3}}(?P<secret>\d{{5}}|\d\d-\d{{3}})(?![\w-]|[ \t][a-zа-яіїєґ])"
)
ANYWHERE = (STREET, FLAT, BOX, LABELLED, CODE, CODE_OF_CITY, CITY_WITH_CODE)

# What follows is looked for only where a CV gives its contact data: elsewhere it may be a fact.
_LABELLED_AT_CONTACTS = re.compile(
    rf"{_BEGINS}{_ADDRESS}[*_]*\s?[:–—-][ \t*_]*(?!{_ONLY_PLACES}){_VALUE}", re.MULTILINE
)
_NOT_STREET = (
    r"(?!(?i:графік|режим|зміна|schedule|shift|support|available|цілодобово|англ|укр|нім|поль"
    r"|франц|італ|іспан))"
)
# Khreshchatyk 22/3
_SLASHED = re.compile(
    rf"{_NOT_STREET}{_NAMED},?[ \t]*(?!24/7)\d{{1,3}}[^\W\d_]?/(?!(?:19|20)\d\d)\d{{1,4}}"
    rf"(?![\w/.]){_ENDS}"
)
# Kyiv, Khreshchatyk 22
_AFTER_CITY = re.compile(rf"(?<!\w){_CITY},?[ \t]+(?P<secret>{_NAMED},?[ \t]*{_NUMBER}){_ENDS}")
# Khreshchatyk, 22, Kyiv; 22 Khreshchatyk, Kyiv
_BEFORE_CITY = re.compile(
    rf"(?P<secret>{_NAMED},?[ \t]*{_NUMBER}|(?<![\w.,/-])\d{{1,3}}[A-Za-z]?,?[ \t]{_NAMED})"
    rf"(?=,[ \t]*{_CITY})"
)
# Городоцька 15; Лесі Українки 5
_STREETLIKE = re.compile(
    rf"{_NOT_STREET}(?<![\w'’.-])(?:[A-ZА-ЯІЇЄҐ][\w'’ʼ-]{{1,30}}[ \t]+)?"
    r"[A-ZА-ЯІЇЄҐ][\w'’ʼ-]{1,30}?"
    r"(?:ська|цька|зька|ова|ева|єва|ого|енка|нки|ska|tska|zka|oho|enka)"
    rf",?[ \t]*{_NUMBER}{_ENDS}"
)
# 01001, Боярка; SW1A 1AA
_BARE_CODE = re.compile(
    r"(?<![\w.,/$€£₴-])(?<![^,;|·(\s-][ \t])"
    r"(?:\d\d(?!000)\d{3}(?=,?[ \t]+(?:м\.\s*|смт\.?\s*|с\.\s*)?[A-ZА-ЯІЇЄҐ][a-zа-яіїєґ'’ʼ]{2})"
    r"|\d\d-\d{3}(?=[ \t]+[A-ZŁŚŻ][a-ząćęłńóśźż])"
    r"|[A-Z]{1,2}\d[A-Z\d]?[ \t]\d[A-Z]{2}(?!\w))"
)
AT_CONTACTS = (_LABELLED_AT_CONTACTS, _SLASHED, _AFTER_CITY, _BEFORE_CITY, _STREETLIKE, _BARE_CODE)
