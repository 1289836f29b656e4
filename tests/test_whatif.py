"""What-if: variants side by side, from the sheets and from the command line; the comparison of them as a document."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from docgen.arithmetic.asks import ExamLoad, Watch
from docgen.arithmetic.touch import Goals, Touch, Week
from docgen.arithmetic.week import Hours
from docgen.cli import commands
from docgen.kinds import Slot
from docgen.plan.planned import STOPPED
from docgen.project import Project
from docgen.records.dossier import Records
from docgen.reports.whatif import lines
from docgen.whatif.glance import glance
from docgen.whatif.variants import READS, Drop, UnknownError, Weighed, weigh
from tests.building import checked, derived, edited, more, statuses
from tests.documents import as_text
from tests.worked_example import ROWS, STAGES, project

MARCH = "2026-03-16"
DI3 = Drop((Slot(2, 3),), filling="ZW", purpose="WIS bundel 3", place="studiezaal")
VARIANTS = STAGES["varianten"]


def looked(folder: Path, today: str = MARCH, **changed: str) -> Records:
    return glance(Project(project(folder, today=today, **changed)), READS).records


def dropped(folder: Path, drop: Drop, name: str = "L0231-1", **changed: str) -> tuple[Weighed, ...]:
    return weigh(looked(folder, Lesroosteraanpassingen="", **changed), [name], drop)


def test_a_glance_gives_the_same_rows_as_a_check(tmp_path: Path) -> None:
    glanced, full = looked(tmp_path / "a"), checked(tmp_path / "b", MARCH).records
    assert {name: len(rows) for name, rows in glanced.register.rows.items()} == {
        name: len(full.register.rows[name]) for name in full.register.rows if name in READS
    }


def test_a_glance_at_one_student_leaves_out_the_rows_about_others_only(tmp_path: Path) -> None:
    folder = Project(project(tmp_path, today=MARCH))
    full, one = glance(folder, READS).records, glance(folder, READS, frozenset({"L0231"})).records
    assert one.dossiers["L0231"] == full.dossiers["L0231"]
    assert one.dossiers.keys() == {"L0231"}
    decisions = {row.about for row in one.register.rows["Beslissingen"]}
    assert decisions == {"L0231", "L0231-1", "L0231-2", "4WEWIb"}  # one on the class is about everybody in it
    of_all = {"School", "Leerlingen", "Kalender", "Basisrooster", "Leerplandoelen"}
    assert all(one.register.rows[name] == full.register.rows[name] for name in of_all)


OTHERS = """
    3LA          |  | elke | di | 3 | GES | JVP | B113 |
    3LA; 4WEWIb  |  | elke | vr | 3 | FRA | AVD | B204 |
