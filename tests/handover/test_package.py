"""The package: what is in it, what is not, and what happens to one that is not what was sent."""

from __future__ import annotations

import hashlib
import io
import json
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from docgen.handover.acts import release_copy
from docgen.handover.conforming import faults
from docgen.handover.package import LARGEST, manifest, opened
from docgen.handover.passwords import password, typed, words
from docgen.handover.receipts import receipt
from docgen.handover.receiving import Own, receive
from docgen.handover.refusal import AlreadySent, NotYet, Refused
from docgen.handover.sending import Sent, send
from docgen.handover.twin import schema
from docgen.plan.planned import FINAL
from docgen.privacy import inspect_members, release
from docgen.privacy.leaks import Secrets
from docgen.project import Project
from docgen.reports import handing
from docgen.reports.stop import privacy_stop
from docgen.spec import sheets
from tests.documents import plain_template, texts
from tests.handover.helping import (
    GC,
    PASSWORD,
    REPORT,
    handover,
    inner,
    locked,
    outer,
    page,
    report,
    row,
    school,
    zipped,
)
from tests.worked_example import ROWS

TODAY = date(2026, 6, 30)


def sent(where: Project, folder: Path, *, reports: bool = False) -> Sent:
    return send(where, "L0231", folder, reports=reports, made_up=lambda: PASSWORD)


def package_of(where: Project, folder: Path) -> bytes:
    release_copy(where, "L0231")
    return sent(where, folder / "usb").path.read_bytes()


def everything(data: bytes) -> str:
    """Every text in every file of an opened package, and its names; without checksums, which hold any four digits."""
    found = []
    for name, content in {**outer(data), **inner(data)}.items():
        found.append(name)
        if name.endswith(".docx"):
            found += texts(content)
        elif not name.endswith(".zip"):
            found.append(content.decode("utf-8", "replace"))
    return re.sub(r"\b[0-9a-f]{8,64}\b", "", "\n".join(found))


# --- what is in it ---------------------------------------------------------------------------------------------------


def test_outside_nothing_can_be_read(tmp_path: Path) -> None:
    where = school(tmp_path, rows={"Maatregelen": GC})
    report(where)
    release_copy(where, "L0231")
    made = sent(where, tmp_path / "usb")
    assert re.fullmatch(r"overdracht-[0-9a-f]{8}\.zip", made.path.name)
    data = made.path.read_bytes()
    assert list(outer(data)) == ["LEESMIJ.txt", "pakket.zip"]
    with zipfile.ZipFile(io.BytesIO(outer(data)["pakket.zip"])) as archive:
        (entry,) = archive.infolist()
        extra = entry.extra
        assert (entry.filename, entry.compress_type, entry.flag_bits & 1) == ("inhoud.zip", 99, 1)
        assert struct.unpack("<HHH2sBH", extra[:11])[4] == 3  # AES, 256 bits
    for word in (b"Noor", b"Voorbeeld", b"L0231", b"GC-verslag", b"fiche", b"De Beek"):
        assert word not in data
    assert made.unsearched == ("bijlagen/GC-verslag.pdf",)


def test_inside_is_everything_with_its_checksum(tmp_path: Path) -> None:
    where = school(tmp_path, rows={"Maatregelen": GC})
    report(where)
    members = inner(package_of(where, tmp_path))
    assert sorted(members) == [
        "LEESMIJ.txt", "bijlagen/GC-verslag.pdf", "fiche.docx", "manifest.json", "ontvangstbewijs.docx",
        "overdracht.json",
    ]  # fmt: skip
    said = json.loads(members["manifest.json"])
    assert {entry["naam"]: entry["sha256"] for entry in said["bestanden"]} == {
        name: hashlib.sha256(data).hexdigest() for name, data in members.items() if name != "manifest.json"
    }
    assert members["bijlagen/GC-verslag.pdf"] == REPORT
    copy = where.outputs / "overdracht" / "overdrachtsfiche_L0231_overdracht.docx"
    assert members["fiche.docx"] == copy.read_bytes()
    assert "Noor" not in " ".join(texts(members["ontvangstbewijs.docx"])) + members["LEESMIJ.txt"].decode()


