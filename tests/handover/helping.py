"""A transfer of the worked example in any state, and packages to open and to spoil."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pyzipper  # type: ignore[import-untyped]

from docgen.handover.acts import find
from docgen.handover.procedure import Handover
from docgen.pipeline import check
from docgen.project import Project
from tests.worked_example import ROWS, project

COLUMNS = ("student", "profile", "to", "enrolled", "asked", "inspection", "signed", "student_no", "parents_no", "also",
           "sentence", "sent", "received")  # fmt: skip
READY = {
    "student": "L0231", "profile": "nieuwe graad", "to": "Technisch Instituut De Beek", "enrolled": "24/06/2026",
    "asked": "22/06/2026", "inspection": "25/06/2026", "signed": "29/06/2026", "parents_no": "TR03", "also": "TR12",
    "sentence": "heeft baat bij een vast aanspreekpunt",
}  # fmt: skip
PASSWORD = "vogel-kelder-staf-zeven-maan-riet"
REPORT = b"%PDF-1.4\n%%EOF\n"
GC = ROWS["Maatregelen"] + "\n        L0231 | GC-verslag |  |  |  |  | 12/05/2026 |  |  |  |  |"


def row(**cells: str) -> str:
    """A row of Overdrachten that may be released, with some cells typed anew."""
    values = {**READY, **cells}
    return " | ".join(values.get(name, "") for name in COLUMNS)


def school(folder: Path, *, today: str = "2026-06-30", rows: Mapping[str, str] | None = None, **cells: str) -> Project:
    """A project with that one transfer."""
    return Project(project(folder, today, **{"Overdrachten": row(**cells), **(rows or {})}))


def handover(where: Project, name: str = "L0231") -> Handover:
    """The transfer as it stands now."""
    return find(where, check(where), name)


def report(where: Project, kind: str = "GC-verslag", data: bytes = REPORT) -> None:
    """Put the copy of a paper that goes along where it belongs."""
    path = where.inputs / "bijlagen" / "L0231" / f"{kind}.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def page(text: str) -> bytes:
    """A PDF of one page with this line."""
    drawn = f"BT /F1 12 Tf 40 700 Td ({text}) Tj ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
    )
    data, starts = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        starts.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    trailer = f"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return f"{data}xref\n0 5\n0000000000 65535 f \n{table}{trailer}".encode()


def outer(data: bytes) -> dict[str, bytes]:
    """The files in a plain zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def inner(data: bytes, password: str = PASSWORD) -> dict[str, bytes]:
    """The files in a package, opened as 7-Zip would."""
    with pyzipper.AESZipFile(io.BytesIO(outer(data)["pakket.zip"])) as archive:
        archive.setpassword(password.encode())
        return outer(archive.read("inhoud.zip"))


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A plain zip of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def locked(content: bytes, name: str = "inhoud.zip", password: str = PASSWORD) -> bytes:
    """A package around any content."""
    made = io.BytesIO()
    with pyzipper.AESZipFile(made, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password.encode())
        archive.writestr(name, content)
    return zipped({"LEESMIJ.txt": b"", "pakket.zip": made.getvalue()})
