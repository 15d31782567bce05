"""Fits wording/weights.txt to train and more: `python -m tests.applications.mails.fit`.

Logistic regression over words and pairs, in plain Python, the same file on every run. With
`--folds` it writes nothing and tells how well mails are read that it was not fitted to, each fold
leaving out whole pairs of an English and a Ukrainian mail of the same number.
"""

import math
import os
import random
import re
import sys
from collections import Counter

import django

from applications.paste_mail import evidence
from tests.applications.mails.measure import labelled, mail_of

SETS = ("train", "more", "wider")
EPOCHS = 40
RATE = 0.2
SHRINKING = 2e-5  # of a weight each time that it is used
FOLDS = 6
HEADER = "# Made by tests/applications/mails/fit.py from {}: word or pair, rarity, weight of {}.\n"


def rows_of(mails):
    """(name, features, number of its kind) of each."""
    from applications.paste_mail import quoting

    for name, one in mails:
        mail = mail_of(one)
        own = quoting.split(mail.text).own
        found = evidence.features(own, mail.subject, f"{mail.sender} {mail.address}")
        yield name, sorted(found), evidence.KINDS.index(one["kind"])


def fitted(rows):
    """{feature: (rarity, weights)}"""
    often = Counter(one for _name, found, _kind in rows for one in found)
    rarity = {one: math.log(len(rows) / times) for one, times in often.items() if times > 1}
    weights = {one: [0.0] * 6 for one in rarity}
    seen = {one: [1e-6] * 6 for one in rarity}
    known = [(valued(found, rarity), kind) for _name, found, kind in rows]
    order = random.Random(1)  # noqa: S311  a fixed order, nothing secret
    for _epoch in range(EPOCHS):
        order.shuffle(known)
        for values, kind in known:
            step(values, kind, weights, seen)
    return {one: (rarity[one], weights[one]) for one in sorted(rarity)}


def valued(found, rarity):
    kept = [one for one in found if one in rarity]
    length = math.sqrt(sum(rarity[one] ** 2 for one in kept))
    return [(one, rarity[one] / max(evidence.LEAST_LENGTH, length)) for one in kept]


def step(values, kind, weights, seen):
    """One of AdaGrad."""
    sums = [sum(value * weights[one][number] for one, value in values) for number in range(6)]
    powers = [math.exp(one - max(sums)) for one in sums]
    errors = [power / sum(powers) - (number == kind) for number, power in enumerate(powers)]
    for one, value in values:
        mine, squares = weights[one], seen[one]
        for number, error in enumerate(errors):
            slope = error * value + SHRINKING * mine[number]
            squares[number] += slope * slope
            mine[number] -= RATE * slope / math.sqrt(squares[number])


def write(found):
    with evidence.DATA.open("w", encoding="utf-8") as file:
        file.write(HEADER.format(" and ".join(SETS), ", ".join(evidence.KINDS)))
        for one, (rarity, weights) in found.items():
            file.write("\t".join([one, f"{rarity:.2f}", *(f"{each:.2f}" for each in weights)]))
            file.write("\n")


def folds(mails):
    from applications.paste_mail import kinds

    rows, right = list(rows_of(mails)), Counter()
    pairs = [(name, *re.sub(r"^\w\w-", "", one["id"]).split("-")) for name, one in mails]
    named = sorted(set(pairs))
    random.Random(2).shuffle(named)  # noqa: S311  as above
    for fold in range(FOLDS):
        out = set(named[fold::FOLDS])
        found = fitted([row for row, pair in zip(rows, pairs, strict=True) if pair not in out])
        evidence._rows = lambda found=found: found
        for (name, one), pair in zip(mails, pairs, strict=True):
            if pair in out:
                right[name, "all"] += 1
                right[name, "right"] += kinds.read(mail_of(one)).kind == one["kind"]
    for name in SETS:
        print(name, f"{right[name, 'right'] / right[name, 'all']:.1%}")  # noqa: T201


def main():
    mails = [(name, one) for name in SETS for one in labelled(name)]
    if "--folds" in sys.argv:
        folds(mails)
    else:
        write(fitted(list(rows_of(mails))))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trackr.settings")
    django.setup()
    main()