def test_the_twin_is_what_its_schema_says(tmp_path: Path) -> None:
    content = json.loads(inner(package_of(school(tmp_path, parents_no=""), tmp_path))["overdracht.json"])
    assert list(faults(content, schema())) == []
    assert list(content["velden"]) == ["TR02", "TR03", "TR04", "TR05", "TR06", "TR07", "TR10", "TR12"]
    assert content["velden"]["TR03"] == [
        {"vak": "Wiskunde", "resultaten": [{"periode": "jaartotaal", "resultaat": "68 %"}]}
    ]
    assert content["leerling"] == {"voornaam": "Noor", "familienaam": "Voorbeeld", "geboren": "2010-03-14"}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda c: c.update(versie=True), "versie"),
        (lambda c: c.update(extra="x"), "."),
        (lambda c: c.pop("leerling"), "leerling"),
        (lambda c: c["leerling"].update(geboren="14/03/2010"), "leerling.geboren"),
        (lambda c: c["velden"].update(TR16=3), "velden"),
        (lambda c: c["velden"]["TR07"][0].update(soort=["x"]), "velden.TR07.0.soort"),
        (lambda c: c["velden"].update(TR12="x" * 1001), "velden.TR12"),
        (lambda c: c["velden"].update(TR09=[{"loopt": "ja"}]), "velden.TR09.0.loopt"),
    ],
)
def test_a_schema_refuses(tmp_path: Path, change: Callable[[Any], Any], fault: str) -> None:
    content = json.loads(inner(package_of(school(tmp_path), tmp_path))["overdracht.json"])
    change(content)
    if fault == "versie":
        content["versie"] = "1"
    assert list(faults(content, schema())) == [fault]


def test_nothing_above_its_class_is_in_any_byte(tmp_path: Path) -> None:
    """A canary in every text of class M of the student, and in every text of the other one."""
    canaries = []
    rows = {}
    for name in ("Signalen", "Meldingen", "Beslissingen"):
        texts_of_m = [c.heading for c in sheets()[name].columns() if c.sensitivity.name == "M"]
        headings = [c.heading for c in sheets()[name].columns()]
        lines = []
        for line in ROWS[name].strip().splitlines():
            cells = [cell.strip() for cell in line.split("|")]
            cells += [""] * (len(headings) - len(cells))
            for heading in texts_of_m:
                index = headings.index(heading)
                if len(cells[index].split()) > 2:
                    canaries.append(f"kanarie{name}{len(canaries)} zingt hoog boven alle daken uit")
                    cells[index] = canaries[-1]
            lines.append(" | ".join(cells))
        rows[name] = "\n".join(lines)
    assert len(canaries) >= 2
    said = everything(package_of(school(tmp_path, rows=rows), tmp_path))
    assert [word for word in [c.split()[0] for c in canaries] if word in said] == []
    assert [word for word in ("Andersen", "Bram", "L0232", "Sofie Peeters", "Interne nota") if word in said] == []


@pytest.mark.parametrize(
    ("code", "traces"),
    [
        ("TR02", ("Natuurwetenschappen", "2022")),
        ("TR03", ("jaartotaal", "68", "Leerresultaten")),
        ("TR05", ("KR24.5", "Attest A", "klassenraad")),
        ("TR06", ("stappenkaart", "tussen twee examens")),
        ("TR07", ("een derde extra tijd", "Redelijke")),
        ("TR10", ("houdt de ochtenden", "Sterk in")),
    ],
)
def test_an_objected_field_leaves_no_trace(tmp_path: Path, code: str, traces: tuple[str, ...]) -> None:
    given = everything(package_of(school(tmp_path / "a", parents_no=""), tmp_path / "a"))
    kept = everything(package_of(school(tmp_path / "b", parents_no=code), tmp_path / "b"))
    template = texts((Path(__file__).parents[2] / "templates" / "overdrachtsfiche.docx").read_bytes())
    fixed = " ".join(text for text in template if "{{" not in text)
    own = [trace for trace in traces if trace in given and trace not in fixed] or [code]
    for trace in (*own, f'"{code}"'):
        assert (trace in given, trace in kept) == (True, False)
    assert "verzet" not in kept


