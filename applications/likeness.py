"""How alike two companies, two job titles or two addresses are, whatever alphabet they are in.

Plain values in, plain values out. The thresholds are calibrated on the table of pairs in
tests/applications/test_likeness.py.
"""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product
from urllib.parse import parse_qsl, urlencode, urlsplit

SAME_COMPANY = 0.86  # of the letters, in order; what SequenceMatcher.ratio() says
SAME_WORD = 0.8
SAME_TITLE = 0.75  # of the words, weighed
SHORTEST_FUZZY = 5  # letters; shorter names and words must be equal

# Ukrainian as the passport office writes it, and the letters that Russian has besides.
LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh",
        "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
        "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
        "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia", "ъ": "", "ы": "y",
        "э": "e", "ё": "e", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "ı": "i",
    }
)  # fmt: skip
# Spellings of one sound, so that Epicentr is Епіцентр and Privat is Приват.
SOUNDS = (
    ("kh", "h"), ("ph", "f"), ("ck", "k"), ("ts", "c"), ("tz", "c"), ("c", "k"), ("q", "k"),
    ("x", "ks"), ("w", "v"), ("ya", "ia"), ("yu", "iu"), ("ye", "e"), ("ie", "e"), ("y", "i"),
    ("j", "i"), ("g", "h"),
)  # fmt: skip

LEGAL_FORMS = frozenset(
    "ltd limited llc llp lp inc incorporated corp corporation co company plc pte pty gmbh mbh ag kg"
    " ug se sa sas sarl bv nv oy oyj ab as aps spa srl sro spzoo zoo kft ou sia uab dba the"
    " тов тзов тдв фоп ат прат пат зат ват дп кп дочірнє підприємство ооо зао ип пп"
    " товариство з обмеженою відповідальністю акціонерне приватне".split()
)
# What a company may be called with or without.
FILLERS = frozenset(
    "group holding holdings systems system technologies technology tech software solutions digital"
    " international global worldwide studio labs agency services consulting ukraine ua kyiv kiev"
    " lviv europe eu usa us poland team careers jobs hr"
    " група компаній холдинг системи технології україна груп студія агенція сервіс"
    " консалтинг".split()
)
DOMAIN = re.compile(r"\.(?:com|net|org|io|ai|co|app|dev|eu|ua|pl|de|me|tech)(?:\.ua)?(?=\s|$)")

GENDERS = re.compile(
    r"\(?\b[mfwdxhчжд](?:\s?[/|]\s?[mfwdxhчжд]){1,3}\b\)?|\(?\ball genders\b\)?", re.IGNORECASE
)
LEVELS = frozenset(
    "junior jr middle mid senior sr lead principal staff trainee intern internship graduate entry"
    " level strong experienced associate i ii iii iv v l1 l2 l3 l4 l5 l6 l7"
    " молодший молодша старший старша провідний провідна головний головна стажер стажист"
    " стажерка джуніор джун мідл сеньйор сіньйор лід початківець"
    " младший старшая ведущий стажёр джуниор мидл сеньор".split()
)
CIRCUMSTANCES = frozenset(
    "remote remotely hybrid onsite office relocation fulltime parttime contract freelance permanent"
    " temporary urgent hiring vacancy job position ukraine europe eu worldwide emea"
    " віддалено віддалена дистанційно гібрид гібридно офіс повна часткова зайнятість терміново"
    " вакансія робота україна удаленно удалённо"
    " a an the of for in at and to with на у в з до по та і для".split()
)
JOINED = (
    (r"\b(back|front)[\s-]end\b", r"\1end"),
    (r"\bfull[\s-]stack\b", "fullstack"),
    (r"\b(full|part)[\s-]time\b", r"\1time"),
    (r"\bon[\s-]site\b", "onsite"),
    (r"\bdev[\s-]ops\b", "devops"),
    (r"\b(node|react|vue|next)[.\s]?js\b", r"\1"),
    (r"\bc\s?\+\+", "cpp"),
    (r"\bc\s?#", "csharp"),
    (r"(?<!\w)\.net\b", "dotnet"),
    (r"\bqa[\s-]engineer\b", "qa developer"),
    (r"\bui\s?/\s?ux\b", "ux ui"),
)
MEANINGS = {
    word: meaning
    for meaning, words in {
        "developer": "dev engineer programmer coder розробник розробниця розробника програміст"
        " програмістка інженер інженерка разработчик программист инженер",
        "manager": "менеджер менеджерка керівник керівниця",
        "designer": "дизайнер дизайнерка",
        "analyst": "аналітик аналітикиня аналитик",
        "specialist": "спеціаліст спеціалістка фахівець фахівчиня специалист",
        "qa": "tester тестувальник тестувальниця тестировщик",
        "accountant": "бухгалтер бухгалтерка",
        "administrator": "admin адміністратор адміністраторка",
        "assistant": "асистент асистентка помічник помічниця",
        "recruiter": "рекрутер рекрутерка",
        "marketing": "маркетинг маркетингу marketer маркетолог маркетологиня",
        "sales": "продажу продажів продаж",
        "project": "проєкт проєктів проєкту проектний проєктний проектов проектів",
        "product": "продукт продукту продуктовий",
        "data": "даних данных",
        "javascript": "js",
        "typescript": "ts",
        "golang": "go",
        "machine": "ml",
        "android": "андроїд",
    }.items()
    for word in words.split()
}
# Said of many jobs, so they count half.
COMMON = frozenset(
    "developer manager specialist software designer analyst assistant administrator".split()
)


