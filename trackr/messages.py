"""Translations without system tools: `python -m trackr.messages extract | compile | check`.

Messages are found in Python and in templates, as Django's makemessages would, and written and
compiled by Babel. `check` fails on a message that is missing, fuzzy, or no longer used.
"""

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LOCALE = PROJECT / "locale"
LANGUAGE = "uk"  # English is the source
ROOMS = (
    "accounts", "applications", "billing", "calendar_sync", "coaching", "cv", "templates", "trackr",
)  # fmt: skip
# Name of the function to the places of its context (or None), message and plural (or None).
CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
IN_TEMPLATE = re.compile(
    r"""\b_?n?p?(?:gettext)?\((?:[^()'"]|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")*\)"""
)
Message = tuple[str | tuple[str, str], str | None]  # itself (with its plural) and its context


def po_path() -> Path:
    return LOCALE / LANGUAGE / "LC_MESSAGES" / "django.po"


def compile_all() -> None:
    """Write the .mo file next to the .po file, when it is older."""
    source = po_path()
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return
    from babel.messages import mofile, pofile  # noqa: PLC0415  a tool of builds, not of requests

    with source.open("rb") as file, target.open("wb") as compiled:
        mofile.write_mo(compiled, pofile.read_po(file, locale=LANGUAGE))


def extract() -> None:
    """Bring the .po file up to date with the code, keeping what is translated."""
    from babel.messages import catalog, pofile  # noqa: PLC0415

    template = catalog.Catalog()
    for (message, context), place in found_messages():
        template.add(message, context=context, locations=[(place, 1)])
    known = catalog.Catalog(locale=LANGUAGE, project="Trackr", fuzzy=False)
    if po_path().exists():
        with po_path().open("rb") as file:
            known = pofile.read_po(file, locale=LANGUAGE)
    template.creation_date = known.creation_date  # else every run would change the file
    known.update(template, no_fuzzy_matching=True)
    po_path().parent.mkdir(parents=True, exist_ok=True)
    with po_path().open("wb") as file:
        pofile.write_po(
            file, known, width=100, sort_output=True, ignore_obsolete=True, include_lineno=False
        )


def problems() -> list[str]:
    """What keeps the translation from being complete, one line each."""
    from babel.messages import pofile  # noqa: PLC0415

    with po_path().open("rb") as file:
        known = pofile.read_po(file, locale=LANGUAGE)
    found = {(_key(message), context) for (message, context), _place in found_messages()}
    lines = []
    for key, context in sorted(found, key=str):
        entry = known.get(key, context)
        translated = entry.string if entry else ""
        if not all([translated] if isinstance(translated, str) else translated or [""]):
            lines.append(f"missing: {key}")
        elif entry and entry.fuzzy:
            lines.append(f"fuzzy: {key}")
    unused = {(_key(one.id), one.context) for one in known if one.id} - found
    return lines + [f"unused: {key}" for key, _context in sorted(unused, key=str)]


def found_messages() -> Iterator[tuple[Message, str]]:
    """Every message of the code, and the file that holds it."""
    for room in ROOMS:
        for path in sorted((PROJECT / room).rglob("*")):
            if "migrations" not in path.parts and path.suffix in {".py", ".html", ".txt"}:
                reader = _in_python if path.suffix == ".py" else _in_template
                for message in reader(path.read_text()):
                    yield message, str(path.relative_to(PROJECT))


def _in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _of_call(node)


def _in_template(source: str) -> Iterator[Message]:
    """Django's own reader turns the tags into calls among blanked-out text."""
    from django.utils.translation.template import templatize  # noqa: PLC0415

    for match in IN_TEMPLATE.finditer(templatize(source)):
        yield from _in_python(match[0])


def _of_call(call: ast.Call) -> Iterator[Message]:
    name = getattr(call.func, "id", getattr(call.func, "attr", "")).removesuffix("_lazy")
    if name not in CALLS:
        return
    words = [arg.value if isinstance(arg, ast.Constant) else None for arg in call.args]
    context, single, plural = CALLS[name]
    if len(words) > single and isinstance(words[single], str):
        message = words[single] if plural is None else (words[single], words[plural])
        yield (message, None if context is None else words[context])  # type: ignore[misc]


def _key(message: str | Sequence[str]) -> str:
    return message if isinstance(message, str) else message[0]


def main(deed: str) -> int:
    if deed == "check":
        lines = problems()
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        return 1 if lines else 0
    {"extract": extract, "compile": compile_all}[deed]()
    return 0


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.configure(USE_I18N=True)
    django.setup()
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
