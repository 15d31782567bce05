"""How well mails are read, on the labelled set: `python -m tests.applications.mails.measure`.

Prints counts only. The held-out half stays unread: no id and no text of it is ever shown.
"""

import json
import os
import pathlib
import sys
from collections import Counter
from datetime import datetime
from email.utils import parseaddr
from functools import cache

import django

HERE = pathlib.Path(__file__).parent
DETAILS = ("company", "day", "time", "link")


def labelled(half):
    with (HERE / f"{half}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def mail_of(one):
    from applications.paste_mail.mail import Mail

    sender, address = parseaddr(one["from"])
    sent_at = datetime.fromisoformat(one["date"])
    return Mail(one["body"], one["subject"], sender, address, sent_at)


@cache
def measure(half):
    """Counter of (kind, language, "all" | "right" | "unknown"), and of details by name."""
    from applications.paste_mail import details, kinds

    counts, said = Counter(), Counter()
    for one in labelled(half):
        mail = mail_of(one)
        verdict = kinds.read(mail)
        cell = (one["kind"], one["language"])
        counts[*cell, "all"] += 1
        counts[*cell, "right"] += verdict.kind == one["kind"]
        counts[*cell, "unknown"] += not verdict.kind
        for name, right in details.labels(mail, one["kind"]).items():
            said[name, "all"] += 1
            said[name, "right"] += right == one[name]
            said[name, "wrong"] += right not in (one[name], None)  # worse than nothing
    return counts, said


def table(half):
    counts, said = measure(half)
    kinds = sorted({kind for kind, _language, _what in counts})
    lines = [f"{half:<18}{'en':>8}{'uk':>8}  unknown"]
    for kind in kinds:
        cells = [f"{counts[kind, lang, 'right']}/{counts[kind, lang, 'all']}" for lang in LANGUAGES]
        unknown = sum(counts[kind, lang, "unknown"] for lang in LANGUAGES)
        lines.append(f"{kind:<18}" + "".join(f"{cell:>8}" for cell in cells) + f"{unknown:>9}")
    right = sum(number for key, number in counts.items() if key[2] == "right")
    whole = sum(number for key, number in counts.items() if key[2] == "all")
    lines.append(f"{'right kinds':<18}{right}/{whole} = {right / whole:.1%}")
    for name in DETAILS:
        share = said[name, "right"] / said[name, "all"]
        lines.append(f"{name:<18}{share:.1%} right, {said[name, 'wrong']} wrong")
    return "\n".join(lines)


LANGUAGES = ("en", "uk")

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trackr.settings")
    django.setup()
    for half in sys.argv[1:] or ("train", "heldout"):
        print(table(half), end="\n\n")