@dataclass(frozen=True)
class Company:
    """The names of one company: "Нова Пошта (Nova Poshta)" has three."""

    names: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Title:
    words: tuple[str, ...]
    outside: tuple[str, ...]  # of the brackets


def company(name: str) -> Company:
    plain = _plain(name)
    inside = re.findall(r"\(([^()]{2,})\)", plain)
    variants = [plain, re.sub(r"\([^()]*\)", " ", plain), *inside]
    return Company(tuple(dict.fromkeys(filter(None, map(_name, variants)))))


def title(text: str) -> Title:
    text = GENDERS.sub(" ", _plain(text))
    return Title(_telling(text), _telling(re.sub(r"\([^()]*\)", " ", text)))


def of_companies(one: Company, other: Company) -> float:
    """From 0 to 1; compare with SAME_COMPANY."""
    pairs = product(one.names, other.names)
    return max((_of_names(left, right) for left, right in pairs), default=0.0)


def of_titles(one: Title, other: Title) -> float:
    """From 0 to 1; compare with SAME_TITLE. A detail in brackets counts when both have one."""
    likeness = _of_words(one.words, other.words)
    if (one.words == one.outside) == (other.words == other.outside):
        return likeness
    return max(likeness, _of_words(one.outside, other.outside))


def page(url: str) -> str:
    """The address without what does not name the page; empty when there is none."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if not host or not (parts.path.strip("/") or parts.query):
        return ""  # the front page of a site is no job
    telling = [pair for pair in parse_qsl(parts.query) if not _is_tracking(pair[0])]
    return f"{host}{parts.path.rstrip('/')}?{urlencode(sorted(telling))}"


def _is_tracking(name: str) -> bool:
    return bool(re.match(r"utm_|(?:ref|refid|source|src|gclid|fbclid|trk|gh_src)$", name.lower()))


def _plain(text: str) -> str:
    """Small letters without apostrophes and accents; й and ї, being letters, stay as they are."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[’ʼ'`´]", "", text)
    return re.sub(r"[\u00c0-\u024f]", lambda found: _without_accent(found[0]), text)


def _without_accent(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter)[0]


def _telling(text: str) -> tuple[str, ...]:
    for pattern, whole in JOINED:
        text = re.sub(pattern, whole, text)
    words = re.findall(r"\w+", text)
    telling = [word for word in words if word not in LEVELS and word not in CIRCUMSTANCES]
    kept = [MEANINGS.get(word, word) for word in telling or words]
    return tuple(sorted({_sounds(word) for word in kept}))


def _name(name: str) -> tuple[str, ...]:
    name = DOMAIN.sub("", name.strip())
    name = re.sub(r"(?<=\b\w)\.\s?(?=\w\b)|(?<=\b\w)\.", "", name)  # s.r.o. and B.V.
    words = re.findall(r"\w+", re.sub(r"\bsp(?:ółka|olka)?\.? ?z ?o\.? ?o\b", "spzoo", name))
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    while len(words) > 1 and words[0] in LEGAL_FORMS:
        words.pop(0)
    return tuple(words)


def _of_names(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    left, right = _joined(one), _joined(other)
    if left == right or _differ_by_fillers(one, other):
        return 1.0
    if re.findall(r"\d+", left) != re.findall(r"\d+", right):
        return 0.0
    shorter, longer = sorted((len(left), len(right)))
    if shorter < SHORTEST_FUZZY or 2 * shorter < SAME_COMPANY * (shorter + longer):
        return 0.0  # too short, or never the same however the letters fall
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _differ_by_fillers(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one is the other with words such as "Group" or "Ukraine" added."""
    short, long = sorted((one, other), key=len)
    core = [word for word in long if word not in FILLERS or word in short]
    return len(core) < len(long) and bool(core) and _joined(tuple(core)) == _joined(short)


def _joined(words: tuple[str, ...]) -> str:
    return _sounds("".join(words))


def _sounds(word: str) -> str:
    word = word.translate(LATIN)
    for spelling, sound in SOUNDS:
        word = word.replace(spelling, sound)
    return re.sub(r"([a-z])\1+", r"\1", word)


def _of_words(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The weight of the words that both have, of all words."""
    left = list(other)
    shared = 0.0
    for word in one:
        twin = next((candidate for candidate in left if _is_same_word(word, candidate)), None)
        if twin is not None:
            left.remove(twin)
            shared += _weight(word) + _weight(twin)
    whole = sum(map(_weight, one + other))
    return shared / whole if whole else 0.0


def _is_same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < SHORTEST_FUZZY:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME_WORD


def _weight(word: str) -> float:
    return 0.5 if word in COMMON_SOUNDS else 1.0


COMMON_SOUNDS = frozenset(map(_sounds, COMMON))
