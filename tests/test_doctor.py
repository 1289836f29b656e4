"""`docgen doctor` says what is wrong with a folder, a template or the clock, and what to do; it changes nothing."""

from __future__ import annotations

import io
import json
import os
import platform
import re
import sqlite3
import zipfile
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from docx import Document

from docgen.disk.holding import WATCH, holding
from docgen.doctor import CHECKS, State, Told, examine
from docgen.doctor.clouds import CLOUDS, cloud_of
from docgen.messages import catalogue, day
from docgen.pipeline import build
from docgen.project import Project
from docgen.reports.doctor import hint, lines, message
from docgen.spec import documents
from tests.documents import plain_template
from tests.test_cli import docgen
from tests.worked_example import project

NOW = datetime(2026, 7, 1, 9, 5, tzinfo=timezone(timedelta(hours=2)))
LATER = datetime(2036, 7, 1, 9, 5, tzinfo=timezone(timedelta(hours=2)))  # after anything this test can log


def school(folder: Path, *, fixed: bool = False) -> Project:
    """A project of which nothing can be said: no fixed day, rights for its owner only."""
    project(folder)
    if not fixed:
        (folder / "docgen.toml").unlink()
    for path in (folder / "inputs").iterdir():
        path.chmod(0o600)
    return Project(folder)


def told(where: Project, check: str, now: datetime = NOW) -> list[tuple[State, str]]:
    """What one check says: the state and the sentence."""
    texts = catalogue("nl")
    return [(one.state, message(texts, one)) for one in examine(where, now) if one.check == check]


def fixes(where: Project, check: str) -> list[str]:
    return [hint(catalogue("nl"), one) for one in examine(where, NOW) if one.check == check]


def test_a_school_in_order(tmp_path: Path) -> None:
    where = school(tmp_path)
    built = build(where)
    shown = lines(examine(where, LATER), LATER)
    shown[3] = re.sub(r"\d+ [GM]B", "41 GB", shown[3])
    office = shown.pop(-3)
    assert office.startswith(("  ✓ LibreOffice", "  – LibreOffice"))
    assert shown[1:-1] == [
        "",
        "  ✓ inputs           leesbaar, 1 werkboek",
        "  ✓ outputs          schrijfbaar, 41 GB vrij",
        "  ✓ rechten          enkel wie erbij hoort, kan lezen",
        "  – resultaten       nog niet gemaakt",
        "  ✓ synchronisatie   geen persoonlijke cloud",
        "  ✓ schijf           van deze computer",
        "  – toezicht         loopt niet",
        "                     → Start docgen watch, of laat een taak docgen watch --once uitvoeren (zie README).",
        f"  ✓ sjablonen        {len(documents())} sjablonen in orde",
        "  ✓ in sjablonen     niets over wie ze maakte",
        f"  ✓ logboek          heel, {1 + len(built.published.documents)} regels",
        "  ✓ klok, tijdzone   Europe/Brussels",
        "",
    ]
    assert shown[0].startswith("docgen doctor · docgen ")
    assert shown[0].endswith("· dinsdag 1 juli 2036, 9.05 u.")
    assert shown[-1].endswith("in orde, 0 waarschuwingen, 0 fouten.")


def test_it_changes_nothing(tmp_path: Path) -> None:
    where = school(tmp_path)
    before = sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*") if path.is_file())
    examine(where, NOW)
    assert sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*") if path.is_file()) == before
    assert not where.outputs.exists()


def test_a_folder_without_anything(tmp_path: Path) -> None:
    where = Project(tmp_path)
    assert told(where, "inputs") == [(State.ERROR, "de map ontbreekt")]
    assert fixes(where, "inputs") == ["Maak de map inputs, of begin met docgen init."]
    assert docgen("doctor", folder=tmp_path).returncode == 4


