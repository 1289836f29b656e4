"""The draft of a resumption: the sum worked out by hand, and the filled form that the rules accept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from docgen.forms.model import Request
from docgen.forms.resuming import ResumptionError, fill_form, half_days_of, propose, said
from docgen.pipeline import Checked, check
from docgen.project import Project
from docgen.reports.resumption import lines
from docgen.school.resumption import Days, Draft, Week, draft, steps, weeks_within
from docgen.school.timetable import Period
from docgen.tables.goals import Goal
from tests.building import derived, edits_of, more, seen, with_hours, without
from tests.worked_example import project

MONDAY = date(2026, 2, 23)
WEEKS = (Period(MONDAY, date(2026, 2, 27)), Period(date(2026, 3, 2), date(2026, 3, 6)))
WEEKLY = {"NED": 4.0, "WIS": 5.0, "LO": 2.0, "FRA": 7.0}


def goal(name: str, hours: float | None, *, essential: bool = True, builds_on: tuple[str, ...] = ()) -> Goal:
    why = ("volgend leerjaar",) if essential else ("nee",)
    return Goal.model_construct(
        goal_id=name, subject=name.partition("4")[0], hours=hours, essential_for=why, builds_on=builds_on
    )


def test_two_weeks_are_filled_with_what_takes_most_to_catch_up() -> None:
    """18 hours a week: 4 half days are 8 of them, 7 are 14. Mathematics asks 9 hours, Dutch 2."""
    missed = [
        goal("NED4-01", 2),
        goal("WIS4-02", 5, builds_on=("WIS4-01",)),
        goal("WIS4-01", 4, essential=False),
        goal("LO4-01", 3, essential=False),
    ]
    assert draft(WEEKS, (4, 7), WEEKLY, missed) == Draft(
        (
            Week(WEEKS[0], 4, 8, {"WIS": 5}, {"WIS": 3}),
            Week(WEEKS[1], 7, 14, {"WIS": 5, "NED": 4}, {"WIS": 5}),
        ),
        ("WIS", "NED"),
        {"WIS": ("WIS4-01",)},  # 8 of 9 hours: the second one does not fit
        {"WIS": ("WIS4-02",), "NED": ("NED4-01",)},  # its lessons took the last hours
        {"LO": ("LO4-01",)},
        11,
        0,
    )


def test_what_is_caught_up_makes_room_for_the_other_subjects() -> None:
    made = draft((*WEEKS, WEEKS[1]), (9, 9, 9), WEEKLY, [goal("WIS4-01", 3)])
    assert [(week.lessons, week.catching_up) for week in made.weeks[:2]] == [
        ({"WIS": 5, "NED": 4, "LO": 2, "FRA": 4}, {"WIS": 3}),
        ({"WIS": 5, "NED": 4, "LO": 2, "FRA": 7}, {}),
    ]
    assert (made.caught_up, made.acquire, made.later) == (3, {"WIS": ("WIS4-01",)}, {})


def test_a_week_with_free_days_has_fewer_hours_than_its_half_days() -> None:
    short = Period(date(2026, 2, 26), date(2026, 2, 27))  # Thursday and Friday: four half days
    (week,) = draft((short,), (7,), WEEKLY, []).weeks
    assert week.hours == 8


def test_a_free_day_in_the_middle_of_a_week_is_no_half_day() -> None:
    days = Days(closed=frozenset({date(2026, 2, 24), date(2026, 2, 25), date(2026, 2, 26)}))  # Monday and Friday stay
    (week,) = draft(WEEKS[:1], (7,), WEEKLY, [], days).weeks
    assert (week.hours, week.exam_days) == (8, 0)


def test_a_week_of_exams_has_no_lessons_and_a_part_of_one_has_a_part() -> None:
    """18 hours a week. From Wednesday on there are exams: 4 of the 9 half days have lessons, so 6 x 4/9 x 2 = 5.3."""
    days = Days(no_lessons=frozenset(date(2026, 2, day) for day in (25, 26, 27)))
    part, whole = (WEEKS[0], Period(date(2026, 2, 25), date(2026, 2, 27)))
    made = draft((part, whole), (6, 6), WEEKLY, [goal("WIS4-01", 9)], days)
    assert made.weeks == (Week(part, 6, 5, {"WIS": 5}, {}, 3), Week(whole, 6, 0, {}, {}, 3))
    assert (made.caught_up, made.acquire, made.later) == (0, {}, {"WIS": ("WIS4-01",)})


def test_goals_that_build_on_each_other_in_a_ring_are_all_there_once() -> None:
    ring = [goal("WIS4-01", 1, builds_on=("WIS4-02",)), goal("WIS4-02", 1, builds_on=("WIS4-01",))]
    assert draft(WEEKS, (9, 9), WEEKLY, ring).acquire == {"WIS": ("WIS4-02", "WIS4-01")}


def test_a_goal_without_hours_is_counted_apart() -> None:
    made = draft(WEEKS, (4, 7), WEEKLY, [goal("WIS4-01", None), goal("WIS4-02", 2)])
    assert (made.needed, made.unknown, made.acquire) == (2, 1, {"WIS": ("WIS4-01", "WIS4-02")})


@pytest.mark.parametrize(("number", "rising"), [(0, ()), (1, (4,)), (2, (4, 8)), (3, (4, 6, 8)), (5, (4, 5, 6, 7, 8))])
def test_steps_rise_evenly(number: int, rising: tuple[int, ...]) -> None:
    assert steps(number) == rising


def test_three_weeks_fit_in_twenty_one_days_and_a_holiday_takes_one() -> None:
    closed = frozenset(date(2026, 3, day) for day in range(2, 7))
    assert len(weeks_within(MONDAY, 21, ())) == 3
    assert [week.start for week in weeks_within(MONDAY, 21, closed)] == [MONDAY, date(2026, 3, 9)]


TYPED = [("4;6;8", (4, 6, 8)), ("4, 6", (4, 6)), ("10", ()), ("veel", ()), ("", ())]


@pytest.mark.parametrize(("text", "found"), TYPED)
def test_half_days_are_typed_as_in_the_sheet(text: str, found: tuple[int, ...]) -> None:
    assert half_days_of(text) == found


def before_council(folder: Path, **changed: str) -> Project:
    """Noor's first version, without its resumption and before the council decided."""
    rows = {
        "Trajecten": without("Trajecten", 5),
        "Maatregelen": without("Maatregelen", 6, 7, 8),
        "Lesroosteraanpassingen": "",
        "Examenaanpassingen": "",
        "Overdrachten": "",
        "Opvolging": "",
        "Meldingen": "",
        **edits_of({"Beslissingen": ["F5 =", "G5 =", "H5 =", "K5 =", "- 6"]}),
        "Overleg": without("Overleg", 10),
        "Basisrooster": more("Basisrooster", "4WEWIb |  | elke | ma | 1 | WIS | DPT | B204 |"),
        **changed,
    }
    return Project(project(folder, today="2026-01-28", **rows))


