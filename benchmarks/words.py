"""What people write into applications, in English and Ukrainian: varied, and always the same."""

import random
from collections.abc import Iterable
from itertools import product

SEED = 20_261_123
COMPANIES = 2_000
ROLES = 800

FIRST = (
    "Amber Atlas Beacon Blue Bright Cedar Cloud Copper Delta Dnipro Eastern Echo Fair Field Forest "
    "Granite Harbor Horizon Iris Juniper Kestrel Kvitka Lantern Lemon Linden Maple Meridian Mosaic "
    "North Nova Oak Orbit Paper Pine Polar Quartz Raven River Silver Solid Southern Spring Stone "
    "Summit Swift Tandem Terra Tidal Union Velvet Vertex Violet Western Willow Winter Zenith"
).split()
SECOND = (
    "Analytics|Bank|Bio|Capital|Care|Commerce|Consulting|Data|Design|Digital|Dynamics|Education|"
    "Energy|Engineering|Finance|Foods|Games|Group|Health|Insurance|Interactive|Labs|Logistics|"
    "Media|Mobility|Networks|Partners|Payments|Robotics|Security|Soft|Solutions|Studio|Systems|"
    "Technologies|Travel|Ventures|Works & Co.|International GmbH|Software Ltd."
).split("|")
FIRST_UK = (
    "Барвінок|Біла Хата|Верба|Вітрила|Галич|Говерла|Джерело|Дніпро|Зоря|Каштан|Київська Русь|"
    "Криниця|Лелека|Маяк|Мальва|Обрій|Орбіта|Перлина|Полісся|Промінь|Рушник|Світанок|Січ|Сокіл|"
    "Сузір’я|Тризуб|Українська пошта|Хвиля|Чорне море|Явір"
).split("|")
SECOND_UK = (
    "Агро|Аналітика|Банк|Дані|Дизайн|Енергія|Логістика|Медіа|Освіта|Програмні рішення|Системи|"
    "Студія|Технології|Торгівля|Фарма|Фінанси"
).split("|")
PLAIN_COMPANIES = (
    'O’Reilly & Sons|AT&T|Müller <Digital>|Société Générale|ТОВ «Нова Хвиля»|ПриватДім|B2B "Plus"|'
    "Świat Kodu|L'Atelier|Monobrand|Ajax|Readdle|Grammatica|Uklon Lab|Preply One|GitHouse|X"
).split("|")

LEVELS = ("", "", "Junior", "Middle", "Senior", "Senior", "Lead", "Staff", "Principal")
CRAFTS = (
    "Accountant|Account Manager|Android Developer|Backend Developer|Business Analyst|Copywriter|"
    "Customer Success Manager|Data Analyst|Data Engineer|Data Scientist|DevOps Engineer|"
    "Engineering Manager|Financial Analyst|Frontend Developer|Full Stack Developer|"
    "Graphic Designer|HR Business Partner|iOS Developer|Lawyer|Machine Learning Engineer|"
    "Marketing Manager|Office Manager|Platform Engineer|Product Designer|Product Manager|"
    "Project Manager|QA Automation Engineer|QA Engineer|Recruiter|Sales Development Representative|"
    "Security Engineer|SEO Specialist|Site Reliability Engineer|Software Engineer|"
    "Solutions Architect|Support Engineer|Technical Writer|UX Researcher"
).split("|")
DETAILS = (
    "||||||||(Python, Django)|(Go)|(Java, Spring)|(React, TypeScript)|(remote, EU time zones)|"
    "(part-time)|(Payments)|(Growth)|(DACH market)|(six-month contract)|, Core Platform|, Mobile|"
    ", Trust & Safety|, R&D|– maternity cover"
).split("|")
CRAFTS_UK = (
    "Аналітик даних|Бухгалтер|Бізнес-аналітик|Викладачка англійської|Графічна дизайнерка|"
    "Інженер з тестування|Керівник проєктів|Контент-менеджерка|Логіст|Маркетолог|"
    "Менеджер з продажу|Менеджерка з персоналу|Офіс-менеджер|Програміст C++|Продуктова дизайнерка|"
    "Рекрутерка|Розробник Python|Розробниця інтерфейсів|Системний адміністратор|Юристка"
).split("|")
DETAILS_UK = (
    "|||||(віддалено)|(Київ)|(неповний день)|– старший рівень|– відділ платежів|, команда зростання"
).split("|")

PLACES = (
    "|||Kyiv|Kyiv, Ukraine|Lviv|Odesa|Dnipro|Kharkiv|Remote|Remote, Europe|Remote (UTC±3)|Warsaw|"
    "Kraków, Poland|Berlin|Berlin or remote|Munich, Germany|Amsterdam, Netherlands|London|"
    "London, hybrid (2 days)|Dublin|Lisbon|Barcelona, Spain|Prague|Vienna|Tallinn|New York, NY|"
    "Київ|Київ, Поділ|Львів|Одеса|Дніпро|Харків|Івано-Франківськ|Віддалено|Віддалено, Україна|"
    "Варшава"
).split("|")
SOURCES = (
    "|DOU|Djinni|LinkedIn|Work.ua|robota.ua|Indeed|Referral|Company site|Recruiter wrote to me|"
    "Знайомі|Телеграм-канал|Hacker News: Who is hiring?|Ярмарок вакансій"
).split("|")


def companies() -> list[str]:
    """Two thousand names, every third Ukrainian, a few with marks that HTML must escape."""
    english = _shuffled(f"{first} {second}" for first, second in product(FIRST, SECOND))
    ukrainian = _shuffled(f"{first} {second}" for first, second in product(FIRST_UK, SECOND_UK))
    names = [*PLAIN_COMPANIES, *ukrainian[: COMPANIES // 3], *english]
    return _shuffled(names[:COMPANIES])


def roles() -> list[str]:
    english = [_role(*parts) for parts in product(LEVELS, CRAFTS, DETAILS)]
    ukrainian = [_role("", *parts) for parts in product(CRAFTS_UK, DETAILS_UK)]
    picked = random.Random(SEED)  # noqa: S311  the same words each time, not a secret
    return [
        *picked.sample(english, ROLES * 2 // 3),
        *picked.choices(ukrainian, k=ROLES - ROLES * 2 // 3),  # there are not as many
    ]


def _role(level: str, craft: str, detail: str) -> str:
    gap = "" if detail.startswith(",") else " "
    return f"{level} {craft}{gap}{detail}".strip()


def _shuffled(words: Iterable[str]) -> list[str]:
    found = sorted(set(words))
    random.Random(SEED).shuffle(found)  # noqa: S311
    return found