def test_a_report_that_is_missing_is_named(tmp_path: Path) -> None:
    where = school(tmp_path, rows={"Maatregelen": GC})
    release_copy(where, "L0231")
    with pytest.raises(Refused) as refused:
        sent(where, tmp_path / "usb")
    (finding,) = refused.value.findings
    assert (finding.code, finding.case, finding.place.file) == (  # type: ignore[union-attr]
        "S31", "report", "bijlagen/L0231/GC-verslag.pdf"
    )  # fmt: skip
    assert not (tmp_path / "usb").exists()


def test_the_paper_of_the_parents_goes_along_when_both_said_yes(tmp_path: Path) -> None:
    where = school(tmp_path, also="TR12; TR14")
    release_copy(where, "L0231")
    with pytest.raises(Refused) as refused:
        sent(where, tmp_path / "usb")
    assert [finding.place.file for finding in refused.value.findings] == ["bijlagen/L0231/BaSO-fiche.pdf"]  # type: ignore[union-attr]
    report(where, "BaSO-fiche")
    made = sent(where, tmp_path / "usb")
    assert inner(made.path.read_bytes())["bijlagen/BaSO-fiche.pdf"] == REPORT
    assert made.unsearched == ("bijlagen/BaSO-fiche.pdf",)


def test_without_both_it_stays(tmp_path: Path) -> None:
    where = school(tmp_path)
    report(where, "BaSO-fiche")
    release_copy(where, "L0231")
    assert [name for name in inner(sent(where, tmp_path / "usb").path.read_bytes()) if "/" in name] == []


def test_reports_wait_for_nothing_but_the_enrolment(tmp_path: Path) -> None:
    where = school(tmp_path, rows={"Maatregelen": GC}, signed="", inspection="", asked="", parents_no="TR11")
    report(where)
    made = sent(where, tmp_path / "usb", reports=True)
    members = inner(made.path.read_bytes())
    assert sorted(members) == [
        "LEESMIJ.txt", "bijlagen/GC-verslag.pdf", "manifest.json", "ontvangstbewijs.docx", "overdracht.json"
    ]  # fmt: skip
    assert list(json.loads(members["overdracht.json"])["velden"]) == ["TR11"]
    with pytest.raises(AlreadySent):
        sent(where, tmp_path / "usb", reports=True)
    assert handover(where).step == "voorbereiding"
    with pytest.raises(NotYet):
        sent(school(tmp_path / "b", rows={"Maatregelen": GC}, enrolled=""), tmp_path / "usb", reports=True)
    with pytest.raises(Refused) as refused:
        sent(school(tmp_path / "c"), tmp_path / "usb", reports=True)
    assert refused.value.findings[0].case == "no_reports"


def test_a_report_that_names_another_student_stops_the_package(tmp_path: Path) -> None:
    """The negative control: what one paper says too much is found in the finished package, and nothing leaves."""
    where = school(tmp_path, rows={"Maatregelen": GC})
    report(where, data=page("Zoals ook bij Bram Andersen werd vastgesteld."))
    release_copy(where, "L0231")
    with pytest.raises(Refused) as refused:
        sent(where, tmp_path / "usb")
    (finding,) = refused.value.findings
    assert (finding.code, finding.case, finding.value) == ("G01", "copy", None)
    assert privacy_stop(finding, 0) == (
        "GESTOPT DOOR DE PRIVACYCONTROLE (G01)\n"
        "\n"
        "bijlagen/GC-verslag.pdf gaat niet mee. Er staan gegevens in van een andere leerling.\n"
        "\n"
        "  gevonden in     bladzijde 1\n"
        "  soort           een naam\n"
        "\n"
        "Er is geen pakket gemaakt.\n"
        "→ Kijk na of dit het juiste verslag is. Zo ja: vraag aan wie het opstelde een versie zonder die gegevens.\n"
        "  Twijfelt u? Vraag het de aanspreekpersoon informatieveiligheid.\n"
    )
    assert not (tmp_path / "usb").exists()
    assert handover(where).step == "vrijgegeven"
    report(where, data=page("Zoals ook bij Noor Voorbeeld werd vastgesteld."))
    assert "bijlagen/GC-verslag.pdf" in sent(where, tmp_path / "usb").searched


