"""The mark, for programs, of a text that an AI has written or had a hand in.

IPTC's terms, as C2PA and the EU's code of practice for marking use them:
https://cv.iptc.org/newscodes/digitalsourcetype/
"""

import json

SYSTEM = "Claude (Anthropic)"
WRITTEN = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
EDITED = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"


def described(source_type: str) -> str:
    """For the field of a file that describes it: a PDF's subject, the comments of a DOCX."""
    return f"Digital-Source-Type: {source_type}; AI-System: {SYSTEM}"


def in_markdown(source_type: str) -> str:
    """A comment for beside a text that is marked by itself, among others that are not."""
    return f"<!-- {described(source_type)} -->"


def front_matter(title: str, source_type: str) -> list[str]:
    """The head of a Markdown file, its lines."""
    return [
        "---",
        f"title: {json.dumps(title, ensure_ascii=False)}",
        "generator: Trackr",
        f"ai-system: {SYSTEM}",
        f"digital-source-type: {source_type}",
        "---",
    ]


def below_text(text: str, source_type: str) -> str:
    return f"{text.rstrip()}\n\n-- \n{described(source_type)}\n"


def below_markdown(text: str, source_type: str) -> str:
    return f"{text.rstrip()}\n\n{in_markdown(source_type)}\n"
