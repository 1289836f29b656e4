"""E and B02: an adapted exam exists, overlaps no other, and keeps out of a time-out and of weeks without tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.findings import Effect, Finding
from tests.building import Seen, acting, breaches, checked, edited, more, seen, statuses, where, without

CHANGES = "Examenaanpassingen"
NOOR = ("L0231",)
EXAMENROOSTER = "examenrooster_L0231-2"


def one(folder: Path, code: str, *also: str, **changed: str) -> Finding:
    """The only breach: it blocks the exam schedule (and `also`), and nothing else does anything to a document."""
    (finding,) = breaches(folder, code, **changed)
    result = checked(folder, **changed)
    assert acting(result) == (finding,)
    assert (finding.effect, finding.documents) == (Effect.BLOCK, frozenset({"examenrooster", *also}))
    assert [name for name, status in statuses(result).items() if status != "definitief"] == [EXAMENROOSTER]
    return finding


def changed(**cells: str) -> dict[str, str]:
    return {CHANGES: edited(CHANGES, **cells)}


def test_e01_an_exam_that_is_moved_onto_another(tmp_path: Path) -> None:
    finding = one(tmp_path, "E01", **changed(E5="12/06/2026", F5="10:00"))
    assert seen([finding]) == [Seen("E01", "", "fout", f"{CHANGES}!E5", NOOR, "L0231-2")]
    assert [where(place) for place in finding.also] == ["Examenrooster!E5"]
    assert breaches(tmp_path, "E01", **changed(E5="12/06/2026", F5="12:00")) == []


def test_e01_counts_extra_time(tmp_path: Path) -> None:
    moved = changed(E5="12/06/2026", F5="11:30")
    assert seen(breaches(tmp_path, "E01", **moved)) == [Seen("E01", "", "fout", f"{CHANGES}!E5", NOOR, "L0231-2")]
    assert breaches(tmp_path, "E01", Maatregelen=without("Maatregelen", 4), **moved) == []
    unratified = edited("Beslissingen", K4="")
    assert breaches(tmp_path, "E01", Beslissingen=unratified, **moved) == []


def test_e01_two_exams_of_the_class_in_one_hour(tmp_path: Path) -> None:
    finding = one(
        tmp_path, "E01", Examenrooster=more("Examenrooster", "4WEWIb |  | NED | toets | 12/06/2026 | 09:30 | 50 |  |")
    )
    assert (where(finding.place), [where(place) for place in finding.also]) == (
        "Examenrooster!E5",
        ["Examenrooster!E8"],
    )


def test_e01_an_exam_that_falls_away_takes_no_time(tmp_path: Path) -> None:
    schedule = more("Examenrooster", "4WEWIb |  | NED | toets | 19/06/2026 | 09:00 | 50 |  |")
    assert breaches(tmp_path, "E01", Examenrooster=schedule) == []


def test_e01_looks_only_at_the_days_on_which_a_version_counts(tmp_path: Path) -> None:
    longer = edited("Trajecten", F4="30/06/2026")
    found = breaches(tmp_path, "E01", Trajecten=longer, **changed(E5="12/06/2026", F5="10:00"))
    assert [finding.trajectory for finding in found] == ["L0231-2"]


def quiet(until: str) -> dict[str, str]:
    """A second version with a period without tests."""
    row = f"L0231-2 | progressieve hervatting |  |  | rustig |  | 20/04/2026 | 08/05/2026 | 4; 6 | {until} | MVB |"
    return {"Maatregelen": more("Maatregelen", row)}


def test_e06_an_exam_in_a_period_without_tests(tmp_path: Path) -> None:
    finding = one(tmp_path, "E06", "hervattingsplan", **quiet("10/06/2026"))
    assert seen([finding]) == [Seen("E06", "", "fout", f"{CHANGES}!C4", NOOR, "L0231-2")]
    assert [where(place) for place in finding.also] == ["Maatregelen!J9"]
    assert breaches(tmp_path, "E06", **quiet("09/06/2026")) == []


def test_e06_an_exam_that_is_moved_out_of_the_period_is_healed_and_one_of_the_class_is_not(tmp_path: Path) -> None:
    found = breaches(tmp_path, "E06", **quiet("15/06/2026"))
    assert [where(finding.place) for finding in found] == [f"{CHANGES}!C4", "Examenrooster!E5"]
    dropped = edited(CHANGES, D4="geschrapt")
    assert [where(f.place) for f in breaches(tmp_path, "E06", **quiet("15/06/2026"), **{CHANGES: dropped})] == [
        "Examenrooster!E5"
    ]


def test_e06_begins_with_the_measure_or_with_its_version(tmp_path: Path) -> None:
    support = "L0231-2 | ondersteuning |  |  | rustig |  | {} |  |  | 15/06/2026 | MVB |"
    for start, places in (("", [f"{CHANGES}!C4", "Examenrooster!E5"]), ("11/06/2026", ["Examenrooster!E5"])):
        rows = more("Maatregelen", support.format(start))
        assert [where(finding.place) for finding in breaches(tmp_path, "E06", Maatregelen=rows)] == places


def away(kind: str, start: str, end: str, half_days: str) -> dict[str, str]:
    row = f"L0231-2 | {kind} |  |  | rust |  | {start} | {end} | {half_days} |  | MVB |"
    return {"Maatregelen": more("Maatregelen", row)}


def test_e07_an_exam_during_a_full_time_out(tmp_path: Path) -> None:
    finding = one(tmp_path, "E07", **away("time-out zonder schoolwerk", "12/06/2026", "19/06/2026", "0"))
    assert seen([finding]) == [Seen("E07", "", "fout", "Examenrooster!E5", NOOR, "L0231-2")]
    assert [where(place) for place in finding.also] == ["Maatregelen!G9"]


@pytest.mark.parametrize(
    ("kind", "start", "end", "half_days", "breached"),
    [
        ("NAFT", "12/06/2026", "12/06/2026", "", True),
        ("ziekenhuisschool", "12/06/2026", "12/06/2026", "0; 0", True),
        ("TOAH", "13/06/2026", "21/06/2026", "0", False),
        ("TOAH", "22/06/2026", "22/06/2026", "0", True),
        ("time-out met werk thuis", "12/06/2026", "12/06/2026", "4", False),
        ("progressieve hervatting", "12/06/2026", "12/06/2026", "0", False),
    ],
)
def test_e07_holds_for_full_absence_on_the_day_of_the_exam_itself(
    tmp_path: Path, kind: str, start: str, end: str, half_days: str, breached: bool
) -> None:
    assert bool(breaches(tmp_path, "E07", **away(kind, start, end, half_days))) is breached


def test_b02_a_changed_exam_that_the_class_moved_names_the_new_day(tmp_path: Path) -> None:
    (finding,) = breaches(tmp_path, "B02", Examenrooster=edited("Examenrooster", E6="17/06/2026"))
    assert seen([finding]) == [Seen("B02", "exam", "fout", f"{CHANGES}!C5", NOOR, "L0231-2")]
    assert (finding.value, finding.suggestion, finding.effect) == ("15/06/2026", "17/06/2026", Effect.BLOCK)
    moved = changed(C5="17/06/2026")
    assert breaches(tmp_path, "B02", Examenrooster=edited("Examenrooster", E6="17/06/2026"), **moved) == []


@pytest.mark.parametrize(
    ("schedule", "near"),
    [
        (without("Examenrooster", 6), None),
        (edited("Examenrooster", E6="15/01/2026"), None),
        (edited("Examenrooster", B6="DUI2"), None),
        (edited("Examenrooster", A6="4LAT"), None),
        (more("Examenrooster", "4WEWIb |  | FYS | taak | 20/06/2026 |  |  |  |"), "-"),
    ],
)
def test_b02_an_exam_that_this_student_does_not_have_is_not_near(
    tmp_path: Path, schedule: str, near: str | None
) -> None:
    found = breaches(tmp_path, "B02", Examenrooster=schedule)
    assert [finding.suggestion or None for finding in found] == ([] if near else [None])


def test_b02_blocks_the_exam_schedule_of_that_version_only(tmp_path: Path) -> None:
    result = checked(tmp_path, Examenrooster=without("Examenrooster", 6))
    assert [name for name, status in statuses(result).items() if status != "definitief"] == [EXAMENROOSTER]


def test_exams_outside_every_version_are_nobodys(tmp_path: Path) -> None:
    clash = more(
        "Examenrooster",
        "4WEWIb |  | NED | toets | 12/01/2026 | 08:30 | 50 |  |\n4WEWIb |  | WIS | toets | 12/01/2026 | 08:30 | 50 |  |",  # noqa: E501
    )
    assert acting(checked(tmp_path, Examenrooster=clash)) == ()
