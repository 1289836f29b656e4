"""Each form filled in as a mentor would: the register then holds exactly those rows, each with the form's own cell."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from docgen.findings import Severity
from docgen.kinds import GoalChoice, Slot
from docgen.making.inspection import content
from docgen.pipeline import Checked, build, check
from docgen.plan.plan import plan
from docgen.project import Project
from docgen.spec import documents
from tests.building import edited, more
from tests.documents import texts
from tests.forms.filling import at, day, drop, new, rows, values
from tests.worked_example import project

MONDAYS = {"start": date(2026, 3, 16), "end": date(2026, 3, 27)}
WEEK = {"Traject-ID": "L0231-1", "Van": day("16/03/2026"), "Tot": day("27/03/2026")}


def here(folder: Path, today: str = "2026-03-01", **changed: str) -> Project:
    return Project(project(folder, today=today, **changed))


def errors(checked: Checked, before: Checked) -> list[str]:
    found = [f for f in new(checked.findings, before.findings) if f.severity is Severity.ERROR]
    return [f"{f.code}.{f.case}" for f in found]


def test_weekrooster_hours_with_the_same_answers_are_one_row(tmp_path: Path) -> None:
    school = here(tmp_path, Lesroosteraanpassingen="")
    drop(
        school,
        "weekrooster",
        "L0231-1",
        **MONDAYS,
        cells={
            "D17": "ZW zelfstandig werken",
            "D18": "WIS bundel 2",
            "F21": "RU rust",
            "F23": "rustlokaal",
            "E13": "tr",
        },
    )
    found = check(school)
    assert rows(found, "Lesroosteraanpassingen") == sorted(
        [
            {**WEEK, "Uren": (Slot(3, 1),), "Vak": "FRA", "Invulling": "TR"},
            {
                **WEEK,
                "Uren": (Slot(2, 3),),
                "Vak": "GES",
                "Invulling": "ZW",
                "Waarvoor": "WIS bundel 2",
                "Plaats": "studiezaal",  # the only place that is open then
            },
            {**WEEK, "Uren": (Slot(4, 6),), "Vak": "NED", "Invulling": "RU", "Plaats": "rustlokaal"},
        ],
        key=repr,
    )
    places = [at(row.at("Invulling")) for row in found.records.register.rows["Lesroosteraanpassingen"]]
    assert places == ["Formulier weekrooster!E13", "Formulier weekrooster!D17", "Formulier weekrooster!F21"]
    assert not [finding for finding in found.findings if finding.code in ("A02", "A07", "A10", "A11", "A12")]


def test_weekrooster_hours_of_one_subject_are_joined(tmp_path: Path) -> None:
    lessons = "\n".join(f"4WEWIb |  | elke | {where} | GES | JVP | B112 |" for where in ("di | 3", "vr | 1"))
    school = here(tmp_path, Lesroosteraanpassingen="", Basisrooster=lessons)
    drop(school, "weekrooster", "L0231-1", **MONDAYS, cells={"G13": "TR thuis rusten", "D17": "TR thuis rusten"})
    assert rows(check(school), "Lesroosteraanpassingen") == [
        {**WEEK, "Uren": (Slot(5, 1), Slot(2, 3)), "Vak": "GES", "Invulling": "TR"}
    ]


def test_weekrooster_what_for_without_a_code_is_a_fault_at_the_code(tmp_path: Path) -> None:
    school = here(tmp_path, Lesroosteraanpassingen="")
    drop(school, "weekrooster", "L0231-1", **MONDAYS, cells={"D18": "WIS bundel 2"})
    found = check(school)
    assert [(f.code, f.case, at(f.place), f.students) for f in found.findings if f.code == "A02"] == [
        ("A02", "empty", "Formulier weekrooster!D17", frozenset({"L0231"}))
    ]
    assert rows(found, "Lesroosteraanpassingen") == []


def test_weekrooster_a_fault_in_a_form_stops_the_documents_of_its_student(tmp_path: Path) -> None:
    school = here(tmp_path)
    before = check(school)
    drop(school, "weekrooster", "L0231-1", **MONDAYS, cells={"B4": "morgen"})
    found = check(school)
    told = new(found.findings, before.findings, "A02")
    assert [(f.case, at(f.place)) for f in told] == [("date", "Formulier weekrooster!B4")]
    stopped = {name for index in found.stopped for name in found.stopped[index] if found.findings[index] in told}
    about_one = [planned for planned in found.verdicts if planned.students == {"L0231"}]
    reading = {planned.spec.name for planned in about_one if "Lesroosteraanpassingen" in planned.spec.reads}
    assert {"lesrooster", "zorgfolder"} < reading
    assert {"lesrooster", "zorgfolder"} < {name.partition("_")[0] for name in stopped} <= reading


def test_weekrooster_has_a_sheet_for_each_week_when_they_differ(tmp_path: Path) -> None:
    school = here(
        tmp_path,
        Lesroosteraanpassingen="L0231-1 | 16/03/2026 | 27/03/2026 | di3A | GES | TR | | ",
        School="gegeven | Naam school | De Linde\ngegeven | Schooljaar | 2025-2026\n"
        "gegeven | Eerste A-week | 01/09/2025\nvak | GES | Geschiedenis\nvak | NED | Nederlands",
        Basisrooster="4WEWIb | | A | di | 3 | GES | JVP | B112 |\n4WEWIb | | B | di | 3 | NED | LMA | B204 |",
        Leerplandoelen="",
        Maatregelen="",
        Examenrooster="",
        Examenaanpassingen="",
        Resultaten="",
    )
    before = check(school)
    path = drop(school, "weekrooster", "L0231-1", **MONDAYS)
    from openpyxl import load_workbook

    assert load_workbook(path).sheetnames == ["Formulier weekrooster A", "Formulier weekrooster B", "Lijsten"]
    assert rows(check(school), "Lesroosteraanpassingen") == rows(before, "Lesroosteraanpassingen")


def test_examens_a_line_with_something_filled_in_is_a_row(tmp_path: Path) -> None:
    school = here(tmp_path, today="2026-05-20", Examenaanpassingen="")
    before = check(school)
    drop(
        school,
        "examens",
        "L0231-2",
        cells={
            "H12": "behouden",
            "N12": "mondeling; aangepaste versie",
            "H14": "verplaatst",
            "I14": day("22/06/2026"),
            "J14": time(8, 30),
            "M14": "KDW Koen De Wit",
        },
    )
    found = check(school)
    mine = found.records.register.rows["Examenaanpassingen"]
    assert rows(found, "Examenaanpassingen") == [
        {
            "Traject-ID": "L0231-2",
            "Vak": "FRA",
            "Datum": day("10/06/2026"),
            "Keuze": "behouden",
            "Vorm": ("mondeling", "aangepaste versie"),
        },
        {
            "Traject-ID": "L0231-2",
            "Vak": "FYS",
            "Datum": day("15/06/2026"),
            "Keuze": "verplaatst",
            "Nieuwe datum": day("22/06/2026"),
            "Beginuur": time(8, 30),
            "Toezicht": "KDW",
        },
    ]
    assert [at(row.at("Nieuwe datum")) for row in mine] == ["Formulier examens!I12", "Formulier examens!I14"]
    assert errors(found, before) == []


def test_examens_an_exam_in_two_parts_takes_a_second_line(tmp_path: Path) -> None:
    school = here(tmp_path, today="2026-05-20", Examenaanpassingen="")
    first = {"H13": "gesplitst", "I13": day("11/06/2026"), "J13": time(8, 30)}
    second = {"A18": "WIS Wiskunde", "C18": day("12/06/2026"), "H18": "gesplitst", "I18": day("12/06/2026")}
    drop(school, "examens", "L0231-2", cells={**first, **second, "J18": time(8, 30)})
    found = check(school)
    whole = {"Traject-ID": "L0231-2", "Vak": "WIS", "Datum": day("12/06/2026"), "Keuze": "gesplitst"}
    assert rows(found, "Examenaanpassingen") == [
        {**whole, "Nieuwe datum": day("11/06/2026"), "Beginuur": time(8, 30)},
        {**whole, "Nieuwe datum": day("12/06/2026"), "Beginuur": time(8, 30)},
    ]


def test_examens_says_what_already_holds(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = drop(here(tmp_path, today="2026-05-20"), "examens", "L0231-2")
    sheet = load_workbook(path).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet["A12:G13"]] == [
        ["FRA", "schriftelijk", "wo 10/06/2026", "08:30-10:10", 100, "B204", "langere tijd: 135 min."],
        ["WIS", "schriftelijk", "vr 12/06/2026", "08:30-11:00", 150, "B204", "langere tijd: 200 min."],
    ]


def test_doelen_one_row_per_judgement_and_date(tmp_path: Path) -> None:
    school = here(tmp_path, Maatregelen="")
    drop(
        school,
        "doelen",
        "L0231-1",
        subject="WIS",
        cells={"I12": "later", "J12": day("29/05/2026"), "I13": "later", "J13": day("29/05/2026")},
    )
    assert rows(check(school), "Maatregelen") == [
        {
            "Leerling of traject": "L0231-1",
            "Soort": "doelen later",
            "Vakken": ("WIS",),
            "Doelen": (GoalChoice("WIS4-12"), GoalChoice("WIS4-14")),
            "Tot": day("29/05/2026"),
        }
    ]


def test_doelen_replaced_goals_and_the_subject_as_a_whole(tmp_path: Path) -> None:
    school = here(tmp_path, Maatregelen="")
    drop(
        school,
        "doelen",
        "L0231-1",
        subject="WIS",
        cells={"I12": "vervangen", "K12": "WIS4-14", "E3": "vrijstelling deels", "E4": "taken rekenen"},
    )
    found = check(school)
    assert rows(found, "Maatregelen") == [
        {
            "Leerling of traject": "L0231-1",
            "Soort": "doelen vervangen",
            "Vakken": ("WIS",),
            "Doelen": (GoalChoice("WIS4-12", "WIS4-14"),),
        },
        {"Leerling of traject": "L0231-1", "Soort": "vrijstelling deels", "Vakken": ("WIS",), "Wat": "taken rekenen"},
    ]
    assert [at(row.at("Soort")) for row in found.records.register.rows["Maatregelen"]] == [
        "Formulier doelen WIS!I12",
        "Formulier doelen WIS!E3",
    ]


def test_klassenraad_of_kind_portret_proposes_the_adaptations_of_the_class_and_nothing_it_may_not_decide(
    tmp_path: Path,
) -> None:
    from openpyxl import load_workbook

    def points(kind: str) -> list[tuple[object, ...]]:
        council = f"KR30 | {kind} | 15.30 u., B204 | KDW | DPT |  |  |"
        school = here(tmp_path / kind, today="2026-03-20", Klassenraden=more("Klassenraden", council))
        path = drop(school, "klassenraad", "KR30", class_name="4WEWIb", on=date(2026, 3, 25))
        sheet = load_workbook(path).worksheets[0]
        lines = [tuple(cell.value for cell in row[:4]) for row in sheet.iter_rows() if row[1].value and row[0].value]
        return [line for line in lines if str(line[0]).startswith("KR30.")]

    assert points("portret") == [("KR30.1", "4WEWIb", "2 leerlingen", "redelijke aanpassingen: langere tijd voor 1")]
    assert [(about, str(proposal).partition(":")[0]) for _, about, _, proposal in points("begeleidende")] == [
        ("L0231-1", "verlenging"),
        ("L0231-1", "bijsturing"),
    ]


def test_klassenraad_fills_the_council_and_its_points(tmp_path: Path) -> None:
    school = here(tmp_path, today="2026-03-20")
    before = check(school)
    drop(
        school,
        "klassenraad",
        "KR30",
        class_name="4WEWIb",
        on=date(2026, 3, 25),
        cells={
            "E2": "begeleidende",
            "E4": "15.30 u., B204",
            "E5": "KDW Koen De Wit",
            "E6": "DPT",
            "E14": "verontschuldigd",
            "A17": "CLA Lien Claes",
            "H23": "De ochtenden lukken.",
            "I23": "Noor gaat verder.",
            "J23": "goedgekeurd",
        },
    )
    found = check(school)
    added = [values(row) for row in found.records.register.rows["Klassenraden"] if row.key() == ("KR30",)]
    assert added == [
        {
            "KR-ID": "KR30",
            "Soort": "begeleidende",
            "Uur en plaats": "15.30 u., B204",
            "Voorzitter": "KDW",
            "Secretaris": "DPT",
            "Verontschuldigd": ("JVP",),
            "Gasten": ("CLA",),
        }
    ]
    (point,) = (row for row in found.records.register.rows["Beslissingen"] if row.key() == ("KR30.1",))
    assert values(point) == {
        "Beslissing-ID": "KR30.1",
        "Datum": day("25/03/2026"),
        "Over wie": "L0231-1",
        "Soort": ("verlenging",),  # what was proposed, since the cell is empty
        "Elementen": "De ochtenden lukken.",
        "Besluit": "Noor gaat verder.",
        "Uitslag": "goedgekeurd",
    }
    assert at(point.at("Besluit")) == "Formulier klassenraad!I23"
    assert [code for code in errors(found, before) if code.startswith("A")] == []


def test_traject_fills_three_sheets(tmp_path: Path) -> None:
    school = here(tmp_path, today="2026-03-20")
    drop(
        school,
        "traject",
        "L0232",
        cells={
            "C12": "ziekte of ongeval",
            "C13": 1,
            "C15": day("20/04/2026"),
            "C16": day("30/06/2026"),
            "C17": day("22/05/2026"),
            "C18": "MVB Marie Van Boven",
            "C21": "heeft nodig: rust",
            "C23": "graag naar school",
            "C29": day("18/03/2026"),
            "F29": "ja",
            "G29": "mondeling",
            "A37": "ondersteuning",
            "B37": "een vaste buddy",
        },
    )
    found = check(school)
    mine = [
        values(row)
        for name in ("Trajecten", "Overleg", "Maatregelen")
        for row in found.records.register.rows[name]
        if "L0232-1" in map(str, row.key() or values(row).values())
    ]
    assert mine == [
        {
            "Traject-ID": "L0232-1",
            "Grond": "ziekte of ongeval",
            "Fase": 1,
            "Start": day("20/04/2026"),
            "Einde": day("30/06/2026"),
            "Evaluatie op": day("22/05/2026"),
            "Mentor": "MVB",
            "Heeft nodig": "heeft nodig: rust",
            "Hoofddoel": "graag naar school",
        },
        {
            "Leerling of traject": "L0232-1",
            "Datum": day("18/03/2026"),
            "Partijen": ("leerling",),
            "Akkoord": "ja",
            "Vorm": "mondeling",
        },
        {"Leerling of traject": "L0232-1", "Soort": "ondersteuning", "Wat": "een vaste buddy"},
    ]


def test_traject_is_for_the_next_version_when_one_is_ratified(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = drop(here(tmp_path, today="2026-05-20"), "traject", "L0231")
    sheet = load_workbook(path).worksheets[0]
    assert (sheet["B2"].value, sheet["C12"].value, sheet["I11"].value) == ("L0231-3", None, "In L0231-2")


def test_opvolging_a_row_per_line_on_the_day_of_the_form(tmp_path: Path) -> None:
    school = here(tmp_path, today="2026-03-12", Opvolging="")
    drop(school, "opvolging", "MVB", end=date(2026, 3, 13), cells={"F12": 13, "G12": 6, "K12": "behouden"})
    found = check(school)
    assert rows(found, "Opvolging") == [
        {
            "Traject-ID": "L0231-1",
            "Datum": day("13/03/2026"),
            "Aanwezige halve dagen": 13.0,
            "Welbevinden": 6,
            "Besluit": "behouden",
        }
    ]
    assert at(found.records.register.rows["Opvolging"][0].at("Welbevinden")) == "Formulier opvolging!G12"


def test_what_is_wrong_in_two_cells_of_a_form_is_no_row_that_moved(tmp_path: Path) -> None:
    school = here(tmp_path, today="2026-03-12", Opvolging="")
    drop(school, "opvolging", "MVB", end=date(2026, 3, 13), cells={"F12": "vier", "G12": 11})
    told = [(found.case, at(found.place)) for found in check(school).findings if found.code == "A02"]
    assert told == [("number", "Formulier opvolging!F12"), ("range", "Formulier opvolging!G12")]


def test_opvolging_counts_the_half_days_of_the_plan(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = drop(here(tmp_path, today="2026-03-12", Opvolging=""), "opvolging", "MVB", end=date(2026, 3, 13))
    assert load_workbook(path).worksheets[0]["C12"].value == 18  # 4 + 6 + 8, after a time-out and a holiday


def test_overdracht_answers_become_objections_and_what_also_goes(tmp_path: Path) -> None:
    school = here(tmp_path, today="2026-07-02", Overdrachten="")
    drop(
        school,
        "overdracht",
        "L0231",
        cells={
            "E2": "nieuwe graad",
            "E3": "TI De Beek",
            "G2": day("25/06/2026"),
            "E7": "heeft baat bij een vast aanspreekpunt",
            "F14": "ja",
            "G14": "nee",
            "F15": "nee",
            "F23": "ja",
            "G23": "ja",
            "F24": "ja",
        },
    )
    found = check(school)
    assert rows(found, "Overdrachten") == [
        {
            "Leerling-ID": "L0231",
            "Profiel": "nieuwe graad",
            "Naar school": "TI De Beek",
            "Inzage op": day("25/06/2026"),
            "Niet volgens leerling": ("TR04",),
            "Niet volgens ouders": ("TR03",),
            "Ook meegeven": ("TR12",),
            "Zin over welbevinden": "heeft baat bij een vast aanspreekpunt",
        }
    ]
    assert at(found.records.register.rows["Overdrachten"][0].at("Niet volgens ouders")) == "Formulier overdracht!G14"


FULL = {
    "Overdrachten": edited("Overdrachten", I4="", J4="TR12"),
    "Maatregelen": more(
        "Maatregelen",
        """L0231 | IAC-verslag |  |  |  |  | 12/01/2026
        L0231 | leersteun loopt |  |  |  |  | 12/01/2026 |  |  |  | MVB
        L0231 | spreiding lesprogramma | WIS |  | WIS over twee jaar |  | 12/01/2026 | 30/06/2027""",
    ),
    "Afspraken": more("Afspraken", "L0231 | IAC-doel |  | zelf een planning maken |  | leerling"),
}


def test_overdracht_shows_each_field_as_the_sheet_prints_it(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    school = here(tmp_path, today="2026-06-30", **FULL)
    sheet = load_workbook(drop(school, "overdracht", "L0231")).worksheets[0]
    shown = {row[0].value: row[3].value for row in sheet["A12:G25"]}
    (school.inputs / "form.xlsx").unlink()
    build(school, only=lambda planned: planned.copy == "inzage")
    document = (school.outputs / "overdracht" / "overdrachtsfiche_L0231_inzage.docx").read_bytes()
    page = " ".join(" ".join(texts(document)).split())
    pieces = [piece for text in shown.values() for line in (text or "").split("\n") for piece in line.split(" · ")]
    pieces = [" ".join(piece.split()) for piece in pieces]
    assert [piece for piece in pieces if piece.replace(".", "") not in page.replace(".", "")] == []
    assert [code for code, text in shown.items() if not text] == ["TR14"]
    assert (shown["TR03"], shown["TR07"]) == (
        "Jaartotaal\nWiskunde · 68 %",
        "Langere tijd · een derde extra tijd · alle vakken, toets, examen · werkt goed · KR03.1, 15/09/2025",
    )


def test_overdracht_shows_what_somebody_objected_to_and_its_code_is_of_what_is_printed(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    school = here(tmp_path, today="2026-06-30", Overdrachten=edited("Overdrachten", J4=""))
    sheet = load_workbook(drop(school, "overdracht", "L0231")).worksheets[0]
    assert (sheet["D14"].value, sheet["G14"].value) == ("Jaartotaal\nWiskunde · 68 %", "nee")
    assert sheet["D23"].value == "Heeft baat bij een vast aanspreekpunt."
    records = check(school).records
    seen = [planned for planned in plan(records, documents().values()) if planned.copy == "inzage"]
    assert sheet["B7"].value.partition("-")[2] == content(records, seen[0])[:8].upper()


@pytest.mark.parametrize("place", ["F12", "G12", "F22"])
def test_overdracht_what_is_mandatory_is_locked(tmp_path: Path, place: str) -> None:
    from openpyxl import load_workbook

    path = drop(here(tmp_path, today="2026-07-02"), "overdracht", "L0231")
    assert load_workbook(path).worksheets[0][place].protection.locked


def test_bevestigen_names_the_rule_and_the_words_to_look_at(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    school = here(tmp_path, Trajecten=edited("Trajecten", O5="heeft een burn-out, en ADHD"))
    sheet = load_workbook(drop(school, "bevestigen", "")).worksheets[0]
    assert [cell.value for cell in sheet["B12:D12"][0]] == [
        "G08: Een tekst voor anderen zegt wat de leerling nodig heeft: geen diagnose, medicatie of nieuws over thuis.",
        "school.xlsx › Trajecten › O5",
        "Drempels en afspraken, woord 3 en 5 (diagnose)",
    ]


def test_bevestigen_lists_what_waits_and_reads_who_confirmed(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    school = here(
        tmp_path, Meldingen="L0231 | 30/01/2026 | MVB Koen De Wit | zorgteam | Werkt met een plan. | | 27/03/2026"
    )
    (held,) = (f for f in check(school).findings if f.severity is Severity.HOLD and f.fingerprint)
    path = drop(
        school,
        "bevestigen",
        "",
        cells={"E12": "KDW Koen De Wit", "F12": day("28/02/2026"), "G12": "naam van de auteur klopt"},
    )
    listed = [tuple(cell.value for cell in row) for row in load_workbook(path).worksheets[0]["A12:D40"] if row[0].value]
    offered = [cell.value for cell in load_workbook(path)["Lijsten"]["A"]]
    assert offered == ["Bevestigd door", "MVB Marie Van Boven", "KDW Koen De Wit"]
    statement = "B04: Een naam achter een code is de naam van wie die code heeft."
    assert listed == [(held.fingerprint, statement, "school.xlsx › Meldingen › C4", "Auteur")]
    assert rows(check(school), "Bevestigingen") == [
        {
            "Bevestigingscode": held.fingerprint,
            "Bevestigd door": "KDW",
            "Datum": day("28/02/2026"),
            "Reden": "naam van de auteur klopt",
        }
    ]


def test_opvolging_counts_what_a_partial_time_out_leaves_at_school(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    partial = edited("Maatregelen", I5="7")
    school = here(tmp_path, today="2026-02-12", Opvolging="", Maatregelen=partial)
    path = drop(school, "opvolging", "MVB", end=date(2026, 2, 13))
    assert load_workbook(path).worksheets[0]["C12"].value == 14  # two weeks of seven half days
