"""CVs of people who do not exist, in every kind of file, built in code; and hostile files."""

import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import md5
from xml.sax.saxutils import escape

ENGLISH_CV = """\
Olivia Marsh
Backend Engineer
olivia.marsh@example.com | +44 20 7946 0958 | Leeds, UK
SUMMARY
Backend engineer with seven years of Python in logistics and payments.
EXPERIENCE
Senior Backend Engineer, Parcelwise
Mar 2021 – Present
• Cut the median quote time from 900 ms to 140 ms by caching carrier rates
• Led four engineers through the move from one database to three
• Replaced nightly imports with events, so stock is right within a minute
Backend Engineer, Northgate Payments
Jun 2017 – Feb 2021
• Built the refund service that settles 12,000 refunds a week
• Wrote the runbook that halved the time to recover
• Mentored two interns who both stayed
SKILLS
Python, Django, PostgreSQL, Kafka, Docker
"""

UKRAINIAN_CV = """\
Соломія Ґудзь
Інженерка з тестування
solomiia.gudz@example.com | +380 44 123 45 67 | Львів
ПРО СЕБЕ
П’ять років перевіряю вебзастосунки та мобільні застосунки.
ДОСВІД РОБОТИ
Старша тестувальниця, Книгарня «Є-Сторінка»
Березень 2022 – дотепер
• Скоротила регресію з двох днів до трьох годин
• Написала 400 автоматичних перевірок на Python
• Навчила трьох колег працювати з Playwright
Тестувальниця, Їжа Поруч
Липень 2019 – лютий 2022
• Знайшла 1 200 помилок до випуску
• Ввела щотижневий звіт про якість
• Описала 60 сценаріїв оплати
ОСВІТА
Бакалаврка філології, Львівський університет, 2019
"""

LINE_HEIGHT = 14
TOP = 790
MARGIN = 50


@dataclass(frozen=True)
class At:
    """Text at a place on a page of 595 × 842 points."""

    x: float
    y: float
    text: str
    size: float = 10


def realistic_cv_pdf(language: str = "en") -> bytes:
    """A CV of one page with name, e-mail, phone, three sections and six bullets."""
    return pdf_of_text({"en": ENGLISH_CV, "uk": UKRAINIAN_CV}[language])


def pdf_of_text(text: str) -> bytes:
    return pdf(column(text.splitlines()))


def column(lines: Iterable[str], x: float = MARGIN, top: float = TOP) -> list[At]:
    return [At(x, top - index * LINE_HEIGHT, line) for index, line in enumerate(lines)]


# PDF ------------------------------------------------------------------------------------------

PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
ALLOW_NOTHING = -64
IDENTIFIER = b"0123456789abcdef"


def pdf(*pages: Iterable[At], user_password: str = "", owner_password: str = "") -> bytes:
    """A PDF whose font has a ToUnicode map of every character used, as real producers write it."""
    contents = [_text_operators(page) for page in pages]
    used = {character for page in pages for item in page for character in item.text}
    cipher = _Cipher(user_password, owner_password) if user_password or owner_password else None
    return raw_pdf(contents, used, cipher)


def raw_pdf(
    contents: list[bytes],
    used: Iterable[str] = "",
    cipher: "_Cipher | None" = None,
    stream_entries: bytes = b"",
) -> bytes:
    """A PDF with these content streams, one for each page."""
    first_page = 6
    kids = " ".join(f"{first_page + 2 * index} 0 R" for index in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Helvetica/Encoding/Identity-H"
        b"/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Helvetica/DW 500"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        _stream(_unicode_map(used), 5, cipher),
    ]
    for index, content in enumerate(contents):
        number = first_page + 2 * index
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {number + 1} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>".encode(),
            _stream(content, number + 1, cipher, stream_entries),
        ]
    return assembled(objects, cipher.dictionary() if cipher else b"")


