"""What a form says beside typed rows, beside another form, and after its base changed: A10, A11 and A12."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docgen.findings import Finding, Severity
from docgen.kinds import Slot
from docgen.messages import sentence
from docgen.pipeline import check
from docgen.project import Project
from tests.building import edited
from tests.forms.filling import day, drop, fill, new, rows
from tests.worked_example import ROWS, project

WEEKS = {"start": date(2026, 3, 16), "end": date(2026, 3, 27)}
ROW = {"Traject-ID": "L0231-1", "Van": day("16/03/2026"), "Tot": day("27/03/2026")}
DI3 = {
    **ROW,
    "Uren": (Slot(2, 3),),
    "Vak": "GES",
    "Invulling": "ZW",
    "Waarvoor": "WIS bundel 2",
    "Plaats": "studiezaal",
}


def here(folder: Path, today: str = "2026-03-01", **changed: str) -> Project:
    return Project(project(folder, today=today, **changed))


def again(school: Project, **changed: str) -> None:
    """The typed sheets written anew, the forms left where they are."""
    project(school.root, today="2026-03-01", **changed)


def told(findings: list[Finding]) -> list[str]:
    return [f"{finding.code} {finding.severity} {sentence(finding)}" for finding in findings]


def test_what_the_form_and_a_row_say_alike_counts_once(tmp_path: Path) -> None:
    school = here(tmp_path, Lesroosteraanpassingen=ROWS["Lesroosteraanpassingen"].strip().splitlines()[0])
    before = check(school)
    drop(school, "weekrooster", "L0231-1", **WEEKS)
    found = check(school)
    assert rows(found, "Lesroosteraanpassingen") == [DI3]
    assert told(new(found.findings, before.findings)) == [
        "A12 opmerking school.xlsx › Lesroosteraanpassingen › D4 (Uren): Dit staat ook in een formulier "
        "(Formulier weekrooster › D17). Het telt één keer. Schrap één van beide als u wilt."
    ]


def test_what_they_say_differently_counts_for_neither_and_stops_the_student(tmp_path: Path) -> None:
    school = here(tmp_path)
    before = check(school)
    drop(school, "weekrooster", "L0231-1", **WEEKS, cells={"D17": "ST leren studeren en plannen"})
    found = check(school)
    assert [row["Uren"] for row in rows(found, "Lesroosteraanpassingen")] == [(Slot(3, 1),), (Slot(4, 6),)]
    (clash,) = (f for f in new(found.findings, before.findings, "A12") if f.severity is Severity.ERROR)
    assert str(sentence(clash)) == (
        "form.xlsx › Formulier weekrooster › D17 (Invulling): Het formulier en de getypte rij zeggen niet hetzelfde "
        "(Lesroosteraanpassingen › F4). Geen van beide is gebruikt. Laat één van beide staan."
    )
    assert (clash.students, clash.trajectory) == (frozenset({"L0231"}), "L0231-1")
    assert found.stopped[found.findings.index(clash)]


def test_a_row_outside_the_weeks_of_the_form_is_added(tmp_path: Path) -> None:
    later = "L0231-1 | 09/03/2026 | 13/03/2026 | di3 | GES | RU | | studiezaal"
    school = here(tmp_path, Lesroosteraanpassingen=later)
    drop(school, "weekrooster", "L0231-1", **WEEKS, cells={"D17": "ZW", "D18": "WIS bundel 2"})
    found = check(school)
    assert len(rows(found, "Lesroosteraanpassingen")) == 2
    assert not [f for f in found.findings if f.code == "A12"]


def test_a_row_of_some_days_of_the_form_counts_once_on_those_days(tmp_path: Path) -> None:
    part = "L0231-1 | 16/03/2026 | 20/03/2026 | di3 | GES | ZW | WIS bundel 2 | studiezaal"
    school = here(tmp_path, Lesroosteraanpassingen=part)
    drop(school, "weekrooster", "L0231-1", **WEEKS, cells={"D17": "ZW", "D18": "WIS bundel 2"})
    assert rows(check(school), "Lesroosteraanpassingen") == sorted(
        [{**DI3, "Tot": day("20/03/2026")}, {**DI3, "Van": day("21/03/2026")}], key=repr
    )


def test_a_form_completes_an_agenda_point_that_was_typed(tmp_path: Path) -> None:
    point = "KR30.1 | 25/03/2026 | L0231-1 | verlenging | Kan het langer? | | | | | | | | |"
    school = here(tmp_path, today="2026-03-20", Beslissingen=point, Klassenraden="")
    drop(school, "klassenraad", "KR30", cells={"H23": "Het lukt.", "I23": "Het duurt langer.", "J23": "goedgekeurd"})
    assert rows(check(school), "Beslissingen") == [
        {
            "Beslissing-ID": "KR30.1",
            "Datum": day("25/03/2026"),
            "Over wie": "L0231-1",
            "Soort": ("verlenging",),
            "Vraag": "Kan het langer?",
            "Elementen": "Het lukt.",
            "Besluit": "Het duurt langer.",
            "Uitslag": "goedgekeurd",
        }
    ]


def test_a_form_that_names_another_replaces_it(tmp_path: Path) -> None:
    school = here(tmp_path, Lesroosteraanpassingen="")
    drop(school, "weekrooster", "L0231-1", "een.xlsx", **WEEKS, cells={"D17": "TR thuis rusten"})
    drop(school, "weekrooster", "L0231-1", "twee.xlsx", **WEEKS, cells={"D17": "TW thuis zelfstandig werken"})
    found = check(school)
    assert rows(found, "Lesroosteraanpassingen") == [{**ROW, "Uren": (Slot(2, 3),), "Vak": "GES", "Invulling": "TW"}]
    assert told([f for f in found.findings if f.code == "A12"]) == [
        "A12 opmerking een.xlsx › Formulier weekrooster › B2: Een nieuwer formulier komt in de plaats van dit "
        "formulier (twee.xlsx › Formulier weekrooster › B2). Het oude formulier mag weg."
    ]


def test_a_newer_form_of_later_weeks_leaves_the_earlier_ones(tmp_path: Path) -> None:
    school = here(tmp_path, Lesroosteraanpassingen="")
    drop(school, "weekrooster", "L0231-1", "een.xlsx", **WEEKS, cells={"D17": "TR thuis rusten"})
    days = {"start": date(2026, 3, 23), "end": date(2026, 3, 27)}
    drop(school, "weekrooster", "L0231-1", "twee.xlsx", **days, cells={"D17": "TW thuis zelfstandig werken"})
    gone = {**ROW, "Uren": (Slot(2, 3),), "Vak": "GES"}
    assert rows(check(school), "Lesroosteraanpassingen") == sorted(
        [
            {**gone, "Invulling": "TR", "Tot": day("22/03/2026")},
            {**gone, "Invulling": "TW", "Van": day("23/03/2026")},
        ],
        key=repr,
    )


def test_two_forms_of_which_none_names_the_other_count_for_nothing(tmp_path: Path) -> None:
    school = here(tmp_path, Lesroosteraanpassingen="")
    one = drop(school, "weekrooster", "L0231-1", "een.xlsx", **WEEKS)
    two = school.inputs / "twee.xlsx"
    two.write_bytes(one.read_bytes())
    fill(one, {"D17": "TR thuis rusten"})
    fill(two, {"D17": "TW thuis zelfstandig werken"})
    found = check(school)
    assert rows(found, "Lesroosteraanpassingen") == []
    (clash,) = (f for f in found.findings if f.code == "A12")
    assert (clash.case, clash.severity, clash.students) == ("forms", Severity.ERROR, frozenset({"L0231"}))
    assert str(sentence(clash)) == (
        "een.xlsx › Formulier weekrooster › B2: De twee formulieren zeggen niet hetzelfde (twee.xlsx › Formulier "
        "weekrooster › B2). Geen van beide is gebruikt. Laat één formulier staan, of maak een nieuw met docgen form."
    )


def test_the_same_form_twice_counts_once(tmp_path: Path) -> None:
    school = here(tmp_path, Lesroosteraanpassingen="")
    one = drop(school, "weekrooster", "L0231-1", "een.xlsx", **WEEKS, cells={"D17": "TR thuis rusten"})
    (school.inputs / "kopie.xlsx").write_bytes(one.read_bytes())
    found = check(school)
    assert len(rows(found, "Lesroosteraanpassingen")) == 1
    assert [(f.code, f.case) for f in found.findings if f.code == "A12"] == [("A12", "same")]


def test_a_lesson_that_moved_makes_the_answer_a_fault(tmp_path: Path) -> None:
    school = here(tmp_path)
    drop(school, "weekrooster", "L0231-1", **WEEKS)
    again(school, Basisrooster=edited("Basisrooster", F4="FRA"))
    found = check(school)
    assert told([f for f in found.findings if f.code == "A11"]) == [
        "A11 waarschuwing form.xlsx › Formulier weekrooster › B7: De grijze cellen van dit formulier kloppen niet meer "
        "met de werkboeken. Maak een nieuw formulier met docgen form. Wat al ingevuld is, blijft geldig.",
        "A11 fout form.xlsx › Formulier weekrooster › D17: Deze cel is ingevuld, maar wat ernaast stond is intussen "
        "gewijzigd (D16). Kijk het antwoord na in een nieuw formulier.",
    ]


def test_a_change_beside_no_answer_is_only_a_warning(tmp_path: Path) -> None:
    school = here(tmp_path, Lesroosteraanpassingen="")
    drop(school, "weekrooster", "L0231-1", **WEEKS)
    again(school, Lesroosteraanpassingen="", Basisrooster=edited("Basisrooster", F4="FRA"))
    assert [f.severity for f in check(school).findings if f.code == "A11"] == [Severity.WARNING]


def test_an_exam_that_moved_and_a_goal_that_changed(tmp_path: Path) -> None:
    school = here(tmp_path)
    drop(school, "examens", "L0231-2", "examens.xlsx")
    drop(school, "doelen", "L0231-1", "doelen.xlsx", subject="WIS")
    again(
        school,
        Examenrooster=edited("Examenrooster", E6="17/06/2026"),
        Leerplandoelen=edited("Leerplandoelen", F4="Vergelijkingen oplossen"),
    )
    places = [(f.severity, f.place.cell) for f in check(school).findings if f.code == "A11"]  # type: ignore[union-attr]
    assert places == [
        (Severity.WARNING, "B7"),
        (Severity.ERROR, "I12"),
        (Severity.WARNING, "B7"),
        (Severity.ERROR, "H14"),
    ]


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        ("B2", "L0232-1", "B2: De sleutel van dit formulier is gewijzigd of gewist. Het formulier is niet gelezen."),
        ("B2", "", "B2: De sleutel van dit formulier is gewijzigd of gewist. Het formulier is niet gelezen."),
        ("B3", "L0232", "B2: De sleutel van dit formulier is gewijzigd of gewist. Het formulier is niet gelezen."),
        ("A4", "Vanaf", 'A4: De kop "Van" van dit formulier is gewijzigd of gewist. Het formulier is niet gelezen.'),
        ("D11", "di", 'D11: De kop "dinsdag" van dit formulier is gewijzigd of gewist. Het formulier is niet gelezen.'),
        ("B12", "", 'B12: De kop "les" van dit formulier is gewijzigd of gewist. Het formulier is niet gelezen.'),
    ],
)  # fmt: skip
def test_a_damaged_form_is_refused_whole(tmp_path: Path, place: str, value: str, message: str) -> None:
    school = here(tmp_path, Lesroosteraanpassingen="")
    path = drop(school, "weekrooster", "L0231-1", **WEEKS, cells={"D17": "TR thuis rusten"})
    fill(path, {place: value}, locked=True)
    found = check(school)
    assert rows(found, "Lesroosteraanpassingen") == []
    (damage,) = (f for f in found.findings if f.code == "A10")
    fix = "Maak een nieuw formulier met docgen form en neem de antwoorden over."
    assert str(sentence(damage)) == f"form.xlsx › Formulier weekrooster › {message} {fix}"
    assert damage.students is not None
    assert "L0231" in damage.students


def test_a_form_of_an_unknown_kind_is_told(tmp_path: Path) -> None:
    from tests.language import workbook

    school = here(tmp_path)
    workbook(school.inputs, "vreemd.xlsx", Formulier_vakantie="x")
    assert told([f for f in check(school).findings if f.case == "form"]) == [
        "A07 opmerking vreemd.xlsx › Formulier vakantie: docgen kent dit formulier niet. Het is niet "
        "gelezen. Kijk de naam van het blad na, of maak een nieuw formulier met docgen form."
    ]
