"""How a name may be spelled in a text, and which words are no names."""

import re

from cv.text import headings
from cv.text.romanised import romanised

NAME_PART = re.compile(r"[^\W\d_]['’]?[^\W\d_]+(?:['’-][^\W\d_]+)*")
CYRILLIC = re.compile(r"[а-яіїєґ]")
SHORTEST_NAME_PART = 3
WORD = re.compile(r"[^\W\d_]+")
# A first heading may say what the person does instead of who they are.
JOB_WORDS = """
    academic account accountant administrator agile ai analyst analytics android angular api
    architect art artist assistant associate automation aws azure backend bi brand bsc business
    chief cloud coach computer consultant content coordinator copywriter creative css curriculum
    customer cv cybersecurity data database delivery designer desktop developer development devops
    digital director django docker ecommerce economist editor embedded engineer engineering excel
    executive expert figma finance financial flutter founder freelance freelancer frontend fullstack
    game golang graphic growth head hr html ios java javascript journalist junior kotlin kubernetes
    lawyer lead learning linux logistics machine management manager manual marketer marketing mba
    mechanical middle mobile msc network node nurse office officer operations owner partner phd php
    postgresql principal product professional program programmer project python qa quality react
    recruiter resume sales scientist scrum security seo senior smm social software solutions
    specialist sql staff student support system systems teacher team tech technical technician
    tester testing trainee trainer translator typescript ui unity ux video vitae vue web wordpress
    writer
    адміністратор аналітик архітектор асистент асистентка баз бекенд бізнес бухгалтер бухгалтерка
    веб викладач викладачка верстальник вчитель вчителька графічний даних державний дизайнер
    дизайнерка директор директорка економіст економістка журналіст журналістка інженер інженерка
    інформаційних керівник керівниця копірайтер копірайтерка координатор координаторка лікар лікарка
    логіст маркетинг маркетолог маркетологиня медсестра менеджер менеджерка молодший
    молодша офіс оператор операторка перекладач перекладачка помічник помічниця провідний програміст
    програмістка продажів проєкту проєктів проєктний проектний продуктовий психолог психологиня
    резюме рекрутер рекрутерка розробник розробниця системний системна спеціаліст спеціалістка
    старший старша студент студентка тестувальник тестувальниця технік технічний учитель учителька
    фахівець фахівчиня фінансовий фінансист фронтенд фрилансер юрист юристка
"""
NOT_NAMES = frozenset(
    word for word in WORD.findall(f"{JOB_WORDS} {headings.NAMES}".lower()) if len(word) > 1
)
# Ukrainian declines names: Олена, Олени, Оленою; Ольга, Ользі; Ковальський, Ковальського.
DECLINED = re.compile(r"[а-яёіїєґ'’ʼ-]{4,}", re.IGNORECASE)
NOT_OF_STEM = re.compile(r"(?:(?<=.{4})ий|[аеєиіїоуюяёыэйь])$", re.IGNORECASE)
SOFTENED = {"г": "[гзж]", "к": "[кцч]", "х": "[хсш]", "ц": "[цч]"}  # Ользі, Чумаче, Кравче
APOSTROPHE = re.compile("['’ʼ`]")
BETWEEN_NAMES = r"[\s._-]*"  # a file may be called olena_marchenko
CASE_ENDING = "[а-яёіїєґ]{0,3}"
# Чорновіл, Чорновола; Яків, Якова; Кравець, Кравця; Коломієць, Коломійця; Панок, Панка.
CHANGING = re.compile(
    r"(?P<i>і)(?=[^аеєиіїоуюяь]$)|(?P<e>[еє])(?=ц$)|(?P<o>о)(?=к$)", re.IGNORECASE
)
CHANGES = {"i": "[іоеє]", "e": "[еєй]?", "o": "о?"}


def spelling_of(name: str) -> str:
    """A pattern of the name in every case of the Ukrainian language."""
    if not DECLINED.fullmatch(name):
        return BETWEEN_NAMES.join(map(_escaped, name.split()))
    stem = NOT_OF_STEM.sub("", name)
    last = SOFTENED.get(stem[-1].lower(), re.escape(stem[-1]))
    changing = CHANGING.search(stem)
    if not changing:
        return _escaped(stem[:-1]) + last + CASE_ENDING
    return (
        _escaped(stem[: changing.start()]) + CHANGES[str(changing.lastgroup)] + last + CASE_ENDING
    )


def parts_of(name: str) -> set[str]:
    """The single names that are long enough to be looked for, those of a double name too."""
    parts = set(NAME_PART.findall(name))
    parts |= {one for part in parts for one in part.split("-")}
    return {part for part in parts if len(part) >= SHORTEST_NAME_PART}


def in_latin(name: str) -> set[str]:
    """How a Ukrainian name may stand in Latin letters; nothing for a name in them."""
    folded = name.lower()
    if not CYRILLIC.search(folded):
        return set()
    official = " ".join(map(romanised, folded.split()))
    usual = official.replace("iia", "ia")  # Maria
    return {
        official,
        usual,
        usual.replace("iu", "yu").replace("ia", "ya"),
        usual.replace("kh", "h"),
    }


def stem_of(name: str) -> str:
    """What stands in every spelling of the name."""
    if not DECLINED.fullmatch(name):
        return APOSTROPHE.split(name.split()[0])[0]
    stem = NOT_OF_STEM.sub("", name)
    changing = CHANGING.search(stem)
    return APOSTROPHE.split(stem[: changing.start()] if changing else stem[:-1])[0]


def _escaped(text: str) -> str:
    """A pattern of the text with an apostrophe of any kind, or with none."""
    return APOSTROPHE.sub("['’ʼ`]?", re.escape(text).replace(r"\`", "`"))