STAFF_NOTE = "Interne nota over het gezin blijft bij de directie en de mentor."


@pytest.mark.parametrize(("text", "case"), [(STAFF_NOTE, "closed"), ("Bram Andersen", "other_student")])
@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("LEESMIJ.txt", str.encode),
        ("overdracht.json", lambda text: json.dumps({"velden": {"TR06": {"noden": [text]}}}).encode()),
        ("manifest.json", lambda text: json.dumps({"bestanden": [{"naam": text}]}).encode()),
        ("fiche.docx", plain_template),
        ("ontvangstbewijs.docx", lambda text: plain_template(text, part="header")),
        ("fiche.pdf", page),
    ],
)
def test_every_file_of_a_package_is_searched(
    name: str, made: Callable[[str], bytes], text: str, case: str, tmp_path: Path
) -> None:
    found = handover(school(tmp_path))
    released, static = release(found.records, found.document, FINAL), plain_template("{{ leerling.naam }}")
    secrets = Secrets(found.records)
    finding = inspect_members({name: made(f"Vooraf. {text}")}, released, secrets, static, frozenset())
    assert finding is not None
    assert (finding.code, finding.case, finding.value) == ("G01", case, None)
    assert inspect_members({name: made("Vooraf. Noor Voorbeeld")}, released, secrets, static, frozenset()) is None


# --- the other side --------------------------------------------------------------------------------------------------


def test_from_one_school_to_the_other(tmp_path: Path) -> None:
    where = school(tmp_path, rows={"Maatregelen": GC}, parents_no="")
    report(where)
    release_copy(where, "L0231")
    made = sent(where, tmp_path / "usb")
    there = receive(made.path, PASSWORD.upper().replace("-", " "), tmp_path / "outputs", TODAY, "L0900")
    assert there.fields == ("TR01", "TR02", "TR03", "TR04", "TR05", "TR06", "TR07", "TR10", "TR11", "TR12")
    rows = {"Leerlingen": 1, "Trajecten": 1, "Afspraken": 1, "Maatregelen": 2, "Resultaten": 1}
    assert (there.rows, there.unfinished) == ({}, rows)  # nothing is known of this school's own workbooks
    book = load_workbook(there.folder / "aan_te_vullen.xlsx")
    headings = {cell.value: cell.column for cell in book["Leerlingen"][3]}
    values = {name: book["Leerlingen"].cell(4, column).value for name, column in headings.items()}
    assert (values["Leerling-ID"], values["Voornaam"], values["Familienaam"]) == ("L0900", "Noor", "Voorbeeld")
    _, day, was_read = receipt(where, "L0231", there.folder / "ontvangst.json")
    assert (handover(where).step, day, was_read) == ("ontvangen", TODAY, True)
    with pytest.raises(Refused):
        receipt(where, "L0231", there.folder / "ontvangstbewijs.docx")


def test_a_receipt_of_another_package_is_refused(tmp_path: Path) -> None:
    first, other = school(tmp_path / "a"), school(tmp_path / "b")
    package_of(first, tmp_path / "a")
    members = inner(package_of(other, tmp_path / "b"))
    paper = tmp_path / "bewijs.docx"
    paper.write_bytes(members["ontvangstbewijs.docx"])
    with pytest.raises(Refused) as refused:
        receipt(first, "L0231", paper)
    assert [(f.code, f.case) for f in refused.value.findings] == [("S32", "receipt")]
    assert receipt(other, "L0231", paper)[2] is True