def request(checked: Checked) -> Request:
    return Request(checked.records, "L0231", forms=checked.forms, findings=checked.findings)


def test_the_draft_of_noor_begins_after_her_time_out_and_stops_before_an_exam(tmp_path: Path) -> None:
    exam = "4WEWIb |  | WIS | toets | 12/03/2026 | 08:30 | 50 | B204 |"
    checked = check(before_council(tmp_path, Examenrooster=more("Examenrooster", exam)))
    made = propose(request(checked), None)
    assert (made.asked.start, made.end) == (MONDAY, date(2026, 3, 13))  # the holiday is skipped
    assert (made.asked.half_days, made.asked.away) == ((4, 6, 8), (date(2026, 2, 2), date(2026, 2, 22)))
    assert (made.no_tests_until, made.later_until) == (date(2026, 3, 11), date(2026, 3, 27))
    assert (made.draft.first, made.draft.later) == (("WIS",), {"WIS": ("WIS4-12", "WIS4-14")})
    assert said(checked.records, made.draft) == (
        "week 1: eerst wiskunde; week 2: eerst wiskunde, 1 uur inhalen; week 3: eerst wiskunde, 1 uur inhalen; "
        "samen 2 uur inhalen"
    )


def test_the_form_is_read_back_the_rules_accept_it_and_the_plan_shows_it(tmp_path: Path) -> None:
    week = "\n".join(
        f"4WEWIb |  | elke | {day} | WIS | DPT | B204 |" for day in ("ma | 1", "ma | 3", "di | 1", "do | 1")
    )
    here = before_council(tmp_path, Basisrooster=more("Basisrooster", week), School=with_hours(2))
    before = check(here)
    path = fill_form(propose(request(before), None), request(before), here.outputs)
    assert path.name == "traject_L0231.xlsx"
    (here.inputs / path.name).write_bytes(path.read_bytes())
    after = check(here)
    found = seen([finding for finding in after.findings if finding not in before.findings])
    assert [(one.code, one.severity) for one in found] == [
        ("A12", "opmerking"),  # the dates that stood there already
        ("H04", "waarschuwing"),  # the school marked no goal of history as essential, whatever is drafted
    ]
    plan = derived(after, "hervattingsplan_L0231-1")
    assert [(step["van"], step["halve_dagen"], step["toetsen"]) for step in plan["stappen"]] == [  # type: ignore[attr-defined]
        (MONDAY, 4, "geen"),
        (date(2026, 3, 2), 6, "geen"),
        (date(2026, 3, 9), 8, "geen"),
    ]
    assert plan["vakken_eerst"] == ["wiskunde"]
    assert plan["begin"] == [  # seven hours a week: 3, 4 and 6 of them, of which mathematics takes 3, 4 and 4 + 2
        "Week 1: eerst wiskunde",
        "Week 2: eerst wiskunde",
        "Week 3: eerst wiskunde, 2 uur inhalen",
        "Samen 2 uur inhalen",
    ]
    assert [row["vakken"] for row in plan["niet_inhalen"]] == [["alle vakken"]]  # type: ignore[attr-defined]


