"""Uploaded files stay in memory, and never more of them than a form could want."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

# One byte over what forms accept, so that a file as large as the limit is whole.
MOST_BYTES_KEPT = 4 * 1024 * 1024 + 1


class InMemoryUploadHandler(FileUploadHandler):
    """Keeps the beginning of the first file and counts the rest: its `size` is the true one, so a
    form can say that it is too large. No form of ours takes a second file; one is thrown away."""

    _kept: io.BytesIO | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self._kept is not None:
            raise SkipFile
        self._kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self._kept is not None:
            self._kept.write(raw_data[: MOST_BYTES_KEPT - self._kept.tell()])
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        if self._kept is None:
            return None
        self._kept.seek(0)
        return InMemoryUploadedFile(
            self._kept,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