def test_a_watch_that_looks_at_the_folder_is_named_and_one_that_stopped_is_not(tmp_path: Path) -> None:
    where, since = school(tmp_path), datetime.now().date()
    with holding(where.outputs, WATCH):
        named = f"loopt sinds {day(catalogue('nl'), since)} op computer {platform.node()}"
        assert told(where, "watch") == [(State.FINE, named)]
    assert told(where, "watch") == [(State.ABSENT, "loopt niet")]


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_page_that_others_can_open_is_named(tmp_path: Path) -> None:
    where = school(tmp_path)
    page = where.outputs / "index.html"
    page.parent.mkdir()
    page.write_text("x")
    page.chmod(0o600)
    assert told(where, "pages") == [(State.FINE, "enkel de eigenaar kan ze openen")]
    page.chmod(0o640)
    assert told(where, "pages") == [(State.WARNING, "ook anderen dan de eigenaar kunnen outputs/index.html openen")]


def test_a_workbook_that_is_open_is_named(tmp_path: Path) -> None:
    where = school(tmp_path)
    (where.inputs / "~$school.xlsx").write_bytes(b"\x05Marie" + bytes(160))
    assert told(where, "inputs") == [
        (State.FINE, "leesbaar, 1 werkboek"),
        (State.WARNING, "inputs/school.xlsx is nog open in Excel"),
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_workbook_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    where = school(tmp_path)
    (where.inputs / "school.xlsx").chmod(0)
    assert told(where, "inputs") == [(State.ERROR, "inputs/school.xlsx kan niet gelezen worden")]


@pytest.mark.parametrize("kind", ["file", "closed"])
def test_outputs_that_cannot_be_written(tmp_path: Path, kind: str) -> None:
    where = school(tmp_path)
    if kind == "file":
        where.outputs.write_bytes(b"")
    elif Path("/proc/self").is_dir():
        where.outputs.symlink_to("/proc/self")  # a folder in which not even root makes a file
    else:
        pytest.skip("no folder here is closed to everybody")
    assert told(where, "outputs") == [(State.ERROR, "in outputs kan docgen niet schrijven")]
    assert docgen("doctor", folder=tmp_path).returncode == 4


def test_a_document_open_in_word_is_named(tmp_path: Path) -> None:
    where = school(tmp_path)
    build(where)
    (where.outputs / "zorg" / "~$rgfolder_L0231.docx").write_bytes(b"\x05Marie" + bytes(160))
    assert told(where, "outputs")[1:] == [(State.WARNING, "outputs/zorg/zorgfolder_L0231.docx is open in Word")]


@pytest.mark.skipif(os.name != "posix", reason="other systems have other rights")
def test_what_everybody_can_read_is_counted_and_the_first_is_named() -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:  # not tmp_path: pytest closes the folders above it
        folder = Path(name)
        folder.chmod(0o755)
        where = school(folder)
        (folder / "inputs").chmod(0o755)
        (folder / "inputs" / "school.xlsx").chmod(0o644)
        assert told(where, "rights") == [(State.WARNING, "iedereen kan inputs/school.xlsx lezen")]
        build(where)
        assert told(where, "rights") == [(State.WARNING, "iedereen kan inputs/school.xlsx lezen")]
        where.outputs.chmod(0o755)
        assert told(where, "rights")[1] == (State.WARNING, "iedereen kan zien welke bestanden in outputs staan")
        for path in (where.outputs, *where.outputs.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        assert told(where, "rights")[1][0] is State.WARNING
        assert re.fullmatch(r"iedereen kan \d+ bestanden lezen, het eerste is outputs/.*", told(where, "rights")[1][1])
        folder.chmod(0o700)  # nobody comes in: the rights inside do not matter
        assert told(where, "rights") == [(State.FINE, "enkel wie erbij hoort, kan lezen")]


@pytest.mark.parametrize(
    ("names", "cloud"),
    [
        (("OneDrive - Atheneum De Linde", "docgen"), "OneDrive"),
        (("Dropbox", "zorg"), "Dropbox"),
        (("Google Drive", "Mijn Drive", "zorg"), "Google Drive"),
        (("Nextcloud",), "Nextcloud"),
        (("iCloudDrive", "zorg"), "iCloud"),
        (("schoolschijf", "inbox"), ""),
        (("stackoverflow", "onedriver"), ""),
    ],
)
def test_a_cloud_is_known_by_the_name_of_its_folder(tmp_path: Path, names: tuple[str, ...], cloud: str) -> None:
    folder = tmp_path.joinpath(*names)
    folder.mkdir(parents=True)
    assert cloud_of(folder) == cloud


@pytest.mark.parametrize(("cloud", "mark"), [(cloud.name, mark) for cloud in CLOUDS for mark in cloud.marks])
def test_a_cloud_is_known_by_what_it_leaves(tmp_path: Path, cloud: str, mark: str) -> None:
    (tmp_path / "map" / "outputs").mkdir(parents=True)
    (tmp_path / "map" / mark).write_bytes(b"")
    assert cloud_of(tmp_path / "map" / "outputs") == cloud


def test_a_cloud_is_known_by_its_database_and_by_its_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / ".sync_3f2a91bc04de.db").write_bytes(b"")
    assert cloud_of(tmp_path / "a" / "outputs") == "Nextcloud"
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "b"))
    assert cloud_of(tmp_path / "b" / "outputs") == "OneDrive"


