"""A CV as a file: PDF, DOCX, Markdown, text, JSON Resume."""

from cv.export.formats import FORMATS, Format, Source, file_names

__all__ = ["FORMATS", "Format", "Source", "file_names"]
