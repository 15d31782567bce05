"""Uploads stay in memory, and no more of them than a form could want."""

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from cv.reader.limits import MAX_BYTES
from trackr.uploads import MOST_BYTES_KEPT

MB = 1024 * 1024


def received(**files):
    data = {name: SimpleUploadedFile("cv.pdf", content) for name, content in files.items()}
    return RequestFactory().post("/", data).FILES


def test_limit_of_memory_is_above_the_limit_of_forms():
    assert MOST_BYTES_KEPT > MAX_BYTES


def test_large_file_is_counted_and_only_its_beginning_kept():
    file = received(file=b"x" * (6 * MB))["file"]
    assert isinstance(file, InMemoryUploadedFile)
    assert file.size == 6 * MB
    assert len(file.read()) == MOST_BYTES_KEPT


@pytest.mark.parametrize("size", [0, 1, 64 * 1024 + 1, MAX_BYTES])
def test_file_within_the_limit_is_whole(size):
    content = bytes(range(256)) * (size // 256) + b"z" * (size % 256)
    file = received(file=content)["file"]
    assert (file.size, file.read()) == (size, content)
    assert (file.name, file.field_name) == ("cv.pdf", "file")


def test_only_the_first_file_is_kept():
    files = received(first=b"one", second=b"two")
    assert list(files) == ["first"]
    assert files["first"].read() == b"one"


def test_six_megabytes_get_the_sentence_and_no_temporary_file(alices, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "not there"))
    file = SimpleUploadedFile("cv.pdf", b"x" * (6 * MB))
    page = alices.post(reverse("cv:upload"), {"file": file}).content.decode()
    assert "This file is larger than 4 MB." in page
