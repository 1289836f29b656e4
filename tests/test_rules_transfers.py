"""G03 to G05: a school gets a copy after enrolment, the student's say, inspection and the term; objections vanish."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docgen.findings import Effect
from docgen.privacy.transfer import FIELDS, allowed_columns, conditions, granted, inspection, term_ends
from docgen.spec import sheets
from docgen.tables.transfer import Transfer
from tests.building import Seen, breaches, checked, edited, more, seen, statuses

SHEET, NOOR = "Overdrachten", ("L0231",)
INSPECTION, COPY = "overdrachtsfiche_L0231_inzage", "overdrachtsfiche_L0231_overdracht"
UNSENT = {"L4": "", "M4": ""}


def transfer(folder: Path, **cells: str) -> tuple[Transfer, date | None]:
    """The transfer of the worked example with some cells typed anew, and the end of its term."""
    dossier = checked(folder, **{SHEET: edited(SHEET, **cells)}).records.dossiers["L0231"]
    (row,) = dossier.of(Transfer)
    return row, term_ends(row, dossier, 10)


def note_and_error(folder: Path, code: str, case: str, place: str, today: str, **cells: str) -> None:
    """One breach: a remark while the transfer waits, an error once it was sent; it blocks the copy only."""
    for sent, severity in (({"L4": "", "M4": ""}, "opmerking"), ({"L4": "26/06/2026", "M4": ""}, "fout")):
        rows = {SHEET: edited(SHEET, **cells, **sent)}
        (finding,) = breaches(folder, code, today, **rows)
        assert seen([finding]) == [Seen(code, case, severity, f"{SHEET}!{place}", NOOR)]
        assert (finding.effect, finding.documents) == (Effect.BLOCK, {"overdrachtsfiche overdracht"})
        made = statuses(checked(folder, today, **rows))
        assert (made[INSPECTION], made[COPY]) == ("definitief", "geblokkeerd")


def test_g03_a_student_who_is_not_enrolled_there(tmp_path: Path) -> None:
    note_and_error(tmp_path, "G03", "", "D4", "2026-07-02", D4="")


def test_g03_a_student_who_will_be_enrolled_there(tmp_path: Path) -> None:
    note_and_error(tmp_path, "G03", "future", "D4", "2026-07-02", D4="03/07/2026")
    assert breaches(tmp_path, "G03", "2026-07-03", **{SHEET: edited(SHEET, D4="03/07/2026")}) == []


def test_g04_a_student_who_was_not_asked(tmp_path: Path) -> None:
    note_and_error(tmp_path, "G04", "asked", "E4", "2026-07-02", E4="")


def test_g04_an_inspection_that_was_not_offered_starts_no_term(tmp_path: Path) -> None:
    note_and_error(tmp_path, "G04", "inspection", "F4", "2026-07-02", F4="", G4="")


def test_g04_a_term_that_runs_tells_its_last_day(tmp_path: Path) -> None:
    note_and_error(tmp_path, "G04", "term", "G4", "2026-09-10", G4="")
    (finding,) = breaches(tmp_path, "G04", "2026-09-10", **{SHEET: edited(SHEET, G4="")})
    assert finding.args == (("date", date(2026, 9, 10)),)
    assert breaches(tmp_path, "G04", "2026-09-11", **{SHEET: edited(SHEET, G4="")}) == []


def test_g04_a_signature_ends_the_term_on_its_day(tmp_path: Path) -> None:
    assert [finding.case for finding in breaches(tmp_path, "G04", "2026-06-28")] == ["term"]
    assert breaches(tmp_path, "G04", "2026-06-29") == []


def test_g05_what_nobody_can_object_to_goes_along_all_the_same(tmp_path: Path) -> None:
    (finding,) = breaches(tmp_path, "G05", **{SHEET: edited(SHEET, H4="TR04; TR01", I4="TR11")})[:1]
    assert seen([finding]) == [Seen("G05", "", "waarschuwing", f"{SHEET}!H4", NOOR)]
    assert finding.effect is Effect.NONE
    both = breaches(tmp_path, "G05", **{SHEET: edited(SHEET, H4="TR04; TR01", I4="TR11")})
    assert [found.place for found in seen(both)] == [f"{SHEET}!H4", f"{SHEET}!I4"]
    assert breaches(tmp_path, "G05", **{SHEET: edited(SHEET, H4="TR04", I4="TR03")}) == []


@pytest.mark.parametrize(
    ("left", "offered", "last"),
    [
        ("31/08/2026", "25/06/2026", date(2026, 9, 10)),
        ("20/06/2026", "25/06/2026", date(2026, 7, 5)),
        ("", "25/06/2026", date(2026, 7, 5)),
        ("31/08/2026", "", None),
    ],
)
def test_the_term_runs_from_the_later_of_leaving_and_inspection(
    tmp_path: Path, left: str, offered: str, last: date | None
) -> None:
    students = edited("Leerlingen", I4=left)
    dossier = checked(tmp_path, Leerlingen=students, **{SHEET: edited(SHEET, F4=offered)}).records.dossiers["L0231"]
    assert term_ends(dossier.of(Transfer)[0], dossier, 10) == last


def test_a_school_may_set_its_own_term(tmp_path: Path) -> None:
    rules = more("School", "regel | Verzetstermijn in dagen | 5")
    changed = {"School": rules, SHEET: edited(SHEET, G4="", **UNSENT)}
    assert [f.args for f in breaches(tmp_path, "G04", "2026-09-05", **changed)] == [(("date", date(2026, 9, 5)),)]
    assert breaches(tmp_path, "G04", "2026-09-06", **changed) == []


def test_the_conditions_are_told_in_a_fixed_order_with_the_cell_of_each(tmp_path: Path) -> None:
    dossier = checked(tmp_path).records.dossiers["L0231"]
    (row,) = dossier.of(Transfer)
    told = [(c.name, c.met, c.on, c.heading) for c in conditions(row, dossier, 10, date(2026, 6, 24))]
    assert told == [
        ("asked", True, date(2026, 6, 22), "Leerling bevraagd op"),
        ("inspection", False, date(2026, 6, 25), "Inzage op"),
        ("term", False, date(2026, 9, 10), "Getekend op"),
        ("enrolled", True, date(2026, 6, 24), "Ingeschreven daar op"),
    ]


ALWAYS = {"TR01", "TR11", "TR15"}
DEFAULT = {"TR02", "TR03", "TR04", "TR05", "TR06", "TR07", "TR08", "TR09"}


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({}, {*ALWAYS, *DEFAULT, "TR10", "TR12"} - {"TR03"}),
        ({"I4": ""}, {*ALWAYS, *DEFAULT, "TR10", "TR12"}),
        ({"E4": ""}, {*ALWAYS, *DEFAULT, "TR12"} - {"TR03"}),
        ({"J4": ""}, {*ALWAYS, *DEFAULT, "TR10"} - {"TR03"}),
        ({"J4": "TR12; TR14", "I4": ""}, {*ALWAYS, *DEFAULT, "TR10", "TR12", "TR14"}),
        ({"H4": "TR12; TR10"}, {*ALWAYS, *DEFAULT} - {"TR03"}),
        ({"H4": "TR01; TR11; TR15; TR02", "I4": ""}, {*ALWAYS, *DEFAULT, "TR10", "TR12"} - {"TR02"}),
        ({"H4": "; ".join(FIELDS)}, ALWAYS),
    ],
)
def test_a_field_goes_along_by_default_when_asked_when_both_said_yes_or_never(
    tmp_path: Path, cells: dict[str, str], codes: set[str]
) -> None:
    assert granted(transfer(tmp_path, **cells)[0], alone=False) == codes


def test_the_list_of_fields_is_closed_and_what_is_reserved_has_no_source() -> None:
    assert list(FIELDS) == [f"TR{number:02}" for number in range(1, 17)]
    assert {code: entry.given for code, entry in FIELDS.items() if not entry.columns} == {
        "TR13": "never",
        "TR14": "both",
        "TR16": "never",
    }
    assert {code for code, entry in FIELDS.items() if not entry.may_be_objected_to} == ALWAYS


def test_no_column_of_staff_only_reaches_another_school() -> None:
    reached = {
        (sheet, column.heading): str(column.sensitivity)
        for sheet, headings in allowed_columns().items()
        for column in sheets()[sheet].columns()
        if column.heading in headings
    }
    assert set(reached.values()) == {"O", "P", "Z"}
    assert {sheet for sheet, _ in reached} & {"Meldingen", "Signalen", "Contacten", "Klassenraden", "Overleg"} == set()


def test_every_allowed_column_exists() -> None:
    for sheet, headings in allowed_columns().items():
        assert [h for h in headings if h not in {column.heading for column in sheets()[sheet].columns()}] == []


def test_an_inspection_is_remembered_by_student_school_and_day(tmp_path: Path) -> None:
    row, _ = transfer(tmp_path)
    assert inspection(row) == "inzage L0231 Technisch Instituut De Beek 2026-06-25"
