"""The board of freed hours: who sits where in a week, what goes wrong, and the place that has room for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from docgen.answers import shown_by
from docgen.kinds import Slot
from docgen.pages.board import DOCUMENT, Cell, Option, Room, Trouble, Watch, by_name
from docgen.pipeline import Checked
from docgen.reports.board import lines
from docgen.school.caseload import Load, caseload
from tests.building import derived
from tests.lists.school import DECIDED, with_bram
from tests.worked_example import ROWS

WEEK = date(2026, 3, 16)
CHANGES = """=L0231-1 | 16/03/2026 | 27/03/2026 | di3 | GES | ZW | WIS bundel 2 | studiezaal
    L0232-1 | 16/03/2026 | 20/03/2026 | di3 | GES | IN | bundel 4 | studiezaal
    L0232-1 | 16/03/2026 | 10/04/2026 | wo1 | FRA | ST | plannen | studiezaal"""
ONE_SEAT = """=studiezaal | di1-7 | OPV | 1
    olc | di3-4 | KDW | 4
    zolder | di3 | LMA |"""


def room(result: Checked) -> Room:
    released = shown_by(result, DOCUMENT)
    assert released is not None
    return Room(released)


def crowded(folder: Path, **extra: str) -> Checked:
    return with_bram(folder, Lesroosteraanpassingen=CHANGES, Opvang=ONE_SEAT, **extra)


def told(trouble: Trouble) -> tuple[object, ...]:
    hour = trouble.worst
    return str(hour.slot), hour.place, hour.trouble, len(hour.there), trouble.first, trouble.last, hour.options


def test_a_full_and_a_closed_place_are_told_with_the_days_and_the_places_that_have_room(tmp_path: Path) -> None:
    found = room(crowded(tmp_path))
    assert [told(trouble) for trouble in found.troubles(WEEK)] == [
        ("di3", "studiezaal", "full", 2, date(2026, 3, 17), date(2026, 3, 17), (Option("zolder", 1, None),)),
        ("wo1", "studiezaal", "closed", 1, date(2026, 3, 18), date(2026, 4, 8), ()),
    ]
    assert [trouble.worst.unplaced for trouble in found.troubles(WEEK)] == [0, 1]


def test_a_supervisor_who_teaches_then_supervises_nobody(tmp_path: Path) -> None:
    lesson = "4HUMa |  | elke | di | 3 | NED | OPV | C105 |"
    found = room(with_bram(tmp_path, Basisrooster=lesson, Opvang=ONE_SEAT))
    (first, *_) = found.troubles(WEEK)
    options = (Option("zolder", 1, None),)
    assert told(first) == ("di3", "studiezaal", "teaching", 1, date(2026, 3, 17), date(2026, 3, 24), options)


def test_a_holiday_does_not_cut_a_trouble_in_two_and_a_week_without_it_does(tmp_path: Path) -> None:
    free = "30/03/2026 | 03/04/2026 | vakantie | Verlof"
    gap = CHANGES.replace("16/03/2026 | 10/04/2026 | wo1", "16/03/2026 | 20/03/2026 | wo1")
    gap += "\nL0232-1 | 06/04/2026 | 10/04/2026 | wo1 | FRA | ST | plannen | studiezaal"
    whole = room(crowded(tmp_path / "a", Kalender=free)).troubles(WEEK)[1]
    cut = room(with_bram(tmp_path / "b", Lesroosteraanpassingen=gap, Opvang=ONE_SEAT)).troubles(WEEK)
    assert (whole.first, whole.last) == (date(2026, 3, 18), date(2026, 4, 8))
    assert [(t.first, t.last) for t in cut if t.worst.trouble == "closed"] == [
        (date(2026, 3, 18), date(2026, 3, 18)),
        (date(2026, 4, 8), date(2026, 4, 8)),
    ]


def test_what_one_trouble_takes_is_not_offered_to_the_next(tmp_path: Path) -> None:
    places = "=studiezaal | di4 | OPV | 1\nhoek | di4 | MVB | 5\nolc | di3-4 | KDW | 1"
    changes = """=L0231-1 | 16/03/2026 | 27/03/2026 | di3 | GES | ZW | WIS bundel 2 | studiezaal
        L0232-1 | 16/03/2026 | 27/03/2026 | di3 | GES | IN | bundel 4 | hoek"""
    found = room(with_bram(tmp_path, Lesroosteraanpassingen=changes, Opvang=places)).troubles(WEEK)
    assert [(t.worst.place, t.worst.options, t.worst.unplaced) for t in found] == [
        ("hoek", (Option("olc", 1, 0),), 0),
        ("studiezaal", (), 1),
    ]


def test_the_week_at_a_glance_counts_taken_seats_of_open_places(tmp_path: Path) -> None:
    found = room(crowded(tmp_path))
    cells = {str(cell.slot): cell for cell in found.grid(found.week(WEEK))}
    assert [*cells] == ["di1", "di2", "di3", "di4", "di5", "di6", "di7", "wo1"]
    assert cells["di3"] == Cell(Slot(2, 3), 2, None, True, 1)  # nobody said how many the zolder holds
    assert cells["di4"] == Cell(Slot(2, 4), 0, 5, True, 0)
    assert cells["wo1"] == Cell(Slot(3, 1), 1, None, False, 1)


def test_supervisors_are_told_their_hours_and_the_seats_taken(tmp_path: Path) -> None:
    found = room(crowded(tmp_path))
    assert found.watches(found.week(WEEK)) == [
        Watch("OPV", 7, 1, 2, 2),
        Watch("KDW", 2, 0, 0, 0),
        Watch("LMA", 1, 0, 0, 0),
    ]


def test_a_version_that_is_replaced_sits_nowhere_from_that_day(tmp_path: Path) -> None:
    long = "=L0231-1 | 16/03/2026 | 30/06/2026 | di3 | GES | ZW | WIS bundel 2 | studiezaal"
    found = room(with_bram(tmp_path, "2026-04-14", Lesroosteraanpassingen=long))
    assert [str(hour.slot) for hour in found.week(date(2026, 3, 23))] == ["di3"]
    assert found.week(date(2026, 4, 20)) == []  # version 2 began, and changes no hour


def test_a_weekend_shows_the_week_after_and_a_week_off_the_next_one(tmp_path: Path) -> None:
    found = room(crowded(tmp_path, Kalender="23/03/2026 | 29/03/2026 | vakantie | Verlof"))
    assert found.week_from(date(2026, 3, 14)) == WEEK
    assert found.week_from(date(2026, 3, 21)) == date(2026, 3, 30)


def test_the_document_shows_who_is_only_proposed_and_who_carries_how_much(tmp_path: Path) -> None:
    result = with_bram(tmp_path, "2026-03-17", Lesroosteraanpassingen=CHANGES, Opvang=ONE_SEAT)
    page = derived(result, "opvangbord_2025-2026")
    assert page["week"] == {"van": WEEK, "tot": date(2026, 3, 20)}
    assert page["aantal"] == {"uren": 3, "leerlingen": 2, "knelpunten": 2, "nu": 2}
    assert page["begeleiding"] == {"uren": 12, "leerlingen": 2}
    assert page["mentoren"] == [{"naam": "Marie Van Boven", "leerlingen": 2, "uren": 12, "per_leerling": 6.0}]


def test_what_the_council_did_not_ratify_is_called_a_proposal(tmp_path: Path) -> None:
    open_point = DECIDED.replace("27/02/2026", "")
    rows = f"={ROWS['Beslissingen'].strip()}\n{open_point}"
    result = with_bram(tmp_path, Lesroosteraanpassingen=CHANGES, Beslissingen=rows)
    page, later = derived(result, "opvangbord_2025-2026"), room(result).week(WEEK)
    assert [(s.student.first_name, s.decided) for s in by_name(later[0].there)] == [("Bram", False), ("Noor", True)]
    assert page["mentoren"] == [{"naam": "Marie Van Boven", "leerlingen": 1, "uren": 12, "per_leerling": 12.0}]


class Plan(NamedTuple):
    trajectory_id: str
    mentor: str


class Point(NamedTuple):
    about: str
    kinds: tuple[str, ...] = ("start traject",)
    outcome: str | None = "goedgekeurd"
    ratified_on: date | None = WEEK


class Member(NamedTuple):
    code: str
    guidance_hours: float | None


def test_caseload_counts_a_student_once_and_divides_the_hours() -> None:
    plans = [Plan("L1-1", "MVB"), Plan("L1-2", "MVB"), Plan("L2-1", "MVB"), Plan("L3-1", "TVL")]
    staff = [Member("MVB", 12), Member("FSA", 10), Member("JVP", None)]
    assert caseload(plans, [Point(plan.trajectory_id) for plan in plans], staff, WEEK) == [
        Load("FSA", 0, 10, None),
        Load("MVB", 2, 12, 6.0),
        Load("TVL", 1, None, None),
    ]


def test_only_a_ratified_approval_that_starts_something_makes_a_load() -> None:
    points = [
        Point("L1-1", outcome="afgewezen"),
        Point("L2-1", ratified_on=None),
        Point("L3-1", ratified_on=date(2026, 3, 17)),
        Point("L4-1", ("CLB-hulpvraag", "advies")),
        Point("L5-1", ("time-out", "advies")),
    ]
    plans = [Plan(point.about, "MVB") for point in points] + [Plan("L6-1", "MVB")]
    assert caseload(plans, points, [], WEEK) == [Load("MVB", 1, None, None)]


PART = DECIDED.replace("start traject", "time-out")
NOT_YET = DECIDED.replace("27/02/2026", "")


@pytest.mark.parametrize(
    ("day", "point", "number"),
    [
        ("2026-03-17", DECIDED, 2),
        ("2026-03-17", PART, 2),
        ("2026-03-17", NOT_YET, 1),
        ("2026-03-01", DECIDED, 2),
        ("2026-04-30", DECIDED, 2),
        ("2026-07-02", DECIDED, 2),
    ],
)
def test_the_rule_the_board_and_the_cel_give_one_number(tmp_path: Path, day: str, point: str, number: int) -> None:
    rows = f"={ROWS['Beslissingen'].strip()}\n{point}"
    result = with_bram(tmp_path, day, Lesroosteraanpassingen=CHANGES, Beslissingen=rows)
    said = [dict(finding.args)["n"] for finding in result.findings if finding.code == "H07"]
    pages = [derived(result, f"{name}_2025-2026")["mentoren"] for name in ("cel", "opvangbord")]
    assert (said, *pages) == ([number], pages[1], pages[0])
    assert [mentor["leerlingen"] for mentor in pages[0]] == [number]


def test_the_command_tells_the_week_in_lines(tmp_path: Path) -> None:
    assert lines(room(crowded(tmp_path)), WEEK) == [
        "Vrijgekomen uren in de week van maandag 16 maart 2026",
        "  di3  studiezaal, Karim Oplinter  2 van 1",
        "       L0232, 4WEWIb: inhalen: bundel 4",
        "       L0231, 4WEWIb: zelfstandig werken: wiskunde, bundel 2",
        "  wo1  studiezaal, –",
        "       L0232, 4WEWIb: leren studeren: plannen",
        "2 knelpunten vragen een oplossing:",
        "  di3 studiezaal, 17 mrt: te vol: 2 leerlingen, plaats voor 1",
        "  Voorstel: 1 leerling naar zolder",
        "  wo1 studiezaal, 18 mrt tot 8 apr: niet open, en er komt 1 leerling",
        "  1 leerling vindt nergens plaats: kies een ander uur.",
        "Toezicht deze week:",
        "  Karim Oplinter: 1 uur, bezet: 2, hoogstens 2 tegelijk",
        "Begeleiding door mentoren:",
        "  Marie Van Boven: 2 leerlingen, 12 uren per week",
    ]
