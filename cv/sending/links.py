"""E-mail addresses and links in the ways in which people write them that no program expects:
ivan (at) gmail dot com, LinkedIn: /in/ivan, portfolio.me/ivan."""

import re
from collections.abc import Sequence

from cv.sending import contacts
from cv.sending.spellings import NOT_NAMES

Span = tuple[int, int]

# An escape of Markdown may stand in an address: ivan\_p@gmail.com.
EMAIL = re.compile(r"(?<![\w.+'\\-])[\w.+'\\-]+[@＠][\w-]+(?:\.[\w-]+)+")
_DOT_WORD = r"(?i:dot|крапка|точка)"
_SAID_DOT = rf"(?:[ \t]?[\[({{<][ \t]?(?:{_DOT_WORD}|\.)[ \t]?[\])}}>][ \t]?|[ \t]{_DOT_WORD}[ \t])"
_LOCAL = rf"(?<![\w.+'\\-])(?P<local>\w[\w.+'\\-]{{0,63}}(?:{_SAID_DOT}[\w.+'\\-]{{1,64}}){{0,3}})"
_AT_WORD = r"(?i:at|ат|ет|собака|собачка|равлик)"
_SAID_AT = (
    rf"(?:[ \t]?[\[({{<][ \t]?(?:{_AT_WORD}|@)[ \t]?[\])}}>][ \t]?"
    r"|[ \t](?i:собака|собачка|равлик)[ \t])"
)
_SPACED_AT = r"(?:[ \t]{1,3}@[ \t]{0,3}|@[ \t]{1,3})"
_HOST = rf"[\w-]{{1,63}}(?:(?:\.|{_SAID_DOT})[\w-]{{1,63}}){{1,4}}"
_MAIL_ONLY = r"(?i:gmail|googlemail|outlook|hotmail|icloud|protonmail)"  # nobody's employer
_MAIL_HOST = (
    r"(?i:gmail|googlemail|outlook|hotmail|icloud|protonmail|proton|ukr|i|meta|bigmir|live|me|yahoo"
    r"|ymail|mail|email|gmx|zoho|fastmail|ex|online)"
)
_ENDING = r"(?:[ \t]?[.,][ \t]?(?i:com|net|ua|org|me|de|ch|uk|pl|eu))"
_SAID_EMAILS = (
    # ivan [at] gmail.com; ivan(собака)gmail крапка com
    re.compile(rf"{_LOCAL}{_SAID_AT}(?:{_HOST}|{_MAIL_ONLY})(?!\w)"),
    # ivan at gmail dot com
    re.compile(
        rf"{_LOCAL}[ \t](?i:at)[ \t]"
        rf"(?:[\w-]{{1,63}}(?:{_SAID_DOT}[\w-]{{1,63}}){{1,3}}|{_MAIL_ONLY}{_ENDING})(?!\w)"
    ),
    # ivan@gmail; ivan@gmail,com
    re.compile(rf"{_LOCAL}@{_MAIL_ONLY}{_ENDING}{{0,2}}(?!\w)"),
    # Пошта: ivan @ kvitka.ua
    re.compile(
        r"(?<!\w)(?i:e-?mail|mail|пошта|емейл|імейл|мейл)[*_]*[ \t]?[:–—-][*_ \t]*"
        rf"(?P<secret>{_LOCAL}(?:{_SPACED_AT}|{_SAID_AT}|[ \t](?i:at)[ \t]){_HOST})(?!\w)"
    ),
)
# ivan @ gmail.com, but not: developer @ booking.com
_SPACED_EMAIL = re.compile(rf"{_LOCAL}{_SPACED_AT}{_MAIL_HOST}{_ENDING}{{1,2}}(?!\w)")
_GLUED_EMAIL = re.compile(rf"{_LOCAL}(?:@[ \t]{{1,3}}|[ \t]{{1,3}}@){_HOST}(?!\w)")
_LOOSE_EMAIL = re.compile(rf"{_LOCAL}(?:{_SPACED_AT}{_HOST}|@[\w-]{{2,63}})(?![\w.])")

ORCID = re.compile(r"(?<![\w-])\d{4}-\d{4}-\d{4}-\d{3}[\dX](?![\w-])")
# LinkedIn: in/ivan; /in/ivan
PROFILE = re.compile(
    r"(?<!\w)(?i:linkedin|лінкедін|лінкедин)[*_]*[ \t]?[:–—-]?[*_ \t]*"
    r"(?P<secret>@?/?(?:in|pub)/[\w%.-]*[\w%]/?)"
)
PATH_OF_PROFILE = re.compile(r"(?<![\w/.])/in/[\w%-]{3,100}/?")
# Telegram: ivan_p, but not: Telegram: two bots
NICK = re.compile(
    r"(?<!\w)(?:skype|telegram|tg|viber|instagram|скайп|телеграм|тг|вайбер|інстаграм)[*_]*[ \t]*"
    r"[:–—-][*_ \t]*"
    r"(?P<secret>live:[\w.-]{2,64}|[a-z][a-z.\d-]{1,40}(?:\\?_[a-z\d]|\d\d(?![\w.]))[\w.\\-]{0,40})",
    re.IGNORECASE,
)
ALONE_AT_CONTACTS = re.compile(r"(?:^|[|·•,;][ \t]*|[-*][ \t])(?P<secret>in/[\w%-]{3,100}/?)")