def receipt_json(**said: object) -> bytes:
    return json.dumps({"soort": "docgen-ontvangst", "pakket": "7f3a91c2", "manifest": "", **said}).encode()


def paper(**parts: bytes) -> bytes:
    """A Word file with these parts besides its own ('word__x' for word/x)."""
    members = outer(plain_template("pakket 7f3a91c2"))
    return zipped({**members, **{name.replace("__", "/"): data for name, data in parts.items()}})


def strange_receipts(number: str, day: str) -> dict[str, bytes]:
    """Receipts that nobody's docgen wrote, by the name of their file."""
    bomb = b'<!DOCTYPE a [<!ENTITY x "' + b"x" * 10_000 + b'">]><a>' + b"&x;" * 10_000 + b"</a>"
    large = zipped({"word/document.xml": b" " * 80_000_000})
    return {
        "deep.json": b"[" * 100_000,
        "list.json": b"[]",
        "long.json": b'{"soort": ' + b"9" * 5_000 + b"}",
        "number.json": receipt_json(pakket=7, ontvangen_op=day),
        "day.json": receipt_json(pakket=number, ontvangen_op=20260630),
        "none.json": receipt_json(pakket=number, ontvangen_op="2026-13-40"),
        "manifest.json": receipt_json(pakket=number, ontvangen_op=day, manifest=["x"]),
        "surrogate.json": b'{"soort": "docgen-ontvangst", "pakket": "\\ud800", "ontvangen_op": "2026-06-30"}',
        "nothing.docx": b"",
        "half.docx": paper()[:500],
        "large.docx": large,
        "inside.docx": paper(word__embeddings__x=large),
        "entities.docx": paper(**{"word__x.xml": bomb}),
        "deep.docx": paper(**{"word__x.xml": b"<a>" * 200_000}),
        "broken.docx": paper(**{"word__x.xml": b"<a>"}),
    }


def test_a_receipt_that_no_docgen_wrote_is_refused_and_notes_nothing(tmp_path: Path) -> None:
    where = school(tmp_path)
    made = sent(where, tmp_path) if release_copy(where, "L0231") else None
    assert made is not None
    number = made.path.stem.removeprefix("overdracht-")
    seal = hashlib.sha256(inner(made.path.read_bytes())["manifest.json"]).hexdigest()
    before = receipt_json(pakket=number, manifest=seal, ontvangen_op="2026-06-29")
    found = {}
    for name, data in {**strange_receipts(number, "2026-06-30"), "before.json": before}.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(Refused) as refused:
            receipt(where, "L0231", tmp_path / name)
        found[name] = [(f.code, f.case) for f in refused.value.findings]
    assert set(map(tuple, found.values())) == {(("S32", "receipt"),)}
    assert handover(where).step == "verzonden"


def refused_as(data: bytes, word: str = PASSWORD) -> str:
    with pytest.raises(Refused) as refused:
        opened(data, word, "p.zip")
    (finding,) = refused.value.findings
    assert finding.code == "S32"
    return finding.case


def test_a_wrong_password_is_refused(tmp_path: Path) -> None:
    data = package_of(school(tmp_path), tmp_path)
    cases = {refused_as(data, f"vogel-{number}") for number in range(20)}
    assert "password" in cases
    assert cases <= {"password", "changed"}


