"""A zip that somebody gave: parts that no office program writes are refused, in one way, wherever a zip comes in."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from docgen.disk.zips import entries_of
from docgen.handover.package import opened
from docgen.handover.refusal import Refused as RefusedPackage
from docgen.reading.grid import Refused
from docgen.reading.kind import kind_of
from docgen.template import check_template


def zipped(how: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "x" * 500, how)
    return made.getvalue()


def nameless() -> bytes:
    """A zip whose table of contents gives its part no name: what was its name is called a remark."""
    data = bytearray(zipped())
    entry = data.index(b"PK\1\2")
    length = struct.unpack_from("<H", data, entry + 28)[0]
    struct.pack_into("<HHH", data, entry + 28, 0, 0, length)
    return bytes(data)


def broken_lzma() -> bytes:
    data = zipped(zipfile.ZIP_LZMA)
    return data.replace(data[60:70], b"\xff" * 10, 1)


STRANGE = {"no name": nameless(), "bzip2": zipped(zipfile.ZIP_BZIP2), "lzma": broken_lzma()}


@pytest.mark.parametrize("name", STRANGE)
def test_a_part_that_no_office_program_writes_is_refused_wherever_a_zip_comes_in(name: str) -> None:
    data = STRANGE[name]
    with zipfile.ZipFile(io.BytesIO(data)) as archive, pytest.raises(zipfile.BadZipFile):
        entries_of(archive)
    with pytest.raises(Refused) as workbook:
        kind_of(data, "w.xlsx")
    assert (workbook.value.code, workbook.value.case) == ("S03", "damaged")
    assert [(finding.code, finding.case) for finding in check_template(data, name="s.docx")] == [("T10", "damaged")]
    with pytest.raises(RefusedPackage):
        opened(data, "wachtwoord", "p.zip")


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_is_packed_as_office_programs_do_is_listed(how: int) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(how))) as archive:
        assert [entry.filename for entry in entries_of(archive)] == ["[Content_Types].xml"]
