"""Setting a CV in type: in the size that lets it fit, in letters that the typefaces hold.

The CV reaches Typst as data, never as source: nothing in it is read as Typst.
"""

import json
import re
from pathlib import Path
from typing import Any, Literal

import font_source_sans_pro
import typst

DESIGNS = Path(__file__).parent / "designs"
STANDARD: Literal["ua-1"] = "ua-1"  # PDF/UA-1: tagged, titled, every link with its words
PIXELS_PER_INCH = 120
STEPS = 8  # from the comfortable size, 0, to the smallest that is still read with ease
HOPELESS = 30_000  # characters of data for each page: no type is small enough
MISSING = re.compile(r"the text `\"(.+?)\"` could not be displayed", re.DOTALL)
MOST_MISSING = 100  # characters, each found by an attempt of its own; then all rare ones go
# What every typeface here holds: not worth an attempt.
SURELY_THERE = re.compile(r"[ -~\u200b\u00a0-\u017f\u0400-\u045f\u0490\u0491–—‘’“”„«»…•·№€]")
ABOVE_THE_BASIC_PLANE = re.compile("[\U00010000-\U0010ffff\ufe00-\ufe0f\u200d\u20e3]")
UNICODE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


def answer(request: bytes) -> bytes:
    """What was asked for, behind one line of JSON that tells how it came out."""
    asked = json.loads(request)
    try:
        told, file = _set(asked)
    except typst.TypstError:
        return b'{"failed": true}\n'
    return json.dumps(told).encode() + b"\n" + file


def _set(asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    press = _Press(asked["design"], json.dumps(asked["content"], ensure_ascii=False))
    missing = press.leave_out_what_is_missing()
    step, pages = press.fitting(asked["pages"])
    told = {"pages": pages, "step": step, "missing": missing}
    if asked["page"] is None:
        return told, press.pdf()
    number = asked["page"]
    return told, press.picture(number) if 1 <= number <= pages else b""


class _Press:
    def __init__(self, design: str, content: str) -> None:
        self._design = DESIGNS / f"{design}.typ"
        self._content = content
        self._fonts = typst.Fonts(
            include_system_fonts=False, font_paths=[Path(font_source_sans_pro.font_directory)]
        )

    def leave_out_what_is_missing(self) -> str:
        """Characters that no typeface here holds, which are then left out."""
        emoji = set(ABOVE_THE_BASIC_PLANE.findall(self._content))
        rare = set(SURELY_THERE.sub("", self._content)) - emoji
        missing = {character for character in emoji if not "\ufe00" <= character <= "\ufe0f"}
        missing |= self._missing_of(sorted(rare))
        if missing | emoji:
            gone = f"[{re.escape(''.join(sorted(missing | emoji)))}]"
            # With the space before it, where what follows needs none.
            self._content = re.sub(rf' *{gone}+(?=[ .,;:!?)"])|{gone}+ ?', "", self._content)
        return "".join(sorted(missing - {"\u200d"}))

    def fitting(self, most_pages: int) -> tuple[int, int]:
        """The largest type in which it takes no more pages, and how many it takes: found by
        halves. Where even the smallest does not fit, as few pages as that takes."""
        if len(self._content) > HOPELESS * most_pages:
            return STEPS, self._pages_at(STEPS)
        easy = self._pages_at(0)
        if easy <= most_pages:
            return 0, easy
        most_pages = max(most_pages, self._pages_at(STEPS))
        low, high = 0, STEPS
        while high - low > 1:
            middle = (low + high) // 2
            if self._pages_at(middle) <= most_pages:
                high = middle
            else:
                low = middle
        best = 0 if easy <= most_pages else high
        return best, self._pages_at(best)

    def _pages_at(self, step: int) -> int:
        inputs = {"content": self._content, "step": str(step / STEPS)}
        self._compiler = self._compiler_of(self._design, inputs)
        return int(json.loads(self._compiler.query("<pages>", field="value", one=True)))

    def _compiler_of(self, sheet: Path, inputs: dict[str, str]) -> typst.Compiler:
        return typst.Compiler(sheet, root=DESIGNS, font_paths=self._fonts, sys_inputs=inputs)

    def _missing_of(self, characters: list[str]) -> set[str]:
        """Typst refuses to print what it has no letters for, and names one of them at a time."""
        missing: set[str] = set()
        while characters and len(missing) < MOST_MISSING:
            sheet = self._compiler_of(DESIGNS / "letters.typ", {"letters": " ".join(characters)})
            try:
                sheet.compile(format="pdf", pdf_standards=STANDARD)
            except typst.TypstError as error:
                named = MISSING.search(error.message)
                if named is None:
                    raise
                text = UNICODE.sub(lambda code: chr(int(code[1], 16)), named[1])
                found = set(text) & set(characters) or set(characters)
                missing |= found
                characters = [one for one in characters if one not in found]
            else:
                return missing
        return missing | set(characters)

    def pdf(self) -> bytes:
        return _bytes(self._compiler.compile(format="pdf", pdf_standards=STANDARD))

    def picture(self, number: int) -> bytes:
        made = self._compiler.compile(format="png", ppi=PIXELS_PER_INCH)
        return _bytes(made[number - 1] if isinstance(made, list) else made)


def _bytes(made: bytes | list[bytes] | None) -> bytes:
    return made if isinstance(made, bytes) else b""
