"""The directory of a zip is read as Python's own library reads it, whatever wrote it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.privacy.packed import Packed, _plain, bytes_of, parts, unpacked

NAMES = ("word/document.xml", "[Content_Types].xml", "docProps/Noor Voorbeeld.xml", "wörd/één.xml", "a\\b.xml", "a")


def by_library(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def by_us(data: bytes) -> list[tuple[str, bytes]]:
    return [(p.name, unpacked(p.name, p.method, p.checksum, bytes_of(data, p))) for p in parts(data)]


def zipped(members: Mapping[str, bytes], *, comment: bytes = b"", extra: bytes = b"", before: bytes = b"") -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.extra, info.comment, info.compress_type = extra, comment, zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return before + made.getvalue()


def test_every_document_is_read_without_the_library(example_documents: Mapping[str, bytes]) -> None:
    assert example_documents
    for name, data in example_documents.items():
        assert _plain(data) is not None, name
        assert by_us(data) == by_library(data), name


@given(
    st.dictionaries(st.sampled_from(NAMES), st.binary(max_size=60)),
    st.sampled_from((b"", b"stil")),
    st.sampled_from((b"", b"\xfe\xca\x02\x00ab")),
    st.sampled_from((b"", b"voor", b"PK\1\2")),
)
@settings(max_examples=200, deadline=None)
def test_any_zip_has_the_same_parts(members: Mapping[str, bytes], comment: bytes, extra: bytes, before: bytes) -> None:
    data = zipped(members, comment=comment, extra=extra, before=before)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
    assert parts(data) == [
        Packed(e.filename, e.compress_type, e.CRC, e.compress_size, e.header_offset) for e in entries
    ]
    assert by_us(data) == by_library(data)


@pytest.mark.parametrize("data", [b"", b"geen zip", b"PK\5\6" + bytes(17)])
def test_what_is_no_zip_is_said(data: bytes) -> None:
    with pytest.raises(zipfile.BadZipFile):
        parts(data)


def test_a_directory_that_is_cut_is_not_passed_over() -> None:
    data = zipped({"word/document.xml": b"<a/>", "word/styles.xml": b"<b/>"})
    at = data.rindex(b"PK\1\2")
    with pytest.raises(zipfile.BadZipFile):
        parts(data[:at] + data[at + 4 :])