def test_any_changed_byte_is_refused(tmp_path: Path) -> None:
    data = package_of(school(tmp_path), tmp_path)
    whole = opened(data, PASSWORD, "p.zip")
    for place in range(0, len(data), 499):
        spoiled = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        try:
            same = opened(spoiled, PASSWORD, "p.zip") == whole  # the day of a file in the zip says nothing
        except Refused as refused:
            same = refused.findings[0].code == "S32"
        assert same, place
    for end in (10, 200, len(data) // 2, len(data) - 1):
        assert refused_as(data[:end]) in ("", "changed")


def repacked(data: bytes, *, fresh: bool = True, **changed: bytes | None) -> bytes:
    """A package with other files in it, its manifest made anew so that the checksums hold."""
    members = {name: content for name, content in inner(data).items() if changed.get(name, b"") is not None}
    members.update({name: content for name, content in changed.items() if content is not None})
    if fresh:
        said = json.loads(members.pop("manifest.json"))
        facts = {name: said[name] for name in ("van", "naar", "gemaakt_op")}
        members["manifest.json"] = manifest(said["pakket"], said["inhoud"], facts, members)
    return locked(zipped(members))


def test_hostile_packages_are_refused(tmp_path: Path) -> None:
    data = package_of(school(tmp_path), tmp_path)
    assert set(opened(repacked(data), PASSWORD, "p.zip")) == set(inner(data))
    said = inner(data)["manifest.json"]
    twin = json.loads(inner(data)["overdracht.json"])
    macro = zipped({"word/document.xml": b"<x/>", "word/vbaProject.bin": b"x"})
    assert refused_as(b"") == ""
    assert refused_as(zipped({"a.txt": b"x"})) == ""
    assert refused_as(repacked(data, fresh=False, **{"fiche.docx": b"PK"})) == "changed"
    assert refused_as(repacked(data, fresh=False, **{"fiche.pdf": REPORT})) == "changed"
    assert refused_as(repacked(data, fresh=False, **{"fiche.docx": None})) == "changed"
    assert refused_as(repacked(data, **{"../buiten.txt": b"x"})) == "path"
    assert refused_as(repacked(data, **{"/etc/buiten.txt": b"x"})) == "path"
    assert refused_as(repacked(data, **{"bijlagen/../../x.txt": b"x"})) == "path"
    assert refused_as(repacked(data, **{"C:\\x.txt": b"x"})) == "path"
    assert refused_as(repacked(data, **{"virus.exe": b"x"})) == "path"
    for name in ("nota.txt", "FICHE.docx", "CON.txt", "ontvangst.json", "bijlagen/x.pdf", "bijlagen/fiche.docx"):
        assert refused_as(repacked(data, **{name: REPORT})) == "path"
    assert refused_as(repacked(data, **{"bijlagen/GC-verslag.pdf": b"PK"})) == "path"
    assert (
        refused_as(repacked(data, fresh=False, **{"manifest.json": said.replace(b'"van": "', b'"van": "\\u001b[2J')}))
        == "changed"
    )
    assert refused_as(repacked(data, **{"fiche.docx": macro})) == "path"
    assert (
        refused_as(repacked(data, fresh=False, **{"manifest.json": said.replace(b'"versie": 1', b'"versie": 2')}))
        == "version"
    )
    newer = json.dumps({**twin, "versie": 2}).encode()
    assert refused_as(repacked(data, **{"overdracht.json": newer})) == "version"
    odd = json.dumps({**twin, "velden": {"TR99": 1}}).encode()
    assert refused_as(repacked(data, **{"overdracht.json": odd})) == "changed"
    assert refused_as(repacked(data, **{"overdracht.json": b"[" * 100_000})) == ""
    assert refused_as(locked(b"no zip")) == ""
    assert refused_as(zipped({f"{number}.txt": b"" for number in range(50)})) == "large"
    assert refused_as(locked(zipped({"bom.txt": bytes(LARGEST + 1)}))) == "large"
    assert refused_as(zipped({"LEESMIJ.txt": bytes(LARGEST + 1), "pakket.zip": b""})) == "large"


def test_who_opens_a_package_for_another_school_is_told(tmp_path: Path) -> None:
    data = package_of(school(tmp_path / "a"), tmp_path / "a")
    path = tmp_path / "p.zip"
    path.write_bytes(data)
    elsewhere = (
        "Let op: dit pakket is voor Technisch Instituut De Beek. Is dat uw school niet? "
        "Verwijder het en verwittig de afzender."
    )
    for name, told in (("Technisch Instituut de Beek", False), ("Atheneum Zuid", True), ("", False)):
        made = receive(path, PASSWORD, tmp_path / "daar", TODAY, own=Own(name))
        assert (elsewhere in handing.received(made, made.folder)) is told


def test_a_value_of_another_school_is_no_formula_here(tmp_path: Path) -> None:
    data = package_of(school(tmp_path / "a"), tmp_path / "a")
    twin = json.loads(inner(data)["overdracht.json"])
    twin["leerling"]["voornaam"] = '=HYPERLINK("http://x")'
    path = tmp_path / "p.zip"
    path.write_bytes(repacked(data, **{"overdracht.json": json.dumps(twin).encode()}))
    book = load_workbook(receive(path, PASSWORD, tmp_path / "daar", TODAY).folder / "aan_te_vullen.xlsx")
    cells = [cell for row in book["Leerlingen"] for cell in row if cell.value == '=HYPERLINK("http://x")']
    assert [cell.data_type for cell in cells] == ["s"]


def test_nothing_is_written_of_a_package_that_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(package_of(school(tmp_path / "a"), tmp_path / "a")[:-30])
    with pytest.raises(Refused):
        receive(path, PASSWORD, tmp_path / "outputs", TODAY)
    assert not (tmp_path / "outputs").exists()


# --- the password ----------------------------------------------------------------------------------------------------


def test_a_password_is_six_words_of_a_long_list() -> None:
    made = {password() for _ in range(100)}
    assert len(made) == 100
    assert all(len(one.split("-")) == 6 and set(one.split("-")) <= set(words()) for one in made)
    assert len(words()) == len(set(words())) >= 1024
    assert [word for word in words() if not re.fullmatch("[a-z]{2,12}", word)] == []
    assert typed("  Vogel kelder-STAF ") == "vogel-kelder-staf"


def test_a_password_is_kept_nowhere(tmp_path: Path) -> None:
    where = school(tmp_path)
    package_of(where, tmp_path)
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()]
    assert kept == []