def test_a_ratified_version_gets_the_draft_in_the_next_one_with_its_dates(tmp_path: Path) -> None:
    here = Project(project(tmp_path, today="2026-03-01", Trajecten=without("Trajecten", 5), Examenaanpassingen=""))
    checked = check(here)
    path = fill_form(propose(request(checked), date(2026, 3, 16), (5, 9)), request(checked), here.outputs)
    cells = {row[0].value: row[2].value for row in load_workbook(path).worksheets[0].iter_rows(max_col=3)}
    assert cells["Start"].date() == date(2026, 3, 16)
    assert (cells["Einde"].date(), cells["Evaluatie op"].date(), cells["Mentor"]) == (
        date(2026, 5, 8),  # six weeks after the last step: no teaching period follows
        date(2026, 3, 27),
        "MVB",
    )


def test_only_goals_that_were_taught_meanwhile_are_missed(tmp_path: Path) -> None:
    goals = more("Leerplandoelen", "WIS4-01 | WIS | 4 |  |  | Rekenen | volgend leerjaar |  | P1 | 4 |  | 26/09/2025")
    first = more("Kalender", "01/09/2025 | 19/12/2025 | lesperiode | P1")
    made = propose(request(check(before_council(tmp_path, Leerplandoelen=goals, Kalender=first))), None)
    assert (made.draft.needed, made.periods) == (11, ("P2",))


def test_a_goal_that_the_version_judges_already_is_not_judged_twice(tmp_path: Path) -> None:
    judged = without("Maatregelen", 6, 8)  # WIS4-12 and WIS4-14 come later, as typed
    here = before_council(tmp_path, Maatregelen=judged)
    checked = check(here)
    path = fill_form(propose(request(checked), None), request(checked), here.outputs)
    rows = load_workbook(path).worksheets[0].iter_rows(max_col=4, values_only=True)
    assert [(row[0], row[3]) for row in rows if str(row[0]).startswith("doelen")] == [("doelen weggelaten", "GES4-09")]


@pytest.mark.parametrize(
    ("changed", "start", "why"),
    [
        ({"Maatregelen": ""}, None, "start"),
        ({"Maatregelen": without("Maatregelen", 5)}, None, "typed"),
        ({"Kalender": "01/01/2026 | 31/12/2027 | vakantie | Dicht"}, MONDAY, "weeks"),
    ],
)
def test_without_a_draft_it_is_said_why(tmp_path: Path, changed: dict[str, str], start: date | None, why: str) -> None:
    with pytest.raises(ResumptionError, match=why):
        propose(request(check(before_council(tmp_path, **changed))), start)