def picture_pdf() -> bytes:
    """A scan: one page that is a picture and holds no text."""
    picture = (
        b"<</Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Length 4>>stream\n\x00\xff\xff\x00\nendstream"
    )
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
        b"/Resources<</XObject<</I 3 0 R>>>>>>"
    )
    pages = b"<</Type/Pages/Kids[4 0 R]/Count 1>>"
    catalog = b"<</Type/Catalog/Pages 2 0 R>>"
    return assembled([catalog, pages, picture, page, _stream(b"595 0 0 842 0 0 cm /I Do", 5)])


def outlines_pdf() -> bytes:
    """Letters drawn as outlines: neither text nor a picture."""
    return raw_pdf([b"10 10 100 100 re f 200 200 50 50 re f"])


def flate_bomb_pdf(megabytes: int) -> bytes:
    """A small file whose page grows to so many megabytes; one deflated block is repeated."""
    deflate = zlib.compressobj(9)
    opening = deflate.compress(b" " * 1024) + deflate.flush(zlib.Z_FULL_FLUSH)
    block = deflate.compress(b" " * 1024 * 1024) + deflate.flush(zlib.Z_FULL_FLUSH)
    bomb = opening + block * megabytes + deflate.flush()
    return raw_pdf([bomb], stream_entries=b"/Filter/FlateDecode")


def _text_operators(items: Iterable[At]) -> bytes:
    return b"\n".join(
        f"BT /F {item.size} Tf 1 0 0 1 {item.x} {item.y} Tm <{_codes(item.text)}> Tj ET".encode()
        for item in items
    )


def _codes(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _unicode_map(used: Iterable[str]) -> bytes:
    ranges = "\n".join(f"<{_codes(one)}> <{_codes(one)}>" for one in sorted(used))
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(set(used))} beginbfchar\n{ranges}\nendbfchar endcmap end end"
    ).encode()


def _stream(
    content: bytes, number: int, cipher: "_Cipher | None" = None, entries: bytes = b""
) -> bytes:
    body = cipher.encrypted(content, number) if cipher else content
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(body), entries, body)


def assembled(objects: list[bytes], encryption: bytes = b"") -> bytes:
    if encryption:
        objects = [*objects, encryption]
    out = bytearray(b"%PDF-1.5\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    encrypt = b"/Encrypt %d 0 R/ID[<%b><%b>]" % (
        len(objects),
        IDENTIFIER.hex().encode(),
        IDENTIFIER.hex().encode(),
    )
    entries = encrypt if encryption else b""
    out += b"trailer<</Size %d/Root 1 0 R%b>>\n" % (len(objects) + 1, entries)
    return bytes(out + b"startxref\n%d\n%%%%EOF" % start)


class _Cipher:
    """The standard security handler, revision 2: old and short, and every reader knows it."""

    def __init__(self, user_password: str, owner_password: str) -> None:
        user, owner = _padded(user_password), _padded(owner_password or user_password)
        self.owner_entry = _rc4(_md5(owner)[:5], user)
        rights = ALLOW_NOTHING.to_bytes(4, "little", signed=True)
        self.key = _md5(user + self.owner_entry + rights + IDENTIFIER)[:5]

    def dictionary(self) -> bytes:
        user_entry = _rc4(self.key, PADDING)
        return b"<</Filter/Standard/V 1/R 2/O<%b>/U<%b>/P %d>>" % (
            self.owner_entry.hex().encode(),
            user_entry.hex().encode(),
            ALLOW_NOTHING,
        )

    def encrypted(self, content: bytes, number: int) -> bytes:
        return _rc4(_md5(self.key + number.to_bytes(3, "little") + b"\0\0")[:10], content)


def _padded(password: str) -> bytes:
    return (password.encode() + PADDING)[:32]


def _md5(data: bytes) -> bytes:
    return md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


# DOCX -----------------------------------------------------------------------------------------

WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD_STYLES = (
    f"<w:styles {WORD}>"
    '<w:style w:styleId="a1"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="a2"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="a3"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="a4"><w:name w:val="List Bullet"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="a5"><w:name w:val="Mine"/><w:basedOn w:val="a4"/></w:style>'
    "</w:styles>"
)