def test_without_the_library_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = school(tmp_path)
    monkeypatch.setitem(sys.modules, "pyzipper", None)
    with pytest.raises(Refused) as refused:
        sent(where, tmp_path / "usb")
    assert [(f.code, f.case) for f in refused.value.findings] == [("S31", "library")]


# --- the command line ------------------------------------------------------------------------------------------------


def docgen(folder: Path, *words: str, typed_in: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "docgen.cli", "--project", str(folder), *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", input=typed_in, timeout=120)


def test_the_commands_one_after_the_other(tmp_path: Path) -> None:
    here, there, usb = tmp_path / "hier", tmp_path / "daar", tmp_path / "usb"
    school(here)
    assert docgen(here, "transfer", "send", "L0231", "--to", str(usb)).returncode == 1
    assert [Path(line).name for line in docgen(here, "transfer", "prepare", "L0231").stdout.splitlines()] == [
        "overdrachtsfiche_L0231_inzage.docx",
        "antwoordformulier_L0231.docx",
    ]
    assert docgen(here, "transfer", "release", "L0231").returncode == 0
    made = docgen(here, "transfer", "send", "L0231", "--to", str(usb))
    assert (made.returncode, made.stdout) == (0, "")
    word = made.stderr.splitlines()[1].removeprefix("Wachtwoord: ")
    (package,) = usb.iterdir()
    wrong = docgen(there, "receive", str(package), typed_in="aap-noot\n")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    opened_there = docgen(there, "receive", str(package), typed_in=f"{word}\n")
    assert opened_there.returncode == 0
    bewijs = Path(opened_there.stdout.strip()) / "ontvangstbewijs.docx"
    assert docgen(here, "transfer", "receipt", "L0231", str(bewijs)).returncode == 0
    assert docgen(here, "transfer", "status").stdout == "0 lopend, 1 ontvangen dit schooljaar.\n"
    assert row().count("|") == 12