"""


def test_a_glance_at_one_student_leaves_out_the_lessons_of_other_classes(tmp_path: Path) -> None:
    other = more("Leerlingen", "L0300 | Anders | Bo | 01/02/2011 | 3LA | Latijn | | 01/09/2022 |")
    changes = {"Basisrooster": more("Basisrooster", OTHERS), "Leerlingen": other}
    folder = Project(project(tmp_path, today=MARCH, **changes))
    full, one = glance(folder, READS).records, glance(folder, READS, frozenset({"L0231"})).records
    lessons = full.register.rows["Basisrooster"]
    assert one.register.rows["Basisrooster"] == tuple(row for row in lessons if row.classes != ("3LA",))
    assert len(lessons) == 5
    assert weigh(one, ["L0231-1"], DI3) == weigh(full, ["L0231-1"], DI3)


@pytest.mark.parametrize("typed", ["do66", "di3"])
def test_a_glance_at_one_student_refuses_the_same_rows(tmp_path: Path, typed: str) -> None:
    changes = edited("Lesroosteraanpassingen", D4=typed, A5="L0232-1", A6="L0231 -1")
    folder = Project(project(tmp_path, today=MARCH, Lesroosteraanpassingen=changes))
    full, one = glance(folder, READS), glance(folder, READS, frozenset({"L0231"}))
    assert one.refused("L0231") == full.refused("L0231")


def test_an_hour_that_falls_away_costs_the_lessons_of_those_weeks(tmp_path: Path) -> None:
    as_it_is, other = dropped(tmp_path, DI3)
    assert as_it_is.touch == Touch(
        date(2026, 2, 2),
        date(2026, 3, 27),
        Week(usual=3, contact=3, learning=3),
        {"GES": Hours(7, 4, 0), "FRA": Hours(7, 4, 0), "NED": Hours(7, 4, 0)},  # three weeks less: time-out and return
        as_it_is.touch.costs,
        Goals(touched=3, essential=2, letters={"L": 2, "W": 1}),
        ExamLoad(),
        Watch({}, 0, 0),
        {},
    )
    assert other.dropped == ("di3",)
    assert (other.version.name, other.base) == ("L0231-1a", "L0231-1")
    assert other.touch.week == Week(usual=3, contact=2, learning=3, freed=1)
    assert other.touch.hours == {  # from 16 March: the Tuesdays 17 and 24
        "GES": Hours(7, 2, 0),
        "WIS": Hours(0, 0, 2),
        "FRA": Hours(7, 4, 0),
        "NED": Hours(7, 4, 0),
    }
    assert (other.touch.lost, other.touch.watch) == (11, Watch({"studiezaal": 1}, 0, 0))


def test_a_whole_subject_falls_away_from_a_day_on(tmp_path: Path) -> None:
    drop = Drop(subjects=("FRA",), filling="RU", start=date(2026, 3, 2), end=date(2026, 3, 13))
    _, other = dropped(tmp_path, drop)
    assert (other.dropped, other.touch.hours["FRA"]) == (("wo1",), Hours(7, pytest.approx(2 + 4 / 9), 0))
    assert other.touch.watch == Watch({}, 0.7, 0)  # six of the nine half days of that week


def test_an_hour_that_was_changed_already_is_changed_once(tmp_path: Path) -> None:
    records = looked(tmp_path)
    before, after = weigh(records, ["L0231-1"], DI3)
    assert before.touch.hours == after.touch.hours  # it worked on mathematics in that hour already
    assert [(str(row.slots[0]), row.purpose) for row in after.version.timetable] == [
        ("di3", "WIS bundel 3"),
        ("do6", None),
        ("wo1", None),
    ]


def test_a_student_without_a_trajectory_is_compared_with_the_class(tmp_path: Path) -> None:
    found = weigh(looked(tmp_path), ["L0232"], Drop(subjects=("NED",), place="studiezaal"))
    assert [(one.version.name, one.touch.start, one.touch.end) for one in found] == [
        ("L0232-1", date(2026, 3, 16), date(2026, 3, 27)),
        ("L0232-1a", date(2026, 3, 16), date(2026, 3, 27)),
    ]
    assert [one.touch.week.contact for one in found] == [3, 2]


def test_a_number_stands_for_its_variants(tmp_path: Path) -> None:
    records = looked(tmp_path, VARIANTS.today, **VARIANTS.rows(ROWS))
    found = weigh(records, ["L0231-3"], Drop())
    assert [one.version.name for one in found] == ["L0231-3a", "L0231-3b"]
    assert [one.touch.hours for one in found] == [  # 4 May to 30 June, without the lessons of 8 to 24 June: exams
        {"GES": Hours(6, 0, 0), "WIS": Hours(0, 0, 6), "FRA": Hours(5, 5, 0), "NED": Hours(6, 6, 0)},
        {"GES": Hours(6, 6, 0), "FRA": Hours(5, 0, 0), "NED": Hours(6, 2, 0)},
    ]
    assert [one.touch.exams for one in found] == [
        ExamLoad(exams=4, minutes=450 + 155, most_in_a_day=1, most_minutes=200, days=4),
        ExamLoad(exams=3, minutes=350 + 120, most_in_a_day=1, most_minutes=200, days=3, not_sat=1),
    ]


@pytest.mark.parametrize(
    ("names", "drop", "case"),
    [
        (["L9999-1"], Drop(), "student"),
        (["L0231-7"], Drop(), "trajectory"),
        (["L0231-1", "L0232"], Drop(), "students"),
        (["L0231-1", "L0231-2", "L0231-1"], DI3, "many"),
        (["L0231-1"], Drop((Slot(2, 8),)), "hour"),
        (["L0231-1"], Drop(subjects=("LAT",)), "subject"),
        (["L0232-1"], Drop(), "no_trajectory"),
        (["L0231-1"], Drop((Slot(2, 3),), start=date(2026, 3, 20), end=date(2026, 3, 13)), "order"),
        (["L0232"], Drop((Slot(2, 3),), start=date(2026, 3, 20), end=date(2026, 3, 13)), "order"),
        (["L0232"], Drop((Slot(2, 3),), end=date(2029, 3, 13)), "year"),
        (["L0231-1"], Drop((Slot(2, 3),), start=date(2026, 1, 5)), "days"),
    ],
)
def test_what_is_not_there_is_said(tmp_path: Path, names: list[str], drop: Drop, case: str) -> None:
    with pytest.raises(UnknownError) as error:
        weigh(looked(tmp_path), names, drop)
    assert error.value.case == case


def asked(folder: Path, *words: str) -> Any:
    return CliRunner().invoke(commands, ["--project", str(folder), "what-if", *words])


def test_the_answer_on_the_screen(tmp_path: Path) -> None:
    folder = project(tmp_path, today=MARCH)
    result = asked(
        folder, "L0231-1", "--drop", "do6", "--invulling", "TR", "--van", "09/03/2026", "--tot", "13/03/2026"
    )
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "Wat als · L0231 · 4WEWIb",
            "  A  L0231-1, 02/02/2026-27/03/2026",
            "  B  L0231-1 zonder do6, 09/03/2026-13/03/2026",
            "",
            "                                                klas       A       B",
            "Per week",
            "  lesuren, in de klas of elders                    3       0       0",
            "  uren waarin geleerd wordt (minimum 28)           3       1       1",
            "  vrijgekomen uren op school                               2       2",
            "  uren thuis                                               1       1",
            "  lessen die wegvallen, in de hele periode                15    15,7",
            "Uren per vak, in de hele periode (les en zelf werken)",
            "  Frans                                            7       2     2,1",
            "  Geschiedenis                                     7       2     2,1",
            "  Nederlands                                       7       2     1,1",
            "  Wiskunde                                         0       2       2",
            "Leerplandoelen",
            "  geraakt                                                  3       3",
            "  waarvan essentieel                                       2       2",
            "  later                                                    2       2",
            "  weggelaten                                               1       1",
            "  vakken met te weinig uren voor hun doelen                1       1",
            "Opvang, uren per week",
            "  rustlokaal                                               1       1",
            "  studiezaal                                               1       1",
            "",
            "A: te weinig uren voor Wiskunde (nodig 11, er zijn er 2).",
            "B: te weinig uren voor Wiskunde (nodig 11, er zijn er 2).",
        ],
    )


def test_rows_that_cannot_be_used_are_counted(tmp_path: Path) -> None:
    folder = project(tmp_path, today=MARCH, Lesroosteraanpassingen=edited("Lesroosteraanpassingen", D5="do66"))
    result = asked(folder, "L0231-1", "--json")
    assert json.loads(result.stdout)["rows_refused"] == 1
    told = "1 rij is niet in orde en telt niet mee. docgen check zegt welke."
    assert asked(folder, "L0231-1").stdout.splitlines()[-1] == told
    records = looked(tmp_path / "whole")
    assert told not in lines(weigh(records, ["L0231-1"], Drop()), records.school)


def test_the_answer_as_json(tmp_path: Path) -> None:
    result = asked(project(tmp_path, today=MARCH), "L0231-1", "--drop", "di3", "--json")
    told = json.loads(result.stdout)
    assert (told["schema"], told["minimum_hours"], told["rows_refused"]) == (1, 28, 0)
    assert [(one["id"], one["in_sheets"], one["base"], one["dropped"]) for one in told["variants"]] == [
        ("L0231-1", True, "", []),
        ("L0231-1a", False, "L0231-1", ["di3"]),
    ]
    (mathematics,) = [one for one in told["variants"][0]["subjects"] if one["subject"] == "WIS"]
    assert mathematics == {
        "subject": "WIS",
        "hours": {"usual": 0.0, "lessons": 0.0, "alone": 2.0},
        "planned": ["WIS4-12", "WIS4-14"],
        "essential": ["WIS4-12", "WIS4-14"],
        "said": {"L": ["WIS4-12", "WIS4-14"]},
        "unspoken": [],
        "gone": [],
        "resting": {},
        "need": {"needed": 11.0, "left": 2.0, "until": "2026-05-29", "without_hours": 0, "short": True},
    }


@pytest.mark.parametrize(
    "words",
    [
        ("L0231-1", "--drop", "dinsdag"),
        ("L0231-1", "--invulling", "XX"),
        ("L0231-9",),
        ("L0231-1", "--output", "x.pdf"),
    ],
)
def test_what_cannot_be_asked_is_a_usage_error(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert asked(project(tmp_path, today=MARCH), *words).exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--plaats studiezaal", "--plaats zegt iets over uren die wegvallen: geef ook --drop of --vak."),
        ("--invulling RU", "--invulling zegt iets over uren die wegvallen: geef ook --drop of --vak."),
        ("--tot 20/03/2026", "--tot zegt iets over uren die wegvallen: geef ook --drop of --vak."),
        (
            "--drop di3 --invulling TW --plaats studiezaal",
            "--plaats past niet bij --invulling TW: een plaats in de opvang hoort bij IN, RE, RU, ST, VE, ZW.",
        ),
        ("--drop di3 --invulling LE", "bij --invulling LE hoort --waarvoor: het vak en de klas, zoals WIS 4WEWIb."),
    ],
)
def test_options_that_do_not_go_together_are_refused_in_words(tmp_path: Path, words: str, said: str) -> None:
    result = asked(project(tmp_path, today=MARCH), "L0231-1", *words.split())
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, f"Error: {said}")


def test_days_alone_are_those_of_a_student_without_a_trajectory(tmp_path: Path) -> None:
    result = asked(project(tmp_path, today=MARCH), "L0232", "--van", "17/03/2026", "--tot", "20/03/2026")
    assert result.stdout.splitlines()[1] == "  A  L0232-1, 17/03/2026-20/03/2026"


def test_the_comparison_is_made_where_it_is_asked_for(tmp_path: Path) -> None:
    folder = project(tmp_path, today=MARCH)
    target = tmp_path / "vergelijking.docx"
    result = asked(folder, "L0231-1", "--drop", "do6", "--output", str(target))
    assert result.exit_code == 0
    text = as_text(target.read_bytes())
    assert "L0231-1a" in text
    assert "do6 Nederlands: zelfstandig werken (16/03 tot 27/03)" in text
    assert not (folder / "outputs").exists()


def test_a_row_that_is_not_in_order_stops_the_comparison(tmp_path: Path) -> None:
    folder = project(tmp_path, today=MARCH, Lesroosteraanpassingen=edited("Lesroosteraanpassingen", D5="do66"))
    target = tmp_path / "vergelijking.docx"
    result = asked(folder, "L0231-1", "--drop", "di3", "--output", str(target))
    assert (result.exit_code, target.exists()) == (1, False)


def test_variants_in_the_sheets_have_a_comparison_by_themselves(tmp_path: Path) -> None:
    result = checked(tmp_path, VARIANTS.today, **VARIANTS.rows(ROWS))
    assert statuses(result, "vergelijking") == {"vergelijking_L0231-3": "definitief"}
    (planned,) = [one for one in result.verdicts if one.spec.name == "vergelijking"]
    assert [share.version for share in planned.among] == ["L0231-3a", "L0231-3b"]
    found = derived(result, "vergelijking_L0231-3")
    assert [(one["letter"], one["traject"], one["anders"], one["examens"]) for one in found["varianten"]] == [  # type: ignore[attr-defined]
        ("A", "L0231-3a", ["di3 geschiedenis: zelfstandig werken: wiskunde, bundel 3"], []),
        ("B", "L0231-3b", ["do6 Nederlands: rust (04/05 tot 29/05)", "wo1 Frans: thuis: rust"], ["Frans geschrapt"]),
    ]
    assert [(row["wat"], row["klas"], row["a"], row["b"]) for row in found["rijen"] if not row["kop"]] == [  # type: ignore[attr-defined]
        ("lessen, in de klas of elders", "3", "2", "1"),
        ("uren waarin geleerd wordt", "3", "3", "1"),
        ("vrijgekomen op school", "–", "1", "1"),
        ("thuis", "–", "0", "1"),
        ("Frans", "5", "5", "0"),
        ("Geschiedenis", "6", "0", "6"),
        ("Nederlands", "6", "6", "2"),
        ("Wiskunde", "0", "6", "0"),
        ("geraakt", "–", "2 (2 essentieel)", "1 (1 essentieel)"),
        ("oordeel van de klassenraad", "–", "E 2", "L 1"),
        ("aantal", "–", "4 (605 minuten)", "3 (470 minuten)"),
        ("meeste op één dag", "–", "1 (200 minuten)", "1 (200 minuten)"),
        ("vallen weg", "–", "0", "1"),
        ("opvang, uren per week", "–", "studiezaal 1", "rustlokaal 1"),
    ]


def test_hours_in_which_the_same_is_done_on_the_same_days_are_one_line(tmp_path: Path) -> None:
    rows = VARIANTS.rows(ROWS)
    rows["Lesroosteraanpassingen"] += """
        L0231-3a | 04/05/2026 | 15/05/2026 | do6 | NED | TW | bundel |
        L0231-3a | 01/06/2026 | 30/06/2026 | do6 | NED | TW | bundel |
        L0231-3a | 04/05/2026 | 15/05/2026 | wo1 | FRA | TW | bundel |
        L0231-3a | 01/06/2026 | 30/06/2026 | wo1 | FRA | TW | bundel |
    """
    found = derived(checked(tmp_path, VARIANTS.today, **rows), "vergelijking_L0231-3")
    assert found["varianten"][0]["anders"] == [  # type: ignore[index]
        "di3 geschiedenis: zelfstandig werken: wiskunde, bundel 3",
        "do6 Nederlands; wo1 Frans: thuis: zelf werken: bundel (04/05 tot 15/05, 01/06 tot 30/06)",
    ]


def test_one_variant_or_a_chosen_one_has_no_comparison(tmp_path: Path) -> None:
    rows = VARIANTS.rows(ROWS)
    alone = "\n".join(line for line in rows["Trajecten"].splitlines() if "L0231-3b" not in line)
    kept = dict.fromkeys(("Maatregelen", "Lesroosteraanpassingen", "Examenaanpassingen"), "")
    assert statuses(checked(tmp_path, VARIANTS.today, Trajecten=alone, **kept), "vergelijking") == {}
    chosen = more(
        "Beslissingen",
        "KR25.1 | 24/04/2026 | L0231-3b | bijsturing |  | Dit. | Zo. | goedgekeurd |  |  | 24/04/2026 | | |",
    )
    assert statuses(checked(tmp_path, VARIANTS.today, **rows, Beslissingen=chosen), "vergelijking") == {}


def test_a_faulty_variant_stops_the_comparison(tmp_path: Path) -> None:
    rows = VARIANTS.rows(ROWS)
    broken = rows["Lesroosteraanpassingen"].replace("29/05/2026 | do6", "29/05/2026 | do66")
    result = checked(tmp_path, VARIANTS.today, **{**rows, "Lesroosteraanpassingen": broken})
    assert statuses(result, "vergelijking") == {"vergelijking_L0231-3": STOPPED}


def test_variants_that_touch_the_same_are_said_to(tmp_path: Path) -> None:
    told = asked(project(tmp_path, today=MARCH), "L0231-1", "L0231-1").stdout.splitlines()
    assert told[-1] == "B raakt wat A ook raakt: in deze cijfers is er geen verschil."