def paragraph(text: str, style: str = "", list_id: str = "", inside: str = "") -> str:
    """A Word paragraph; a tab and a line feed in the text become Word's own."""
    runs = escape(text).replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    style_xml = f'<w:pStyle w:val="{style}"/>' if style else ""
    list_xml = f'<w:numPr><w:numId w:val="{list_id}"/></w:numPr>' if list_id else ""
    properties = f"<w:pPr>{style_xml}{list_xml}</w:pPr>"
    return f"<w:p>{properties}<w:r><w:t>{runs}</w:t>{inside}</w:r></w:p>"


def text_box(text: str) -> str:
    """A paragraph with a text box, written twice as Word does it."""
    box = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    twice = (
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    return paragraph("", inside=twice)


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx(*blocks: str, doctype: str = "", parts: dict[str, str | bytes] | None = None) -> bytes:
    """A DOCX of these blocks. `parts` are further parts, by their name in the zip."""
    body = f"{doctype}<w:document {WORD}><w:body>{''.join(blocks)}</w:body></w:document>"
    return zipped({"word/document.xml": body, "word/styles.xml": WORD_STYLES, **(parts or {})})


def docx_of_text(text: str) -> bytes:
    return docx(*(paragraph(line) for line in text.splitlines()))


def word_part(tag: str, *blocks: str) -> str:
    """A header ("hdr") or a footer ("ftr")."""
    return f"<w:{tag} {WORD}>{''.join(blocks)}</w:{tag}>"


def locked_docx() -> bytes:
    """What Word writes for a document with a password: an OLE file, no zip."""
    return OLE_HEADER + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def old_doc() -> bytes:
    return OLE_HEADER + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 600


def zip_bomb_docx(megabytes: int, declared_bytes: int | None = None) -> bytes:
    """A small file whose document part is that large, whatever its entry in the zip declares."""
    bomb = bytearray(docx(paragraph("x" * 1024 * 1024 * megabytes)))
    if declared_bytes is not None:
        entry = bomb.index(b"PK\x01\x02")
        bomb[entry + 24 : entry + 28] = declared_bytes.to_bytes(4, "little")
    return bytes(bomb)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


# ODT, RTF, text -------------------------------------------------------------------------------

ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
)


def odt(*blocks: str, parts: dict[str, str | bytes] | None = None) -> bytes:
    body = f"<office:body><office:text>{''.join(blocks)}</office:text></office:body>"
    content = f"<office:document-content {ODF}>{body}</office:document-content>"
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content, **(parts or {})})


def locked_odt() -> bytes:
    manifest = (
        f"<manifest:manifest {ODF}><manifest:file-entry><manifest:encryption-data/>"
        "</manifest:file-entry></manifest:manifest>"
    )
    return odt(parts={"META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x03locked"})


def rtf_cp1251(text: str) -> bytes:
    """RTF of an older Word: Cyrillic as bytes of code page 1251."""
    hexed = "".join(
        character if character.isascii() else f"\\'{character.encode('cp1251').hex()}"
        for character in text
    )
    return _rtf(hexed.replace("\n", "\\par\n"))


def rtf_unicode(text: str) -> bytes:
    """RTF of a newer Word: each character as a signed 16-bit number and a question mark."""
    units = (
        int.from_bytes(character.encode("utf-16-le")[index : index + 2], "little", signed=True)
        if not character.isascii()
        else character
        for character in text
        for index in range(0, len(character.encode("utf-16-le")), 2)
    )
    coded = "".join(unit if isinstance(unit, str) else f"\\u{unit}?" for unit in units)
    return _rtf(coded.replace("\n", "\\par\n"))


def _rtf(body: str) -> bytes:
    fonts = r"{\fonttbl{\f0\fnil\fcharset204 Calibri;}}"
    return (r"{\rtf1\ansi\ansicpg1251\deff0\uc1" + fonts + r"\f0 " + body + "}").encode("ascii")
