"""Prints what the fact lock catches: python -m tests.cv.inventions.measure

Single misses are printed of the training cases only: the held-out ones must stay unseen. `harder`
are held out too: borrowed figures, changed units, small tools, rewrites far from the CV's words.
"""

from tests.cv.inventions import cases


def table(name: str, figures: cases.Figures) -> str:
    rows = [
        f"{kind:28} {figures.caught[kind]:3} of {of:3}" for kind, of in sorted(figures.of.items())
    ]
    total = sum(figures.of.values())
    return "\n".join(
        [
            f"{name}: {len(figures.of)} kinds of invention",
            *rows,
            f"caught      {sum(figures.caught.values())} of {total} = {figures.caught_share:.1%}",
            f"false alarms {len(figures.alarms)} of {figures.honest} = {figures.alarm_share:.1%}",
        ]
    )


def main() -> None:
    for name in ("train", "heldout", "harder"):
        figures = cases.measure(cases.read(name))
        print(table(name, figures))
        if name == "train":
            for kind, text in figures.missed:
                print("  missed", kind, "|", text)
            for text, found in figures.alarms:
                print("  alarm ", found, "|", text)


if __name__ == "__main__":
    main()
