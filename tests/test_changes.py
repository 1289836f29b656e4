"""Before a build: which documents would change, and the cell that causes it; afterwards just those were made."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from docgen.answers import differences
from docgen.audit import Key
from docgen.changes import traces
from docgen.changes.causes import Changing
from docgen.findings import CellRef
from docgen.ledger import Ledger
from docgen.making.lapsing import EVERY_CASE
from docgen.making.outcome import LAPSED, is_beside
from docgen.messages import catalogue
from docgen.pictures.raster import Canvas
from docgen.pipeline import build, check
from docgen.project import Project
from docgen.reports import changes, lapsed
from tests.building import Edits, edits_of, more
from tests.test_publish import manifest, school, template

JUNE, EXAM_DAYS = "2026-06-30", "2026-06-05"
EXAMS, LESSONS, CARE = "examenrooster_L0231-2", "lesrooster_L0231-1_2026-03-16", "zorgfolder_L0231"
INSPECTION, COPY = "overdrachtsfiche_L0231_inzage", "overdrachtsfiche_L0231_overdracht"
NAMED = {EXAMS, LESSONS, CARE, INSPECTION, COPY}
"""The documents that these cases look at; a change may reach others too, which the second half of the test holds."""
SECOND = "+ L0299 | Tweede | Sam | 14/03/2010 | 4WEWIb | Natuurwetenschappen |  | 01/09/2022 |"


def told(entry: Changing) -> tuple[str, str, str, tuple[str, ...]]:
    """A changing document as a test compares it: name, how, reason, and each cause as 'kind Sheet!cell'."""
    name = entry.path.rpartition("/")[2].removesuffix(".docx")
    return name, entry.change, entry.reason, tuple(_cause(cause.kind, cause.place) for cause in entry.causes)


def _cause(kind: str, place: Any) -> str:
    if not isinstance(place, CellRef):
        return kind
    return f"{kind} {place.sheet or place.file}" + (f"!{place.cell or place.row}" if place.row else "")


def after(folder: Path, edits: Edits, today: str = JUNE, do: Callable[[Path], object] | None = None) -> Project:
    """A school that was built once, then edited."""
    build(school(folder, today))
    school(folder, today, **edits_of(edits))
    if do:
        do(folder)
    return Project(folder)


def would(project: Project) -> list[tuple[str, str, str, tuple[str, ...]]]:
    _, changing = differences(project)
    return [told(entry) for entry in changing]


def named_only(project: Project) -> list[Changing]:
    _, changing = differences(project)
    return [entry for entry in changing if told(entry)[0] in NAMED]


def settings(text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "docgen.toml").write_text(f"[datum]\npeildatum = {JUNE}\n{text}")


MOVED_EXAM = "cell Examenaanpassingen!E5"
CASES: dict[str, tuple[Edits, Callable[[Path], object] | None, list[tuple[str, str, str, tuple[str, ...]]]]] = {
    "nothing changed": ({}, None, []),
    "one exam moved": (
        {"Examenaanpassingen": ["E5 = 23/06/2026"]},
        None,
        [
            (EXAMS, "moved", "", (MOVED_EXAM,)),
            (CARE, "lapses", "altered C16", (MOVED_EXAM,)),
        ],
    ),
    "one decision withdrawn": (
        {"Beslissingen": ["H6 = ingetrokken"]},
        None,
        [
            (INSPECTION, "changed", "", ("cell Beslissingen!H6",)),
            (COPY, "lapses", "handover G06", ("cell Beslissingen!H6",)),
            (EXAMS, "lapses", "decision", ("cell Beslissingen!H6",)),
            (CARE, "changed", "", ("cell Beslissingen!H6",)),
        ],
    ),
    "the student does not agree any more": (
        {"Overleg": ["+ L0231-2 | 26/06/2026 | leerlinggesprek | leerling | Noor | nee | handtekening |  | Wil niet."]},
        None,
        [
            (INSPECTION, "changed", "", ("row_new Overleg!11",)),  # what that version says goes to no other school
            (COPY, "lapses", "handover G06", ("row_new Overleg!11",)),
            (EXAMS, "lapses", "consent C03", ("row_new Overleg!11",)),
            (CARE, "lapses", "consent C03", ("row_new Overleg!11",)),
        ],
    ),
    "an objection after the inspection": (
        {"Overdrachten": ["H4 = TR02"]},
        None,
        [
            (INSPECTION, "changed", "", ("cell Overdrachten!H4",)),
            (COPY, "changed", "", ("cell Overdrachten!H4",)),
        ],
    ),
    "a template changed": (
        {},
        lambda folder: (folder / "templates" / "zorgfolder.docx").write_bytes(template("{{ leerling.naam }}.")),
        [(CARE, "changed", "", ("template templates/zorgfolder.docx",))],
    ),
    "a setting changed": (
        {},
        settings('[woorden.zoeken]\ndiagnose = ["oordopjes"]\n'),
        [(EXAMS, "lapses", "blocked G08", ("settings docgen.toml",))],
    ),
    "the name of the school changed": (
        {"School": ["C4 = Andere school"]},
        None,
        [
            (INSPECTION, "changed", "", ("cell School!C4",)),
            (COPY, "lapses", "handover G06", ("cell School!C4",)),
            (EXAMS, "changed", "", ("cell School!C4",)),
            (LESSONS, "changed", "", ("cell School!C4",)),
            (CARE, "changed", "", ("cell School!C4",)),
        ],
    ),
    "a new student without a trajectory": ({"Leerlingen": [SECOND]}, None, []),
    "a row deleted": (
        {"Lesroosteraanpassingen": ["- 6"]},
        None,
        [
            (LESSONS, "moved", "", ("row_gone Lesroosteraanpassingen!6",)),
        ],
    ),
    "a cell that cannot be read": (
        {"Lesroosteraanpassingen": ["F4 = XX"]},
        None,
        [(LESSONS, "lapses", "blocked A02", ("row_unread Lesroosteraanpassingen!4",))],
    ),
    "a cell that somebody else's paper reads": ({"Meldingen": ["E4 = Werkt met een eigen plan."]}, None, []),
    "a file that was thrown away": (
        {},
        lambda folder: (folder / "outputs" / "zorg" / f"{CARE}.docx").unlink(),
        [(CARE, "changed", "", ("file",))],
    ),
}


WITHDRAWN = ("one decision withdrawn", "the student does not agree any more", "a row deleted")


@pytest.mark.parametrize("case", WITHDRAWN)
def test_a_paper_about_several_students_names_the_row_of_who_left_it(case: str, tmp_path: Path) -> None:
    found = would(after(tmp_path, CASES[case][0]))
    (cause,) = {causes for name, _, _, causes in found if name in NAMED}
    assert {name: causes for name, _, _, causes in found if causes != cause} == {}


@pytest.mark.parametrize("case", tuple(CASES))
def test_a_change_reaches_the_documents_it_is_about_and_no_others(case: str, tmp_path: Path) -> None:
    edits, do, expected = CASES[case]
    project = after(tmp_path, edits, do=do)
    said = would(project)
    assert [entry for entry in said if entry[0] in NAMED] == expected
    published = build(project).published.documents
    made = {
        entry.path.rpartition("/")[2].removesuffix(".docx")
        for entry in published
        if entry.changed and not is_beside(entry.path)
    }
    assert made == {name for name, *_ in said}  # what was said, and nothing else, is what was done
    assert would(project) == []


def test_a_student_who_left_takes_the_documents_along(tmp_path: Path) -> None:
    gone = {name: ["gone"] for name in ("Resultaten", "Meldingen", "Signalen", "Contacten")}
    about = {"Maatregelen": range(4, 9), "Overleg": range(4, 11), "Trajecten": (4, 5), "Beslissingen": (5, 6, 7)}
    rows = {name: [f"- {row}" for row in numbers] for name, numbers in about.items()}
    more = ("Lesroosteraanpassingen", "Examenaanpassingen", "Afspraken", "Opvolging", "Overdrachten")
    edits = {"Leerlingen": ["- 4"], **gone, **rows, **{name: ["gone"] for name in more}}
    project = after(tmp_path, edits)
    said = [entry for entry in would(project) if entry[0] in NAMED]
    assert {(name, change, reason) for name, change, reason, _ in said} == {
        (name, "lapses", "student") for name in (EXAMS, LESSONS, CARE, INSPECTION, COPY)
    }
    assert all("row_gone Leerlingen!4" in causes for *_, causes in said)


def test_a_new_day_is_a_cause_when_no_cell_is(tmp_path: Path) -> None:
    build(school(tmp_path, "2026-02-10"))
    project = school(tmp_path, EXAM_DAYS)
    assert [entry for entry in would(project) if entry[0] == EXAMS] == [(EXAMS, "moved", "", ("day",))]


def test_a_new_logo_is_a_cause_of_its_own(tmp_path: Path) -> None:
    project = school(tmp_path, JUNE, School=more("School", "gegeven | Logo | logo.png"))
    logo = project.inputs / "bijlagen" / "logo.png"
    logo.parent.mkdir()
    logo.write_bytes(Canvas(40, 10, ["0B4F60"]).png())
    build(project)
    logo.write_bytes(Canvas(40, 10, ["9C1F1F"]).png())
    assert {causes for *_, causes in would(project)} == {("logo",)}


def test_without_a_build_before_the_cause_is_not_known(tmp_path: Path) -> None:
    project = school(tmp_path, JUNE)
    assert {(change, causes) for _, change, _, causes in would(project)} == {("new", ("unknown",))}
    assert not (tmp_path / "outputs").exists()


def test_traces_that_are_damaged_are_no_traces(tmp_path: Path) -> None:
    project = after(tmp_path, {"School": ["C4 = Andere school"]})
    (tmp_path / "outputs" / ".docgen" / "traces.json").write_text('{"files": 3}')
    assert {causes for *_, causes in would(project)} == {("unknown",)}


def test_the_diff_as_text_groups_documents_by_cause(tmp_path: Path) -> None:
    project = after(tmp_path, {"Beslissingen": ["H6 = ingetrokken"]})
    changing = named_only(project)
    assert changes.as_text(changing) == (
        "2 documenten veranderen: overdrachtsfiche_L0231_inzage.docx, zorgfolder_L0231.docx\n"
        "  gewijzigd: school.xlsx > Beslissingen > H6 (Uitslag)\n"
        "Vervalt: overdrachtsfiche_L0231_overdracht.docx\n"
        "  reden: de overdracht is niet (meer) klaar om door te geven (G06)\n"
        "  gewijzigd: school.xlsx > Beslissingen > H6 (Uitslag)\n"
        "Vervalt: examenrooster_L0231-2.docx\n"
        "  reden: de klassenraad heeft dit niet (meer) beslist en bekrachtigd\n"
        "  gewijzigd: school.xlsx > Beslissingen > H6 (Uitslag)\n"
        "2 veranderen, 2 vervallen.\n"
    )
    assert changes.as_text((), "en") == "No document changes.\n"


def test_the_diff_as_json_has_a_fixed_form(tmp_path: Path) -> None:
    project = after(tmp_path, {"Lesroosteraanpassingen": ["F4 = XX"]})
    changing = named_only(project)
    assert changes.as_plain(changing) == {
        "schema": 1,
        "documents": [
            {
                "path": f"zorg/{LESSONS}.docx",
                "type": "lesrooster",
                "student": "L0231",
                "change": "lapses",
                "reason": "blocked A02",
                "causes": [
                    {
                        "kind": "row_unread",
                        "file": "school.xlsx",
                        "sheet": "Lesroosteraanpassingen",
                        "cell": "4:4",
                        "column": "",
                    }
                ],
            }
        ],
        "counts": {"new": 0, "changed": 0, "moved": 0, "lapses": 1},
    }


def test_a_document_that_leaves_has_its_reason_in_the_manifest_and_the_report(tmp_path: Path) -> None:
    project = after(tmp_path, {"Beslissingen": ["H6 = ingetrokken"]})
    gone = (EXAMS, COPY)
    documents = [entry for entry in build(project).published.documents if Path(entry.path).stem in gone]
    left = [entry for entry in manifest(tmp_path) if entry["status"] == LAPSED]
    lapsing = {entry["path"]: entry["reason"] for entry in left if Path(entry["path"]).stem in gone}
    assert lapsing == {
        f"vervallen/overdracht/{COPY}.docx": "handover G06",
        f"vervallen/zorg/{EXAMS}.docx": "decision",
    }
    build(project)  # a round later the manifest tells of other things; the ledger keeps it
    with Ledger(tmp_path / "outputs", writable=False) as ledger:
        kept = {path: made.reason for path, made in ledger.lapsed().items() if path in lapsing}
    assert kept == lapsing
    assert lapsed.lines(documents) == [
        f"Naar outputs/vervallen: {EXAMS}.docx. Reden: de klassenraad heeft dit niet (meer) beslist en bekrachtigd.",
        f"Naar outputs/vervallen: {COPY}.docx. Reden: de overdracht is niet (meer) klaar om door te geven (G06).",
    ]
    assert {tuple(entry) for entry in manifest(tmp_path) if entry["status"] != LAPSED} == {
        ("path", "type", "audience", "student", "status", "sha256", "changed")
    }


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_reason_and_every_cause_has_a_sentence(lang: str) -> None:
    texts = catalogue(lang)
    assert set(texts.word("lapsed.reason")) == EVERY_CASE
    kinds = {traces.CHANGED, traces.ADDED, traces.GONE, traces.UNREAD}
    others = {"template", "logo", "engine", "settings", "day", "file", "finding", "unknown"}
    assert set(texts.word("diff.cause")) == kinds | others


def test_the_traces_hold_no_text_and_are_for_their_owner_only(tmp_path: Path) -> None:
    build(school(tmp_path, JUNE))
    path = tmp_path / "outputs" / ".docgen" / "traces.json"
    kept = path.read_text()
    words = ("Noor", "Voorbeeld", "L0231", "Peeters", "oordopjes", "goedgekeurd", "bundel", "Lindelaan")
    assert [word for word in words if word in kept] == []
    assert path.stat().st_mode & 0o777 == 0o600
    assert set(json.loads(kept)) == {"engine", "settings", "day", "templates", "files", "sheets"}


def test_without_the_key_a_cell_cannot_be_guessed(tmp_path: Path) -> None:
    records = check(school(tmp_path, JUNE)).records
    one, other = (
        {*chain.from_iterable(traces.traced(records, traces.Marks(Key(bytes([number])))).values())} for number in (1, 2)
    )
    shared = {row.cells for row in one if row.cells.strip("-")} & {row.cells for row in other}
    assert shared == set()
