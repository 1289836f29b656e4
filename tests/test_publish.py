"""The made documents reach outputs/ together with the manifest and the ledger; what may not be there goes away."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from docgen.ledger import Ledger
from docgen.making.outcome import is_beside
from docgen.pipeline import Built, build
from docgen.plan.planned import Planned
from docgen.project import Project
from tests.building import acting, edited, made, without
from tests.worked_example import project

FEBRUARY, JULY = "2026-02-10", "2026-07-02"
EXAMS, LESSONS = "examenrooster_L0231-2.docx", "lesrooster_L0231-1_2026-03-16.docx"
CARE, INSPECTION = "zorgfolder_L0231.docx", "overdrachtsfiche_L0231_inzage.docx"
COPY = "overdrachtsfiche_L0231_overdracht.docx"
TYPES = ("lesrooster", "examenrooster", "zorgfolder", "overdrachtsfiche")
"""The types that these tests follow; what the other types of the worked example do is the same."""


def school(folder: Path, today: str = JULY, text: str = "{{ leerling.naam }}", **changed: str) -> Project:
    """The worked example with a template of one paragraph for each type of document."""
    project(folder, today=today, **changed)
    (folder / "templates").mkdir(exist_ok=True)
    for name in TYPES:
        (folder / "templates" / f"{name}.docx").write_bytes(template(text))
    return Project(folder)


@cache
def template(text: str) -> bytes:
    """A Word template of one paragraph; the same bytes every time, since another template makes all anew."""
    document, saved = Document(), BytesIO()
    document.add_paragraph(text)
    document.save(saved)
    return saved.getvalue()


def all_standing(folder: Path) -> list[str]:
    """The documents under outputs/."""
    outputs = folder / "outputs"
    return sorted(path.relative_to(outputs).as_posix() for path in outputs.rglob("*.docx"))


def standing(folder: Path) -> list[str]:
    """Those of the types that are followed."""
    return [path for path in all_standing(folder) if path.rpartition("/")[2].startswith(TYPES)]


def manifest(folder: Path) -> list[dict[str, Any]]:
    entries = json.loads((folder / "outputs" / "manifest.json").read_text())["documents"]
    return [entry for entry in entries if entry["type"] in TYPES and not entry["path"].endswith((".ics", ".csv"))]


def remembered(folder: Path) -> list[str]:
    """The documents that the ledger says stand in outputs/."""
    with Ledger(folder / "outputs", writable=False) as ledger:
        known = [path for path in ledger.made() if path.endswith(".docx")]
    return sorted(path for path in known if path.rpartition("/")[2].startswith(TYPES))


def told(built: Built) -> list[tuple[str, str, bool]]:
    entries = (entry for entry in built.published.documents if not is_beside(entry.path))
    return [(entry.path, entry.status, entry.changed) for entry in entries if entry.type in TYPES]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_document_stands_in_the_folder_of_its_audience(tmp_path: Path) -> None:
    built = build(school(tmp_path))
    assert acting(built.checked) == ()
    assert standing(tmp_path) == [
        f"overdracht/{INSPECTION}",
        f"overdracht/{COPY}",
        f"zorg/{EXAMS}",
        f"zorg/{LESSONS}",
        f"zorg/{CARE}",
    ]
    assert [p.text for p in Document(str(tmp_path / "outputs" / "zorg" / CARE)).paragraphs] == ["Noor Voorbeeld"]


def test_the_manifest_lists_every_document_made_draft_or_stopped(tmp_path: Path) -> None:
    build(school(tmp_path, FEBRUARY))
    outputs = tmp_path / "outputs"
    entry = {"student": "L0231", "changed": True, "status": "definitief"}
    stopped = {"path": "", "status": "geblokkeerd", "sha256": "", "changed": False}
    assert manifest(tmp_path) == [
        {
            **entry,
            "path": f"klassenraad/{EXAMS}",
            "type": "examenrooster",
            "audience": "klassenraad",
            "status": "ontwerp",
            "sha256": sha256(outputs / "klassenraad" / EXAMS),
        },
        {
            **entry,
            "path": f"zorg/{LESSONS}",
            "type": "lesrooster",
            "audience": "zorg",
            "sha256": sha256(outputs / "zorg" / LESSONS),
        },
        {
            **entry,
            "path": f"overdracht/{INSPECTION}",
            "type": "overdrachtsfiche",
            "audience": "overdracht",
            "sha256": sha256(outputs / "overdracht" / INSPECTION),
        },
        {**entry, **stopped, "type": "overdrachtsfiche", "audience": "overdracht"},
        {
            **entry,
            "path": f"zorg/{CARE}",
            "type": "zorgfolder",
            "audience": "zorg",
            "sha256": sha256(outputs / "zorg" / CARE),
        },
    ]


def test_files_and_folders_are_the_owners_only(tmp_path: Path) -> None:
    build(school(tmp_path))
    outputs = tmp_path / "outputs"
    found = {path.stat().st_mode & 0o777 for path in outputs.rglob("*") if path.is_file()}
    folders = {path.stat().st_mode & 0o777 for path in (outputs, *outputs.rglob("*")) if path.is_dir()}
    assert (found, folders) == ({0o600}, {0o700})


def test_documents_that_did_not_change_are_not_written_again(tmp_path: Path) -> None:
    build(school(tmp_path))
    before = {path: (tmp_path / "outputs" / path).stat().st_ino for path in standing(tmp_path)}
    again = build(school(tmp_path, "2026-07-03"))
    assert [changed for _, _, changed in told(again)] == [False] * 5
    assert {path: (tmp_path / "outputs" / path).stat().st_ino for path in standing(tmp_path)} == before
    assert [bool(entry["sha256"]) and not entry["changed"] for entry in manifest(tmp_path)] == [True] * 5


def test_with_force_they_are_written_again_with_the_same_bytes(tmp_path: Path) -> None:
    first = build(school(tmp_path))
    again = build(school(tmp_path), force=True)
    assert [changed for _, _, changed in told(again)] == [True] * 5
    assert [entry.sha256 for entry in again.published.documents] == [
        entry.sha256 for entry in first.published.documents
    ]


def test_only_the_document_whose_rows_changed_is_written_again(tmp_path: Path) -> None:
    build(school(tmp_path))
    again = build(school(tmp_path, Examenaanpassingen=edited("Examenaanpassingen", H5="C204")))
    assert [path for path, _, changed in told(again) if changed] == [f"zorg/{EXAMS}"]


def test_a_document_that_somebody_changed_or_removed_is_made_anew(tmp_path: Path) -> None:
    build(school(tmp_path))
    zorg = tmp_path / "outputs" / "zorg"
    before = sha256(zorg / CARE)
    (zorg / CARE).write_bytes(b"edited by hand")
    (zorg / LESSONS).unlink()
    again = build(school(tmp_path))
    assert [path for path, _, changed in told(again) if changed] == [f"zorg/{LESSONS}", f"zorg/{CARE}"]
    assert sha256(zorg / CARE) == before


def test_another_template_makes_every_document_of_its_type_anew(tmp_path: Path) -> None:
    build(school(tmp_path))
    assert all(changed for _, _, changed in told(build(school(tmp_path, text="Voor {{ leerling.naam }}"))))


def test_a_draft_leaves_the_folder_of_the_council_when_it_is_final(tmp_path: Path) -> None:
    build(school(tmp_path, "2026-01-29"))
    assert standing(tmp_path) == [f"klassenraad/{EXAMS}", f"klassenraad/{LESSONS}", f"overdracht/{INSPECTION}"]
    built = build(school(tmp_path, FEBRUARY))
    assert standing(tmp_path) == [
        f"klassenraad/{EXAMS}",
        f"overdracht/{INSPECTION}",
        f"vervallen/klassenraad/{LESSONS}",
        f"zorg/{LESSONS}",
        f"zorg/{CARE}",
    ]
    (lapsed,) = (entry for entry in built.published.documents if entry.path == f"vervallen/klassenraad/{LESSONS}")
    assert (lapsed.path, lapsed.type, lapsed.audience, lapsed.student, lapsed.status, lapsed.changed) == (
        f"vervallen/klassenraad/{LESSONS}",
        "lesrooster",
        "klassenraad",
        "L0231",
        "vervallen",
        True,
    )
    assert manifest(tmp_path)[-1] == {
        "path": f"vervallen/klassenraad/{LESSONS}",
        "type": "lesrooster",
        "audience": "klassenraad",
        "student": "L0231",
        "status": "vervallen",
        "sha256": sha256(tmp_path / "outputs" / "vervallen" / "klassenraad" / LESSONS),
        "changed": True,
        "reason": "final",
    }


@pytest.mark.parametrize(
    "changed",
    [
        {"Overleg": edited("Overleg", F10="ingetrokken")},
        {"Overleg": edited("Overleg", A4="L0231 Bram Andersen")},
        {"Trajecten": edited("Trajecten", G5="ooit")},
    ],
)
def test_a_document_that_may_no_longer_exist_is_withdrawn(tmp_path: Path, changed: dict[str, str]) -> None:
    build(school(tmp_path))
    build(school(tmp_path, **changed))
    assert f"zorg/{CARE}" not in standing(tmp_path)
    assert f"vervallen/zorg/{CARE}" in standing(tmp_path)
    assert f"zorg/{CARE}" not in remembered(tmp_path)


def test_a_document_that_is_no_longer_asked_for_is_withdrawn_and_then_forgotten(tmp_path: Path) -> None:
    build(school(tmp_path))
    gone = {"Overdrachten": "|"}
    built = build(school(tmp_path, **gone))
    assert [(path, status) for path, status, _ in told(built) if status == "vervallen"] == [
        (f"vervallen/overdracht/{INSPECTION}", "vervallen"),
        (f"vervallen/overdracht/{COPY}", "vervallen"),
    ]
    assert [status for _, status, _ in told(build(school(tmp_path, **gone)))] == ["definitief"] * 3


def test_a_run_for_some_documents_leaves_the_others_and_the_manifest(tmp_path: Path) -> None:
    build(school(tmp_path))
    before = manifest(tmp_path)

    def lessons(planned: Planned) -> bool:
        return planned.spec.name == "lesrooster"

    built = build(school(tmp_path, Overdrachten="|"), only=lessons, force=True)
    assert told(built) == [(f"zorg/{LESSONS}", "definitief", True)]
    assert (len(standing(tmp_path)), manifest(tmp_path)) == (5, before)


def test_a_dry_run_tells_what_would_be_made_and_writes_nothing(tmp_path: Path) -> None:
    built = build(school(tmp_path), dry_run=True)
    assert told(built) == [
        (f"zorg/{EXAMS}", "definitief", True),
        (f"zorg/{LESSONS}", "definitief", True),
        (f"overdracht/{INSPECTION}", "definitief", True),
        (f"overdracht/{COPY}", "definitief", True),
        (f"zorg/{CARE}", "definitief", True),
    ]
    assert not (tmp_path / "outputs").exists()


def test_the_ledger_remembers_what_was_ratified_when_it_was_first_seen(tmp_path: Path) -> None:
    build(school(tmp_path, FEBRUARY))
    changed = {"Maatregelen": without("Maatregelen", 8)}
    built = build(school(tmp_path, FEBRUARY, **changed))
    assert [(finding.code, finding.trajectory) for finding in built.checked.findings if finding.code == "C16"] == [
        ("C16", "L0231-1")
    ]
    assert f"zorg/{LESSONS}" not in standing(tmp_path)
    assert f"klassenraad/{LESSONS}" in standing(tmp_path)


def full_disk(after: int) -> Callable[..., None]:
    """os.replace on a disk that is full after so many documents."""
    real, calls = os.replace, iter(range(after))

    def replace(source: Any, target: Any) -> None:
        if str(target).endswith(".docx") and next(calls, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)

    return replace


def test_documents_of_a_student_that_cannot_all_be_written_stay_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full_disk(after=2))
        built = build(school(tmp_path))
    assert {(f.code, f.case) for f in built.published.findings} == {("S06", "document")}
    assert (standing(tmp_path), [path for path in remembered(tmp_path) if "L0231" in path]) == ([], [])
    of_student = [(entry["path"], entry["status"]) for entry in manifest(tmp_path) if entry["student"] == "L0231"]
    assert {*of_student} == {("", "geblokkeerd")}
    again = build(school(tmp_path))
    assert (tuple(all_standing(tmp_path)), {changed for _, _, changed in told(again)}) == (made(JULY), {True})
    assert not list((tmp_path / "outputs").rglob(".docgen-*"))
