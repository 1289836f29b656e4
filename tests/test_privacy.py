"""Nothing leaves that may not: canaries in every field, and an inspection that finds what a mistake lets through."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from docgen import pipeline, spec
from docgen.columns import Column, Sensitivity
from docgen.fill import fill
from docgen.findings import CellRef, Finding, Severity
from docgen.kinds import Many, Text
from docgen.plan.planned import FINAL, Planned
from docgen.privacy import Cleared, Released, inspect, release
from docgen.privacy.doctext import words
from docgen.privacy.leaks import Secrets
from docgen.privacy.transfer import FIELDS, allowed_columns, granted
from docgen.project import Project
from docgen.records.dossier import Records
from docgen.template import compile_template
from tests.documents import plain_template, texts
from tests.worked_example import ROWS, STAGES, both, project

OF_STUDENTS = (
    "Contacten",
    "Trajecten",
    "Overleg",
    "Maatregelen",
    "Beslissingen",
    "Afspraken",
    "Opvolging",
    "Signalen",
    "Meldingen",
    "Overdrachten",
)
KEPT_AS_TYPED = {
    ("Beslissingen", "Over wie"),
    ("Overdrachten", "Naar school"),
    ("Contacten", "Naam"),  # C05 looks for the parent who was heard among the contacts
    ("Overleg", "Wie"),
}


def canaries(sheet_name: str) -> str:
    """The rows of a sheet with a canary in every cell of free text: 'Kanarie Trajecten woordenvandeleerling 1'."""
    columns = spec.sheet(sheet_name).columns()
    lines = []
    for number, line in enumerate(_rows(sheet_name), start=1):
        cells = [cell.strip() for cell in line.split("|")]
        cells += [""] * (len(columns) - len(cells))
        for index, column in enumerate(columns):
            if _is_free(column, sheet_name):
                cells[index] = canary(column, sheet_name, number)
        lines.append(" | ".join(cells))
    return "\n".join(lines)


def _rows(sheet_name: str) -> list[str]:
    return [line for line in {**ROWS, **both()}[sheet_name].splitlines() if line.strip()]


def canary(column: Column, sheet_name: str, number: int) -> str:
    return f"Kanarie{sheet_name}{column.tag.replace('_', '')}Nr{number}x"


def _is_free(column: Column, sheet_name: str) -> bool:
    kind = column.kind.kind if isinstance(column.kind, Many) else column.kind
    return isinstance(kind, Text) and (sheet_name, column.heading) not in KEPT_AS_TYPED


DAYS = ("2026-03-10", "2026-06-30")
"""In the middle of the first version, when the lists have somebody on them, and at the end of the year."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example with a canary in every free text of every student sheet, built at each of its stages."""
    top = tmp_path_factory.mktemp("kanaries")
    sheets = {name: canaries(name) for name in OF_STUDENTS}
    for name, stage in STAGES.items():
        folder = project(top / name, stage.today, **{**sheets, **stage.rows(sheets)})
        outcome = pipeline.build(Project(folder))
        errors = [finding.code for finding in outcome.checked.findings if finding.severity is Severity.ERROR]
        assert name != "eind" or errors == []
    return top


@pytest.mark.parametrize("document", sorted(spec.documents()))
def test_a_document_holds_no_canary_of_a_column_that_is_not_released(document: str, built: Path) -> None:
    found = spec.documents()[document]
    released = {
        word
        for name in OF_STUDENTS
        for column in spec.sheet(name).columns()
        if column.heading in found.fields.get(name, ())
        for number in range(1, len(_rows(name)) + 1)
        for word in words(canary(column, name, number))
    }
    files = sorted(built.glob(f"*/outputs/*/{document}_*.docx"))
    assert files
    for file in files:
        seen = {word for text in texts(file.read_bytes()) for word in words(text) if word.startswith("kanarie")}
        assert seen - released == set()


def test_nothing_beside_the_documents_holds_a_canary(built: Path) -> None:
    others = [path for path in built.glob("*/outputs/**/*") if path.is_file() and path.suffix != ".docx"]
    assert [path.name for path in others if b"anarie" in path.read_bytes().lower()] == []


def records(folder: Path) -> Records:
    return pipeline.check(Project(folder)).records


def planned(all_records: Records, name: str) -> Planned:
    from docgen.plan.plan import plan

    return next(document for document in plan(all_records, spec.documents().values()) if document.name.startswith(name))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Records:
    return records(project(tmp_path_factory.mktemp("voorbeeld")))


