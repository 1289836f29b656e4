"""D: a changed hour exists, changes once, is filled and supervised, lies in its trajectory, and keeps the goals."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.findings import Effect, Finding
from tests.building import Seen, acting, breaches, checked, edited, more, seen, statuses, where, with_hours, without

CHANGES = "Lesroosteraanpassingen"
NOOR = ("L0231",)
LESROOSTER = "lesrooster_L0231-1_2026-03-16"


def one(folder: Path, code: str, **changed: str) -> Finding:
    """The only breach, and the only finding that does anything to a document."""
    (finding,) = breaches(folder, code, **changed)
    assert acting(checked(folder, **changed)) == ((finding,) if finding.effect is not Effect.NONE else ())
    return finding


def changed(**cells: str) -> dict[str, str]:
    return {CHANGES: edited(CHANGES, **cells)}


def test_d01_an_hour_in_which_the_class_has_no_lesson(tmp_path: Path) -> None:
    finding = one(tmp_path, "D01", **changed(D4="di4"))
    assert seen([finding]) == [Seen("D01", "", "fout", f"{CHANGES}!D4", NOOR, "L0231-1")]
    assert (finding.args, finding.effect, finding.documents) == (
        (("list", ("di4",)),),
        Effect.BLOCK,
        frozenset({"lesrooster"}),
    )
    lesson = more("Basisrooster", "4WEWIb |  | elke | di | 4 | GES | JVP | B112 |")
    assert breaches(tmp_path, "D01", Basisrooster=lesson, School=with_hours(4), **changed(D4="di4")) == []


def test_d01_tells_every_hour_that_is_not_there(tmp_path: Path) -> None:
    found = breaches(tmp_path, "D01", **changed(D4="di2-4"))
    assert [finding.arg("list") for finding in found] == [("di2",), ("di4",)]


def test_d01_an_hour_with_another_subject_names_the_one_that_is_there(tmp_path: Path) -> None:
    finding = one(tmp_path, "D01", Leerplandoelen="", Maatregelen=without("Maatregelen", 7, 8), **changed(E4="WIS"))
    assert seen([finding]) == [Seen("D01", "subject", "fout", f"{CHANGES}!E4", NOOR, "L0231-1")]
    assert (finding.value, finding.suggestion) == ("WIS", "GES")


@pytest.mark.parametrize(
    ("lesson", "hours", "breached"),
    [
        ("4WEWIb | ZED | elke | vr | 3 | GES | JVP | B112 |", "vr3", False),
        ("4WEWIb | DUI2 | elke | vr | 3 | GES | JVP | B112 |", "vr3", True),
        ("4WEWIb |  | A | vr | 3 | GES | JVP | B112 |", "vr3A", False),
        ("4WEWIb |  | A | vr | 3 | GES | JVP | B112 |", "vr3B", True),
        ("4WEWIb |  | elke | vr | 3 | GES | JVP | B112 | 01/09/2025", "vr3", False),
        ("4WEWIb |  | elke | vr | 3 | GES | JVP | B112 | 17/03/2026", "vr3", True),
    ],
)
def test_d01_looks_at_the_own_groups_the_week_and_the_set_in_force(
    tmp_path: Path, lesson: str, hours: str, breached: bool
) -> None:
    rows = {"Basisrooster": more("Basisrooster", lesson), CHANGES: edited(CHANGES, D4=hours).splitlines()[0]}
    assert seen(breaches(tmp_path, "D01", **rows)) == (
        [Seen("D01", "", "fout", f"{CHANGES}!D4", NOOR, "L0231-1")] if breached else []
    )


def test_d02_two_changes_of_one_hour_on_the_same_days(tmp_path: Path) -> None:
    rows = more(CHANGES, "L0231-1 | 24/03/2026 | 25/03/2026 | di3; wo1 | GES | TW |  |")
    found = breaches(tmp_path, "D02", **{CHANGES: rows})
    assert [(*seen([finding]), [where(place) for place in finding.also]) for finding in found] == [
        (Seen("D02", "slot", "fout", f"{CHANGES}!D4", NOOR, "L0231-1"), [f"{CHANGES}!D7"]),
        (Seen("D02", "slot", "fout", f"{CHANGES}!D6", NOOR, "L0231-1"), [f"{CHANGES}!D7"]),
    ]
    apart = {CHANGES: f"{edited(CHANGES, C4='23/03/2026', C6='23/03/2026')}\n{rows.splitlines()[-1]}"}
    assert breaches(tmp_path, "D02", **apart) == []


def test_d02_days_in_common_without_that_day_of_the_week_are_no_hour_in_common(tmp_path: Path) -> None:
    rows = more(CHANGES, "L0231-1 | 19/03/2026 | 23/03/2026 | di3; do6 | GES | TW |  |")
    assert seen(breaches(tmp_path, "D02", **{CHANGES: rows})) == [
        Seen("D02", "slot", "fout", f"{CHANGES}!D5", NOOR, "L0231-1")
    ]


@pytest.mark.parametrize(("one_week", "other", "breached"), [("A", "B", False), ("A", "A", True), ("", "B", True)])
def test_d02_an_hour_of_week_a_is_not_one_of_week_b(tmp_path: Path, one_week: str, other: str, breached: bool) -> None:
    rows = f"""
        L0231-1 | 16/03/2026 | 27/03/2026 | di3{one_week} | GES | ZW |  | studiezaal
        L0231-1 | 16/03/2026 | 27/03/2026 | wo1; di3{other} | GES | TW |  |
    """
    assert bool(breaches(tmp_path, "D02", **{CHANGES: rows})) is breached


def test_d03_a_freed_hour_at_school_has_a_place(tmp_path: Path) -> None:
    finding = one(tmp_path, "D03", **changed(H4=""))
    assert seen([finding]) == [Seen("D03", "place", "fout", f"{CHANGES}!H4", NOOR, "L0231-1")]
    assert statuses(checked(tmp_path, **changed(H4="")))[LESROOSTER] == "ontwerp"
    assert breaches(tmp_path, "D03", **changed(H4="", F4="TW")) == []


def test_d03_a_lesson_elsewhere_says_which(tmp_path: Path) -> None:
    finding = one(tmp_path, "D03", **changed(F4="LE", G4="", H4=""))
    assert seen([finding]) == [Seen("D03", "purpose", "fout", f"{CHANGES}!G4", NOOR, "L0231-1")]
    assert breaches(tmp_path, "D03", **changed(F4="LE", G4="WIS in 4LAT", H4="")) == []


def test_d04_a_place_that_is_closed_in_that_hour(tmp_path: Path) -> None:
    finding = one(tmp_path, "D04", Opvang="studiezaal | ma1-7 | OPV | 20\nrustlokaal | do5-7 | MVB | 2")
    assert seen([finding]) == [Seen("D04", "closed", "fout", f"{CHANGES}!H4", NOOR, "L0231-1")]
    assert (finding.arg("list"), finding.effect) == (("di3",), Effect.DRAFT)
    opened = "studiezaal | ma1-7 | OPV | 20\nstudiezaal | di3 | OPV | 20\nrustlokaal | do5-7 | MVB | 2"
    assert breaches(tmp_path, "D04", Opvang=opened) == []


def test_d04_a_place_whose_supervisor_teaches_then(tmp_path: Path) -> None:
    places = "studiezaal | di1-7 | JVP | 20\nrustlokaal | do5-7 | MVB | 2"
    finding = one(tmp_path, "D04", Opvang=places)
    assert seen([finding]) == [Seen("D04", "teaching", "fout", f"{CHANGES}!H4", NOOR, "L0231-1")]
    assert breaches(tmp_path, "D04", Opvang=f"{places}\nstudiezaal | di3 | OPV | 5") == []


def test_d04_a_supervisor_who_teaches_in_the_other_week_is_free(tmp_path: Path) -> None:
    places = "studiezaal | di1-7 | LMA | 20\nrustlokaal | do5-7 | MVB | 2"
    lesson = more("Basisrooster", "4LAT |  | B | di | 3 | NED | LMA | B204 |")
    assert breaches(tmp_path, "D04", Opvang=places, Basisrooster=lesson, **changed(D4="di3A")) == []
    found = breaches(tmp_path, "D04", Opvang=places, Basisrooster=lesson, **changed(D4="di3B"))
    assert [finding.case for finding in found] == ["teaching"]


def test_d04_a_place_that_opvang_does_not_know_is_closed(tmp_path: Path) -> None:
    assert seen(breaches(tmp_path, "D04", **changed(H4="gang"))) == [
        Seen("D04", "closed", "fout", f"{CHANGES}!H4", NOOR, "L0231-1")
    ]


@pytest.mark.parametrize("filling", ["GE", "LE", "AF", "TW", "TR", "EX"])
def test_d04_looks_only_at_hours_that_opvang_supervises(tmp_path: Path, filling: str) -> None:
    assert breaches(tmp_path, "D04", **changed(F4=filling, H4="gang")) == []


def test_d04_is_not_checked_without_the_sheet_opvang(tmp_path: Path) -> None:
    assert acting(checked(tmp_path, Opvang="")) == ()


def test_d08_an_essential_goal_that_is_left_out(tmp_path: Path) -> None:
    finding = one(tmp_path, "D08", Leerplandoelen=edited("Leerplandoelen", G6="studierichting"))
    assert seen([finding]) == [Seen("D08", "goals", "waarschuwing", "Maatregelen!D8", NOOR, "L0231-1")]
    assert (finding.args, finding.effect) == ((("list", ("GES4-09",)), ("n", 1)), Effect.NONE)


@pytest.mark.parametrize(
    "row",
    [
        "L0231-1 | doelen later | GES | GES4-09 |  |  |  | 29/05/2026 |  |  |  |",
        "L0231-1 | doelen vervangen | GES | GES4-09 > WIS4-12 |  |  |  |  |  |  |  |",
    ],
)
def test_d08_an_essential_goal_that_comes_later_or_is_replaced_is_kept(tmp_path: Path, row: str) -> None:
    goals = edited("Leerplandoelen", G6="studierichting")
    assert breaches(tmp_path, "D08", Leerplandoelen=goals, Maatregelen=more("Maatregelen", row)) == []


@pytest.mark.parametrize("essential", ["nee", "te bepalen", "nee; te bepalen"])
def test_d08_a_goal_that_is_not_essential_may_fall_away(tmp_path: Path, essential: str) -> None:
    assert breaches(tmp_path, "D08", Leerplandoelen=edited("Leerplandoelen", G6=essential)) == []


def test_d09_an_essential_goal_of_a_touched_subject_that_was_not_judged(tmp_path: Path) -> None:
    measures = edited("Maatregelen", D7="WIS4-12")
    finding = one(tmp_path, "D09", Maatregelen=measures)
    assert seen([finding]) == [Seen("D09", "", "fout", "Maatregelen!C7", NOOR, "L0231-1")]
    assert (finding.args, finding.effect) == ((("list", ("WIS4-14",)), ("n", 1)), Effect.BLOCK)
    assert statuses(checked(tmp_path, Maatregelen=measures)) == {
        "examenrooster_L0231-2": "definitief",
        LESROOSTER: "geblokkeerd",
        "overdrachtsfiche_L0231_inzage": "definitief",
        "overdrachtsfiche_L0231_overdracht": "definitief",
        "zorgfolder_L0231": "definitief",
    }


@pytest.mark.parametrize("kind", ["beheerst", "vermoedelijk beheerst", "te verwerven"])
def test_d09_any_judgement_heals_it(tmp_path: Path, kind: str) -> None:
    judged = f"{edited('Maatregelen', D7='WIS4-12')}\nL0231-1 | doelen {kind} | WIS | WIS4-14 |  |  |  |  |  |  |  |"
    assert breaches(tmp_path, "D09", Maatregelen=judged) == []


def test_d09_hours_that_fall_away_touch_their_subject(tmp_path: Path) -> None:
    goals = more("Leerplandoelen", "NED4-01 | NED | 4 |  |  | Lezen | studierichting |  |  | 2 |  | 26/09/2025")
    finding = one(tmp_path, "D09", Leerplandoelen=goals)
    assert (where(finding.place), finding.arg("list")) == (f"{CHANGES}!E5", ("NED4-01",))


@pytest.mark.parametrize(
    ("year", "study", "period"),
    [("5", "", ""), ("3; 5", "", ""), ("4", "Latijn", ""), ("4", "", "P3"), ("4", "nee", "")],
)
def test_d09_leaves_out_goals_of_another_year_study_or_period(
    tmp_path: Path, year: str, study: str, period: str
) -> None:
    goal = f"NED4-01 | NED | {year} | {study} |  | Lezen | studierichting |  | {period} | 2 |  | 26/09/2025"
    calendar = more("Kalender", "30/03/2026 | 30/06/2026 | lesperiode | P3")
    assert breaches(tmp_path, "D09", Leerplandoelen=more("Leerplandoelen", goal), Kalender=calendar) == []


def test_d09_tells_the_first_five_goals_and_counts_them_all(tmp_path: Path) -> None:
    rows = "\n".join(f"NED4-0{n} | NED | 4 |  |  | Lezen | minimumdoel |  |  | 2 |  |" for n in range(1, 8))
    (finding,) = breaches(tmp_path, "D09", Leerplandoelen=more("Leerplandoelen", rows))
    assert finding.args == (("list", ("NED4-01", "NED4-02", "NED4-03", "NED4-04", "NED4-05")), ("n", 7))


@pytest.mark.parametrize(
    ("cells", "case", "place", "also"),
    [
        ({"B4": "01/02/2026"}, "", "B4", ["Trajecten!E4"]),
        ({"C4": "28/03/2026"}, "", "C4", ["Trajecten!F4"]),
    ],
)
def test_d15_a_change_that_is_not_inside_its_trajectory(
    tmp_path: Path, cells: dict[str, str], case: str, place: str, also: list[str]
) -> None:
    finding = one(tmp_path, "D15", **changed(**cells))
    assert seen([finding]) == [Seen("D15", case, "fout", f"{CHANGES}!{place}", NOOR, "L0231-1")]
    assert ([where(other) for other in finding.also], finding.effect) == (also, Effect.BLOCK)
    assert breaches(tmp_path, "D15", **changed(B4="02/02/2026", C4="27/03/2026")) == []


def test_d15_a_change_that_lies_wholly_in_a_holiday(tmp_path: Path) -> None:
    finding = one(tmp_path, "D15", **changed(B4="16/02/2026", C4="20/02/2026"))
    assert seen([finding]) == [Seen("D15", "holiday", "fout", f"{CHANGES}!B4", NOOR, "L0231-1")]
    assert [where(other) for other in finding.also] == ["Kalender!A5"]
    assert finding.args == (("list", ("Krokusvakantie",)),)
    for day in ("23/02/2026", "24/02/2026"):
        assert bool(breaches(tmp_path, "D15", **changed(B4="16/02/2026", C4=day))) is (day == "23/02/2026")
