"""The package in other people's programs, the privacy stop on the screen, and the workbooks of the other school."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from docgen.findings import Severity
from docgen.handover.acts import prepare, release_copy
from docgen.handover.receiving import own_school, receive
from docgen.handover.refusal import Refused
from docgen.handover.sending import send
from docgen.making.pdf import convert
from docgen.pipeline import Checked, check
from docgen.project import Project
from docgen.reports import handing
from tests.handover.helping import GC, PASSWORD, school
from tests.handover.test_package import docgen, package_of
from tests.test_pdf import word_file
from tests.test_publish import template
from tests.worked_example import ROWS, project


def seven(*words: str) -> int:
    return subprocess.run(["7z", *words], capture_output=True, timeout=120).returncode


@pytest.mark.program("7z")
def test_a_package_opens_in_7_zip_with_its_password_only(tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(package_of(school(tmp_path / "s"), tmp_path))
    assert seven("x", f"-o{tmp_path}", str(tmp_path / "p.zip")) == 0
    locked = str(tmp_path / "pakket.zip")
    assert seven("t", "-paap-noot-mies", locked) != 0
    assert seven("t", "-p", locked) != 0
    assert seven("x", f"-p{PASSWORD}", f"-o{tmp_path}", locked) == 0
    assert seven("x", f"-o{tmp_path / 'open'}", str(tmp_path / "inhoud.zip")) == 0
    assert {path.name for path in (tmp_path / "open").iterdir()} >= {"fiche.docx", "overdracht.json", "LEESMIJ.txt"}


@pytest.mark.program("libreoffice", "7z")
def test_libreoffice_opens_what_7_zip_took_out(tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(package_of(school(tmp_path / "s"), tmp_path))
    seven("x", f"-o{tmp_path}", str(tmp_path / "p.zip"))
    seven("x", f"-p{PASSWORD}", f"-o{tmp_path}", str(tmp_path / "pakket.zip"))
    seven("x", f"-o{tmp_path}", str(tmp_path / "inhoud.zip"))
    done = convert({"fiche.docx": (tmp_path / "fiche.docx").read_bytes()}, tmp_path / "s")
    assert done.pdfs["fiche.docx"] == (tmp_path / "fiche.pdf").read_bytes()


def test_a_leak_in_the_template_ends_with_5_at_every_step(tmp_path: Path) -> None:
    where = school(tmp_path)
    own = tmp_path / "templates" / "overdrachtsfiche.docx"
    own.parent.mkdir(exist_ok=True)
    own.write_bytes(template("{{ leerling.naam }} en Bram Andersen"))
    for words in (("prepare", "L0231"), ("release", "L0231")):
        stopped = docgen(tmp_path, "transfer", *words)
        assert (stopped.returncode, "Andersen" in stopped.stderr, list(where.outputs.rglob("*.docx"))) == (5, False, [])
    own.unlink()
    assert docgen(tmp_path, "transfer", "release", "L0231").returncode == 0
    own.write_bytes(template("{{ leerling.naam }} en Bram Andersen"))
    stopped = docgen(tmp_path, "transfer", "send", "L0231", "--to", str(tmp_path / "usb"))
    assert (stopped.returncode, stopped.stdout, (tmp_path / "usb").exists()) == (5, "", False)
    assert "GESTOPT DOOR DE PRIVACYCONTROLE" in stopped.stderr


@pytest.mark.program("libreoffice")
def test_a_report_that_names_another_student_does_not_leave(tmp_path: Path) -> None:
    """The wrong file in the folder, or a report that was not made unreadable: exit 5, with the page, not the name."""
    where = school(tmp_path, rows={"Maatregelen": GC})
    path = where.inputs / "bijlagen" / "L0231" / "GC-verslag.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(convert({"a": word_file("Verslag over Bram Andersen")}, tmp_path / "s").pdfs["a"])
    release_copy(where, "L0231")
    stopped = docgen(tmp_path, "transfer", "send", "L0231", "--to", str(tmp_path / "usb"))
    assert (stopped.returncode, (tmp_path / "usb").exists()) == (5, False)
    assert ("bladzijde 1" in stopped.stderr, "Andersen" in stopped.stderr) == (True, False)
    path.write_bytes(
        convert({"a": word_file("Verslag over Noor Voorbeeld: een derde extra tijd")}, tmp_path / "s").pdfs["a"]
    )
    made = send(where, "L0231", tmp_path / "usb", made_up=lambda: PASSWORD)
    assert ("bijlagen/GC-verslag.pdf" in made.searched, made.unsearched) == (True, ())


def test_who_has_no_authority_or_is_blocked_receives_nothing(tmp_path: Path) -> None:
    contacts = ROWS["Contacten"].strip()
    other = contacts.replace("Sofie Peeters", "Tom Blokland").replace("moeder", "vader").replace("| ja |", "| {} |")
    for number, authority in enumerate(("nee", "ja, ontvangt niets")):
        folder = tmp_path / str(number)
        said = handing.prepared(
            prepare(school(folder, rows={"Contacten": f"{contacts}\n{other.format(authority)}"}), "L0231")
        )
        assert said[-2:] == [
            "Geef niets aan wie geen gezag heeft of niets mag ontvangen: school.xlsx › Contacten › D5 (Gezag)",
            "Antwoorden kan tot en met donderdag 10 september 2026.",
        ]
        with pytest.raises(Refused) as refused:
            prepare(school(folder, rows={"Contacten": other.format(authority)}), "L0231")
        assert [finding.code for finding in refused.value.findings] == ["G11"]
    adult = {"Leerlingen": ROWS["Leerlingen"].replace("14/03/2010", "14/03/2008"), "Contacten": other.format("nee")}
    said = handing.prepared(prepare(school(tmp_path / "adult", rows=adult), "L0231"))
    assert said[1] == "Geef ze enkel aan de leerling: wie 18 is, beslist alleen. Vul daarna de dag in bij Inzage op."
    assert not [line for line in said if "gezag" in line]


def test_the_rows_of_a_package_are_read_by_the_other_school(tmp_path: Path) -> None:
    """Dropped in inputs/, they cause no error: neither by themselves nor in the sheets that were there."""
    here = school(tmp_path / "hier", rows={"Maatregelen": GC}, parents_no="")
    (here.inputs / "bijlagen" / "L0231").mkdir(parents=True)
    (here.inputs / "bijlagen" / "L0231" / "GC-verslag.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    release_copy(here, "L0231")
    package = send(here, "L0231", tmp_path / "usb", made_up=lambda: PASSWORD).path
    empty = {name: "" for name in ROWS if name not in ("School", "Personeel", "Kalender", "Leerplandoelen")}
    own = "L0900 | Voorbeeld | Noor | 14/03/2010 | 4WEWIb | Natuurwetenschappen |  | 24/06/2026 |"
    there = Project(project(tmp_path / "daar", today="2026-09-01", **{**empty, "Leerlingen": own}))
    before = check(there)
    got = receive(package, PASSWORD, there.outputs, there.today, "L0900", own_school(there))
    assert (got.rows, got.unfinished) == (
        {"Maatregelen": 1, "Resultaten": 1}, {"Trajecten": 1, "Afspraken": 1, "Maatregelen": 1}
    )  # fmt: skip
    shutil.copy(got.folder / "rijen.xlsx", there.inputs / "rijen.xlsx")
    after = check(there)
    assert told(after) == told(before) == []
    for name, count in got.rows.items():
        assert len(after.records.register.rows[name]) == len(before.records.register.rows.get(name, ())) + count
    assert receive(package, PASSWORD, there.outputs, there.today, "", own_school(there)).rows == {}


def told(checked: Checked) -> list[tuple[str, str, str]]:
    """The errors, and what has to be confirmed."""
    acting = (f for f in checked.findings if f.severity in (Severity.ERROR, Severity.HOLD))
    return [(f.code, f.case, str(f.place)) for f in acting]
