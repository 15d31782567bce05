"""Text made safe to stand in Markdown: what looks like markup is shown as it was written."""

import re

# Each alternative looks at a bounded neighbourhood: a hostile line costs only its length.
INLINE = re.compile(
    r"""
      \\(?=[!-/:-@\[-`{-~]|$)           # a backslash that would escape something, or end the line
    | `                                 # code
    | \*(?=\S) | (?<=\S)\*              # emphasis; a star between spaces is a star
    | (?<![^\W_])_ | _(?![^\W_])        # likewise, but john_doe is no emphasis
    | ](?=[(\[:])                       # a link, or the target of one
    | <(?=[a-zA-Z/!?])                  # HTML and <links>
    | &(?=\#?\w{1,31};)                 # a character reference
    | ~(?=~)                            # struck out
    | (?<=\s)\#(?=\#*$)                 # the optional end of a heading
    """,
    re.VERBOSE,
)
LINE_START = re.compile(r"(?=#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|[-=_*|:\s]+$|~~~)")
NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def escaped(text: str) -> str:
    """The text of one line as Markdown that renders to that text and nothing else."""
    text = INLINE.sub(r"\\\g<0>", text.strip())
    if NUMBERED.match(text):
        return NUMBERED.sub(r"\1\\\2", text, count=1)
    return f"\\{text}" if LINE_START.match(text) else text
