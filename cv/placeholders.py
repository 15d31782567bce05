"""Contact data out of a text before it goes to the AI, and back into what comes home.

What is taken out: links, e-mail addresses, phone numbers, street addresses and the person's name.
"""

import re
from dataclasses import dataclass, field

import phonenumbers

from cv import contacts, headings

PHONE_REGIONS = ("UA", "US")
NAME_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
NAME_PART = re.compile(r"[^\W\d_]['’]?[^\W\d_]+(?:['’-][^\W\d_]+)*")
INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
BESIDE_NAME = re.compile(r"\s*[,;|·/()]\s*|\s+[-–—]\s+")  # "Anna Koval, QA Engineer"
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
SOFTENED = {"га": "[гз]", "ка": "[кц]", "ха": "[хс]"}
CASE_ENDING = "[а-яёіїєґ]{0,3}"


@dataclass
class Mask:
    """Takes contact data out of texts. The same value gets the same placeholder in all of them."""

    originals: dict[str, str] = field(default_factory=dict)  # placeholder to what stood there

    def hide_cv(self, markdown: str, names: list[str]) -> str:
        """Like hide, and more boldly where a CV gives its contact data."""
        pieces = contacts.split(markdown)
        return "".join(self._hide(text, names, is_bold=is_bold) for text, is_bold in pieces)

    def hide(self, text: str, names: list[str]) -> str:
        return self._hide(text, names, is_bold=False)

    def show(self, text: str) -> str:
        """Put back what stood there; the last first, for it may hold an earlier placeholder."""
        for placeholder, original in reversed(self.originals.items()):
            text = text.replace(placeholder, original)
        return text

    def _hide(self, text: str, names: list[str], *, is_bold: bool) -> str:
        # A link may hold an e-mail address, so links go first.
        for kind, pattern in (
            ("LINK", contacts.LINK),
            ("EMAIL", contacts.EMAIL),
            ("ADDRESS", contacts.STREET),
        ):
            text = self._replace(kind, _spans(pattern, text), text)
        for region in PHONE_REGIONS:
            found = phonenumbers.PhoneNumberMatcher(text, region)
            text = self._replace("PHONE", [(match.start, match.end) for match in found], text)
        if is_bold:
            text = self._replace("LINK", _spans(contacts.HANDLE, text), text)
            text = self._replace("LINK", _spans(contacts.DOMAIN, text), text)
            text = self._replace("PHONE", contacts.phone_spans(text), text)
        for name in names:
            text = self._replace("NAME", _spans(_spellings(name), text), text)
        return text

    def _replace(self, kind: str, spans: list[tuple[int, int]], text: str) -> str:
        pieces: list[str] = []
        end = 0
        for start, stop in spans:
            pieces += [text[end:start], self._placeholder(kind, text[start:stop])]
            end = stop
        return "".join([*pieces, text[end:]])

    def _placeholder(self, kind: str, original: str) -> str:
        same_kind = [one for one in self.originals if one.startswith(f"[{kind}")]
        for placeholder in same_kind:
            if self.originals[placeholder] == original:
                return placeholder
        placeholder = f"[{kind} {len(same_kind) + 1}]" if same_kind else f"[{kind}]"
        self.originals[placeholder] = original
        return placeholder


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where the secret parts of the matches stand."""
    secret = "secret" if "secret" in pattern.groupindex else 0
    return [match.span(secret) for match in pattern.finditer(text)]


def names_in(markdown: str, profile_name: str) -> list[str]:
    """What to hide as names, longest first: of the profile and of the CV's first heading."""
    heading = _heading(markdown)
    found = {*_with_parts(profile_name), *_with_parts(_person_of(heading))}
    if not NOT_NAMES.issuperset(_words(heading)):
        found.add(heading)
    return sorted(found, key=lambda name: (-len(name), name))


def is_nameless(markdown: str, profile_name: str) -> bool:
    """Whether the text may name the person in a way that we can't know: the profile's name is not
    in it, and its first heading may be no more than "QA Engineer"."""
    if _person_of(_heading(markdown)):
        return False
    text = markdown
    for pattern in (contacts.LINK, contacts.EMAIL, contacts.DOMAIN):  # anna@example.com
        text = pattern.sub(" ", text)
    return not any(_spellings(name).search(text) for name in _with_parts(profile_name))


def _heading(markdown: str) -> str:
    heading = NAME_HEADING.search(markdown)
    return heading[1].strip() if heading else ""


def _person_of(heading: str) -> str:
    """The part of a heading that is surely a person's name."""
    segments = (segment.strip(" *_") for segment in BESIDE_NAME.split(heading))
    return next(filter(_is_person, segments), "")


def _is_person(segment: str) -> bool:
    words = segment.split()
    return (
        len(words) in (2, 3)
        and NAME_PART.search(segment) is not None
        and all(word[0].isupper() for word in words)
        and all(NAME_PART.fullmatch(word) or INITIALS.fullmatch(word) for word in words)
        and NOT_NAMES.isdisjoint(_words(segment))
    )


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _with_parts(person: str) -> set[str]:
    parts = {part for part in NAME_PART.findall(person) if len(part) >= SHORTEST_NAME_PART}
    return {person.strip(), *parts} - {""}


def _spellings(name: str) -> re.Pattern[str]:
    spelling = re.escape(name)
    if DECLINED.fullmatch(name):
        stem = NOT_OF_STEM.sub("", name)
        last = SOFTENED.get(name[-2:].lower(), re.escape(stem[-1]))
        spelling = re.escape(stem[:-1]) + last + CASE_ENDING
    return re.compile(rf"(?<!\w){spelling}(?!\w)", re.IGNORECASE)