def leak(example: Records, document: str, text: str, *, part: str = "body") -> Cleared | Finding:
    """What the inspection says of a document of Noor in which this text stands, by whatever mistake."""
    static = plain_template("{{ lek }}", part=part)
    released = release(example, planned(example, document), FINAL)
    filled = fill(compile_template(static, name="lek.docx"), {"lek": text})
    return inspect(filled, released, Secrets(example), static)


STAFF_NOTE = "Interne nota over het gezin blijft bij de directie en de mentor."


@pytest.mark.parametrize("document", ["zorgfolder", "lesrooster", "examenrooster", "overdrachtsfiche"])
@pytest.mark.parametrize("part", ["body", "header", "footer", "alt text", "split"])
def test_a_staff_text_stops_the_document_wherever_it_stands(document: str, part: str, example: Records) -> None:
    outcome = leak(example, document, STAFF_NOTE, part=part)
    assert isinstance(outcome, Finding)
    assert (outcome.code, outcome.case, outcome.also) == (
        "G01",
        "closed",
        (CellRef("school.xlsx", "Beslissingen", 5, 14, "Interne overwegingen"),),
    )
    assert outcome.value is None


@pytest.mark.parametrize(
    "text",
    [
        "interne nota over het GEZIN blijft bij",  # six words in a row, other case
        "Interne\u00a0nota over het ge\u00adzin blijft bij de directie",
        "Intérne nota, over - het gezin (blijft) bij de directie",
        "Vraag niet naar de reden voor de klas.",
        "Bram Andersen",
        "Andersen, Bram",
        "zie ook L0232",
        "Andersen, B.",
        "B. Andersen",
        "BramAndersen",
        "mail van andersenbram@school.example",
        "Ander-\nsen, Bram",
        "Bram An-dersen",
        "Br\u00e1m And\u00earsen",
        "BRAM\nANDER\u00adSEN",
        "zie ook L 0232",
        "l-02 32",
        "Reden: schoolmoeheid.",  # a choice of a staff list
        "Reden: afhaken in de les.",
    ],
)
def test_words_are_found_in_any_dress(text: str, example: Records) -> None:
    outcome = leak(example, "zorgfolder", f"Vooraf. {text} Achteraf.")
    assert isinstance(outcome, Finding)
    assert outcome.code == "G01"


@pytest.fixture(scope="module")
def during(tmp_path_factory: pytest.TempPathFactory) -> Records:
    return records(project(tmp_path_factory.mktemp("tijdens"), STAGES["tijdens-het-traject"].today))


@pytest.mark.parametrize("document", ["lerarenversie", "opvanglijst"])
@pytest.mark.parametrize("choice", ["ziekte of ongeval", "progressieve hervatting", "zorgoverleg"])
def test_a_choice_from_a_list_of_care_stops_a_page_for_every_teacher(
    document: str, choice: str, during: Records
) -> None:
    outcome = leak(during, document, f"Reden: {choice}.")
    assert isinstance(outcome, Finding)
    assert (outcome.code, outcome.case, outcome.value) == ("G01", "closed", None)
    assert isinstance(leak(during, "zorgfolder", f"Reden: {choice}."), Cleared)


def test_another_students_data_is_told_without_saying_whose(example: Records) -> None:
    outcome = leak(example, "zorgfolder", "Dat vroeg Bram Andersen.")
    assert isinstance(outcome, Finding)
    assert (outcome.case, outcome.also, outcome.value, outcome.students) == (
        "other_student",
        (),
        None,
        frozenset({"L0231"}),
    )


def test_a_students_name_typed_in_a_template_is_found(example: Records) -> None:
    static = plain_template("{{ leerling.naam }}, net als Bram Andersen")
    released = release(example, planned(example, "zorgfolder"), FINAL)
    filled = fill(compile_template(static, name="x.docx"), {"leerling": {"naam": "Noor Voorbeeld"}})
    outcome = inspect(filled, released, Secrets(example), static)
    assert isinstance(outcome, Finding)
    assert (outcome.code, outcome.case) == ("G01", "other_student")


def test_what_was_released_is_no_leak(example: Records) -> None:
    assert isinstance(leak(example, "zorgfolder", "De ochtenden lukken me nu. Noor Voorbeeld, L0231"), Cleared)


@pytest.mark.parametrize("text", ["leerling", "ja", "leraar", "onderpresteren", "14/11/2025"])
def test_a_common_word_and_a_choice_nobody_made_are_no_leak(text: str, example: Records) -> None:
    assert isinstance(leak(example, "zorgfolder", f"Een {text} hier."), Cleared)