_HIDDEN = r"\[[A-Z]{4,7}(?: \d{1,6})?\]"  # an e-mail address in the link
_BARE = re.compile(
    r"(?<![\w@./\\-])(?P<host>(?:[\w-]{1,63}\.){1,5}(?P<end>[a-z]{2,24}|[A-Z]{2,24}|укр))"
    r"(?![\w@])(?::\d{2,5}(?!\d))?"
    rf"(?P<path>/(?:(?:{_HIDDEN}|[^\s<>|·)\[\]])*(?:{_HIDDEN}|[^\s<>|·)\[\].,;:!?»\"]))?)?"
)
_SITE_BEFORE = re.compile(
    r"(?<!\w)(?:portfolio|web-?site|site|web|blog|home\s?page|портфоліо|(?:веб-?)?сайт\w{0,3}"
    r"|блог\w{0,3})[*_]*\s?[:–—-]?[*_\s]*$",
    re.IGNORECASE,
)
LONGEST_LABEL = 30
SHORTEST_OWN = 4  # letters of a name that make a domain the person's own
ENDS = frozenset(
    """
    com net org info biz ua eu uk pl de fr es cz sk ch nl se lt lv ee ca ru kz ge укр io me co ai tv
    dev app page site online store shop tech xyz pro name space website blog design studio art
    photo photos photography gallery agency digital media cloud codes works top club live team
    expert academy school family link bio cv vip today wiki software systems solutions consulting
    company group world life fun ink land center email marketing
    """.split()
)
# Of files, mostly: a country has some of them too, but so bare it is main.py.
FILES = frozenset(
    """
    py md sh rs cs js ts go rb vb kt cc hs ml mk so ps tf gz css html htm json yml yaml xml csv txt
    pdf doc docx xls xlsx odt rtf png jpg svg gif sql ini toml env lock log jsx tsx mjs php java vue
    svelte ipynb zip tar exe dll jar war apk sln csproj conf cfg bat mdx scss less lua swift dart
    scala proto graphql npy onnx dbf cpp
    """.split()
)
TECHNOLOGIES = frozenset(
    """
    asp.net ado.net vb.net ml.net json.net akka.net ef.net paint.net system.net java.net
    diagrams.net socket.io draw.io system.io java.io spring.io github.io vercel.app web.dev
    fast.ai h2o.ai
    """.split()
)
# Known to everybody: who names one tells where they worked, not where they are found.
COMPANIES = frozenset(
    """
    amazon.com apple.com booking.com monday.com salesforce.com google.com microsoft.com meta.com
    netflix.com spotify.com openai.com airbnb.com expedia.com hotels.com tripadvisor.com ebay.com
    etsy.com aliexpress.com alibaba.com shopify.com wordpress.com wix.com figma.com canva.com
    hubspot.com facebook.com instagram.com youtube.com linkedin.com github.com gitlab.com
    stackoverflow.com upwork.com freelancer.com fiverr.com coursera.org udemy.com wikipedia.org
    huggingface.co character.ai epam.com allegro.pl work.ua robota.ua rabota.ua jobs.ua djinni.co
    make.com apollo.io dou.ua olx.ua prom.ua rozetka.ua rozetka.com.ua privatbank.ua monobank.ua
    novaposhta.ua bitrix24.ua bitrix24.com prometheus.org.ua
    """.split()
)
OF_OFFICES = (".gov.ua", ".edu.ua", ".gov", ".edu")


def email_spans(text: str, *, is_bold: bool) -> list[Span]:
    """Where e-mail addresses stand in disguise; those that a machine reads are hidden before."""
    found = [match.span(_secret(match.re)) for one in _SAID_EMAILS for match in one.finditer(text)]
    patterns = (_GLUED_EMAIL, _LOOSE_EMAIL) if is_bold else (_GLUED_EMAIL,)
    found += [
        match.span()
        for pattern in patterns
        for match in pattern.finditer(text)
        if _is_box(match["local"])
    ]
    mailboxes = _SPACED_EMAIL.finditer(text)
    return found + [one.span() for one in mailboxes if one["local"].lower() not in NOT_NAMES]


def domain_spans(text: str, names: Sequence[str]) -> list[Span]:
    """Where links stand that begin with no https: those that may be the person's own."""
    own = [name.lower() for name in names if len(name) >= SHORTEST_OWN]
    return [match.span() for match in _BARE.finditer(text) if _is_personal(match, own)]


def domain_spans_at_contacts(text: str) -> list[Span]:
    """Any domain, but those that are known to everybody."""
    known = COMPANIES | TECHNOLOGIES
    found = contacts.DOMAIN.finditer(text)
    return [match.span() for match in found if match[0].lower() not in known]


def _secret(pattern: re.Pattern[str]) -> str | int:
    return "secret" if "secret" in pattern.groupindex else 0


def _is_box(local: str) -> bool:
    """Whether a word before "@" may be of an address: no job, and nothing with a capital."""
    return local == local.lower() and local not in NOT_NAMES


def _is_personal(match: re.Match[str], own: list[str]) -> bool:
    host, end, path = match["host"].lower(), match["end"], match["path"] or ""
    if host in TECHNOLOGIES or end.lower() in FILES or _is_library(match["host"], end):
        return False
    before = match.string[max(0, match.start() - LONGEST_LABEL) : match.start()]
    if _SITE_BEFORE.search(before) or any(name in host for name in own):
        return True
    is_end = end.lower() in ENDS
    if len(path) > 1:
        return (is_end or len(end) == 2) and not (host in COMPANIES and path[1].isupper())
    return is_end and host not in COMPANIES and not host.endswith(OF_OFFICES)


def _is_library(host: str, end: str) -> bool:
    """Json.NET, Socket.IO."""
    return end in ("NET", "IO") and not host.isupper()