def test_outputs_in_a_cloud(tmp_path: Path) -> None:
    where = school(tmp_path / "Dropbox" / "zorg")
    assert told(where, "sync") == [
        (State.WARNING, "inputs staat in Dropbox"),
        (State.WARNING, "outputs staat in Dropbox"),
    ]
    assert fixes(where, "sync")[0] == "Zet het project op de schoolschijf, niet in een persoonlijke cloud."
    assert docgen("doctor", folder=where.root).returncode == 0


def test_a_share_is_known_by_its_mount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    share = str(tmp_path / "mijn schijf").replace(" ", "\\040")
    mounts.write_text(f"overlay / overlay rw 0 0\n//srv/zorg {share} cifs rw 0 0\n")
    monkeypatch.setattr("docgen.doctor.files.MOUNTS", mounts)
    assert told(school(tmp_path / "mijn schijf"), "share") == [(State.FINE, "netwerkschijf (cifs)")]
    assert told(school(tmp_path / "hier"), "share") == [(State.FINE, "van deze computer")]


def test_a_template_with_a_fault_is_named_and_ends_with_3(tmp_path: Path) -> None:
    where = school(tmp_path)
    where.templates.mkdir()
    (where.templates / "lesrooster.docx").write_bytes(plain_template("{{ leerling.naam }"))
    assert [state for state, _ in told(where, "templates")] == [State.ERROR, State.FINE]
    assert re.fullmatch(r"lesrooster\.docx: 1 fout \(T\d\d\)", told(where, "templates")[0][1])
    assert fixes(where, "templates")[0] == "Waar ze staan: docgen template check templates/lesrooster.docx"
    assert docgen("doctor", folder=tmp_path).returncode == 3


def test_a_template_that_says_who_made_it_is_named_without_saying_who(tmp_path: Path) -> None:
    where = school(tmp_path)
    where.templates.mkdir()
    (where.templates / "zorgfolder.docx").write_bytes(chatty_template())
    assert told(where, "metadata") == [
        (
            State.WARNING,
            "templates/zorgfolder.docx bevat nog: auteur, laatst bewaard door, een omschrijving, opmerkingen, "
            "eigen eigenschappen, een afbeelding van de eerste bladzijde, bijgehouden wijzigingen, verborgen tekst",
        )
    ]
    assert "Kanarie" not in docgen("doctor", folder=tmp_path).stderr


