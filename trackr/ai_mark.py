"""The mark, for programs, of a text that an AI has written or had a hand in.

IPTC's terms, as C2PA and the EU's code of practice for marking use them:
https://cv.iptc.org/newscodes/digitalsourcetype/
"""

SYSTEM = "Claude (Anthropic)"
WRITTEN = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
EDITED = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"


def described(source_type: str) -> str:
    """For the field of a file that describes it: a PDF's subject, the comments of a DOCX."""
    return f"Digital-Source-Type: {source_type}; AI-System: {SYSTEM}"