def test_the_lines_tell_the_weeks_the_goals_and_the_sums(tmp_path: Path) -> None:
    checked = check(before_council(tmp_path))
    assert lines(propose(request(checked), None, (9,)), checked.records.school) == [
        "Voorstel van hervatting voor L0231, van maandag 23 februari 2026 tot en met vrijdag 27 februari 2026",
        "Gerekend met alle doelen van P2: haal weg wat al gekend is.",
        "  Week 1 (23 feb tot 27 feb): 9 halve dagen, 4 lesuren op school",
        "    lessen: wiskunde 1, geschiedenis 1, Frans 1",
        "    inhalen: wiskunde 1",
        "Geen toetsen tot en met vrijdag 27 februari 2026.",
        "Later, tegen vrijdag 27 maart 2026: WIS4-12, WIS4-14",
        "Niet inhalen: GES4-09",
        "Samen 1 uur inhalen, van de 11 die de doelen vragen.",
    ]


@pytest.mark.parametrize(
    ("steps", "warned"),
    [
        ((4, 6), []),
        ((6, 4), ["Let op: het aantal halve dagen per week stijgt niet."]),
        (
            (4, 5, 6, 7),
            [
                "Let op: dit duurt 26 dagen, en het maximum is 21. "
                "Kort het in, of leg het opnieuw voor aan de klassenraad."
            ],
        ),
    ],
)
def test_what_the_rules_will_say_of_the_steps_is_told_at_once(
    tmp_path: Path, steps: tuple[int, ...], warned: list[str]
) -> None:
    checked = check(before_council(tmp_path))
    told = lines(propose(request(checked), date(2026, 3, 2), steps), checked.records.school)
    assert [line for line in told if line.startswith("Let op")] == warned


def test_the_rest_is_acquired_before_the_holiday_in_which_the_review_would_fall(tmp_path: Path) -> None:
    calendar = more("Kalender", "01/07/2026 | 31/08/2026 | vakantie | Zomervakantie")
    checked = check(before_council(tmp_path, Kalender=calendar))
    assert propose(request(checked), date(2026, 6, 1), (4, 6)).later_until == date(2026, 6, 30)


def test_a_return_that_runs_into_the_exams_plans_no_lessons_there_and_says_so(tmp_path: Path) -> None:
    week = "\n".join(
        f"4WEWIb |  | elke | {day} | WIS | DPT | B204 |" for day in ("ma | 1", "ma | 3", "di | 1", "vr | 3")
    )
    here = before_council(tmp_path, Basisrooster=more("Basisrooster", week))
    made = propose(request(check(here)), date(2026, 5, 26), (4, 6, 8))
    assert [(one.hours, one.exam_days) for one in made.draft.weeks] == [(3, 0), (4, 0), (0, 5)]  # of seven lessons
    records = check(here).records
    assert said(records, made.draft).split("; ")[2] == "week 3: evaluaties, geen lessen"
    assert [line for line in lines(made, records.school) if "geen lessen" in line or "Week 3" in line] == [
        "  Week 3 (8 jun tot 12 jun): 8 halve dagen, 0 lesuren op school",
        "    evaluatieperiode op 5 dagen: dan zijn er geen lessen",
    ]


def test_the_plan_of_a_return_that_runs_into_the_exams_says_when_there_are_no_lessons(tmp_path: Path) -> None:
    back = "L0231-2 | progressieve hervatting |  |  |  |  | 01/06/2026 | 12/06/2026 | 4; 6 |  | MVB |"
    checked = check(Project(project(tmp_path, today="2026-05-25", Maatregelen=more("Maatregelen", back))))
    plan = derived(checked, "hervattingsplan_L0231-2")
    assert [(step["lessen"], step["evaluaties"]) for step in plan["stappen"]] == [  # type: ignore[attr-defined]
        (True, None),
        (False, date(2026, 6, 8)),
    ]