def chatty_template() -> bytes:
    """A Word file with somebody's name in everything that Word keeps beside the page."""
    document = Document()
    document.core_properties.author = document.core_properties.last_modified_by = "Kanarie"
    document.core_properties.comments = "Kanarie"
    run = document.add_paragraph("zichtbaar").add_run("Kanarie")
    run.font.hidden = True
    saved = io.BytesIO()
    document.save(saved)
    made = io.BytesIO()
    relationship = '<Relationship Id="{0}" Type="http://x/{1}" Target="{2}"/></Relationships>'
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/document.xml":
                text = text.replace(b"<w:sectPr", b'<w:p><w:ins w:id="1" w:author="Kanarie"/></w:p><w:sectPr', 1)
            if name == "_rels/.rels":
                text = text.replace(
                    b"</Relationships>",
                    relationship.format("rIdC", "custom-properties", "docProps/custom.xml").encode(),
                )
            if name == "word/_rels/document.xml.rels":
                text = text.replace(
                    b"</Relationships>", relationship.format("rIdK", "comments", "comments.xml").encode()
                )
            new.writestr(name, text)
        new.writestr("docProps/custom.xml", "<Properties><property>Kanarie</property></Properties>")
        new.writestr("word/comments.xml", '<comments><comment author="Kanarie"/></comments>')
    return made.getvalue()


def test_a_log_that_somebody_changed(tmp_path: Path) -> None:
    where = school(tmp_path)
    build(where)
    with closing(sqlite3.connect(where.outputs / ".docgen" / "ledger.sqlite")) as ledger, ledger:
        ledger.execute("drop trigger audit_is_not_changed")
        ledger.execute("update audit set hash = 'x' where number = 2")
    assert told(where, "ledger", LATER)[0] == (State.ERROR, "op 2 plaatsen niet meer zoals het geschreven is")
    assert docgen("doctor", folder=tmp_path).returncode == 1


def test_a_ledger_that_is_no_ledger(tmp_path: Path) -> None:
    where = school(tmp_path)
    build(where)
    (where.outputs / ".docgen" / "ledger.sqlite").write_bytes(b"geen sqlite" * 100)
    assert told(where, "ledger") == [(State.ERROR, "kan niet gelezen worden")]
    assert docgen("doctor", folder=tmp_path).returncode == 4


def test_the_clock(tmp_path: Path) -> None:
    where = school(tmp_path)
    build(where)  # logged at the real moment
    past = NOW.replace(year=2020)
    assert [state for state, _ in told(where, "clock", past)] == [State.ERROR]
    assert told(where, "clock", past)[0][1].startswith("de klok loopt achter: het logboek is al bij ")
    elsewhere = LATER.astimezone(timezone(timedelta(hours=-5), "EST"))
    assert told(where, "clock", elsewhere) == [
        (State.WARNING, "de computer staat niet op de tijd van Brussel, maar op EST")
    ]
    (tmp_path / "docgen.toml").write_text("[datum]\npeildatum = 2026-06-30\n")
    assert told(Project(tmp_path), "clock", LATER) == [
        (State.WARNING, "docgen rekent altijd met dinsdag 30 juni 2026"),
        (State.FINE, "Europe/Brussels"),
    ]


def test_the_same_for_machines(tmp_path: Path) -> None:
    school(tmp_path, fixed=True)
    run = docgen("doctor", "--json", folder=tmp_path)
    whole = json.loads(run.stdout)
    assert (run.returncode, run.stderr, list(whole)) == (0, "", ["schema", "checks", "counts"])
    assert list(dict.fromkeys(entry["check"] for entry in whole["checks"])) == list(CHECKS)
    assert {tuple(entry) for entry in whole["checks"]} == {("check", "state", "message", "hint")}
    assert sum(whole["counts"].values()) == len(whole["checks"])


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_warning_and_fault_says_what_to_do(lang: str) -> None:
    texts = catalogue(lang)
    keys = [key for key in texts.sections["doctor"] if "_" in key and not key.endswith(("_fix", "_ok"))]
    quiet = {"share_local", "share_network", "office_none", "pages_none", "pages_unknown"}
    assert [key for key in keys if key not in quiet and f"{key}_fix" not in texts.sections["doctor"]] == []
    assert message(texts, Told(State.FINE, "ok", 2, check="inputs"))