def test_nobody_else_can_make_a_released_or_a_cleared(example: Records) -> None:
    document = planned(example, "zorgfolder")
    with pytest.raises(TypeError, match=r"only privacy\.release makes a Released"):
        Released(document, FINAL, date(2026, 1, 1), example.school, {})
    with pytest.raises(TypeError, match=r"only privacy\.inspect makes a Cleared"):
        Cleared(document, FINAL, b"", "")


def test_a_released_row_has_no_attribute_that_was_not_released(example: Records) -> None:
    released = release(example, planned(example, "lesrooster"), FINAL)
    trajectory = released.one("Trajecten")
    assert set(trajectory._fields) == {
        "trajectory_id", "start", "end", "review_on", "mentor", "thresholds", "origin", "decision",
    }  # fmt: skip


def test_an_undecided_decision_is_not_released(tmp_path: Path) -> None:
    open_point = ROWS["Beslissingen"].replace("| 30/01/2026 | consensus", "| | consensus")
    undecided = records(project(tmp_path, Beslissingen=open_point))
    released = release(undecided, planned(undecided, "zorgfolder"), FINAL)
    assert "KR12.3" not in {row.decision_id for row in released.of("Beslissingen")}


def test_every_transfer_field_has_a_decision() -> None:
    assert sorted(FIELDS) == [f"TR{number:02}" for number in range(1, 17)]
    assert {entry.given for entry in FIELDS.values()} == {"always", "default", "asked", "both", "never"}


def test_no_column_above_class_z_can_reach_another_school() -> None:
    for name, headings in allowed_columns().items():
        classes = {c.heading: c.sensitivity for c in spec.sheet(name).columns()}
        assert [heading for heading in headings if not Sensitivity.Z.allows(classes[heading])] == []
        assert name not in ("Meldingen", "Signalen", "Opvolging", "Contacten", "Overleg")


def test_an_objection_leaves_no_trace(tmp_path: Path) -> None:
    from docgen.pages.page import view

    def page(folder: Path, objection: str) -> Mapping[str, object]:
        rows = ROWS["Overdrachten"].replace("| TR03 |", f"| {objection} |")
        made = records(project(folder, Overdrachten=rows))
        return view(release(made, planned(made, "overdrachtsfiche"), FINAL), date.min)

    without_results = page(tmp_path / "a", "TR03")
    no_results_at_all = records(project(tmp_path / "b", Resultaten=""))
    same = view(release(no_results_at_all, planned(no_results_at_all, "overdrachtsfiche"), FINAL), date.min)
    assert without_results == same


def test_consent_decides_what_goes_along(example: Records) -> None:
    transfer = example.dossiers["L0231"].rows["Overdrachten"][0]
    every = {f"TR{n:02}" for n in range(1, 17)} - {"TR13", "TR16"}
    assert granted(transfer, alone=False) == every - {"TR03", "TR14"}  # type: ignore[arg-type]
    silent = transfer.model_copy(update={"student_asked_on": None, "also_give": (), "parents_object": ("TR01", "TR11")})
    assert granted(silent, alone=False) == every - {"TR10", "TR12", "TR14"}  # type: ignore[arg-type]


def test_a_hit_means_no_file_and_the_value_is_not_told(tmp_path: Path) -> None:
    folder = project(tmp_path)
    (folder / "templates").mkdir()
    template = plain_template("{{ leerling.naam }} Bram {{ leerling.familienaam }}")
    (folder / "templates" / "zorgfolder.docx").write_bytes(template)
    rows = ROWS["Leerlingen"].replace("Andersen", "Voorbeeld")  # the template now spells another student's name
    folder = project(folder, Leerlingen=rows)
    outcome = pipeline.build(Project(folder), only=lambda document: document.spec.name == "zorgfolder")
    errors = [finding.code for finding in outcome.checked.findings if finding.severity is Severity.ERROR]
    assert errors == ["G01"]
    assert not list((folder / "outputs").glob("*/zorgfolder*"))


def test_a_document_above_its_ceiling_does_not_start() -> None:
    care = spec.documents()["zorgfolder"]
    with pytest.raises(TypeError, match=r"zorgfolder: Beslissingen\.Interne overwegingen is above class Z"):
        replace(care, fields={**care.fields, "Beslissingen": ("Interne overwegingen",)})


def test_the_files_are_for_their_owner_only(built: Path) -> None:
    modes = {oct(path.stat().st_mode & 0o777) for path in built.glob("*/outputs/**/*.docx")}
    assert modes == {"0o600"}


def test_metadata_is_neutral(built: Path) -> None:
    for path in built.glob("*/outputs/**/*.docx"):
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            assert "Voorbeeld" not in archive.read("docProps/core.xml").decode()
