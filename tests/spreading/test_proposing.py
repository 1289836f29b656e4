"""Proposals from a school's records: what they keep to, that the rules for hand work find nothing, and the form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from pathlib import Path

import pytest

from docgen.findings import Finding
from docgen.forms import forms
from docgen.forms.drawing import draw
from docgen.forms.model import Request
from docgen.pipeline import Checked, check
from docgen.project import Project
from docgen.records.dossier import Records
from docgen.reports.spreading import lines, reason, together
from docgen.spreading.asked import versions_of, with_exams_to_come
from docgen.spreading.gathering import Wishes
from docgen.spreading.proposing import CHECKED_BY, Impossible, Outcome, Proposal, propose, rows_of, suggestions
from docgen.tables.care import ExamChange
from tests.building import breaches_of, checked, edited, more, without
from tests.spreading.solving import needs_solver
from tests.worked_example import project

ROOT = Path(__file__).parents[2]
MAY = "2026-05-04"
BACK = "L0231-2 | progressieve hervatting |  |  | rustig |  | 20/04/2026 | 08/05/2026 | 4; 6 | {} | MVB |"
WAYS = [False, pytest.param(True, marks=needs_solver())]


def outcome(records: Records, name: str = "L0231", *, best: bool = False, **wishes: int) -> Outcome:
    (found,) = propose(records, versions_of(records, [name]), Wishes(**wishes), best=best)
    return found


def proposed(folder: Path, *, best: bool = False, wishes: Mapping[str, int] | None = None, **changed: str) -> Proposal:
    found = outcome(checked(folder, MAY, **changed).records, best=best, **wishes or {})
    assert isinstance(found, Proposal)
    return found


def places(proposal: Proposal) -> list[tuple[str, str, int, str | None, str | None]]:
    """Each move as (subject, 'dd/mm', minutes from midnight, room, supervisor)."""
    return [(m.spot.exam.subject, f"{m.spot.on:%d/%m}", m.spot.begin, *m.seat) for m in proposal.moves]


def why(proposal: Proposal) -> dict[str, list[str]]:
    return {move.spot.exam.subject: [because.name for because in move.because] for move in proposal.moves}


def about_exams(records: Records) -> list[Finding]:
    return [finding for code in CHECKED_BY for finding in breaches_of(records, code)]


@pytest.mark.parametrize("best", WAYS)
def test_exams_leave_the_days_without_evaluations(tmp_path: Path, best: bool) -> None:
    quiet = {"Maatregelen": more("Maatregelen", BACK.format("15/06/2026"))}
    proposal = proposed(tmp_path, best=best, **quiet)
    assert sorted((subject, on) for subject, on, *_ in places(proposal)) in (
        [("FRA", "16/06"), ("WIS", "17/06")],
        [("FRA", "17/06"), ("WIS", "16/06")],
    )
    assert why(proposal) == {"FRA": ["quiet"], "WIS": ["quiet"]}
    assert (proposal.kept, proposal.proven) == (1, best)  # FYS stays where hand work put it
    assert proposal.findings == ()


def test_without_a_reason_nothing_moves_and_that_needs_no_solver(tmp_path: Path) -> None:
    proposal = proposed(tmp_path)
    assert (proposal.changes, proposal.kept, proposal.proven) == (False, 3, True)


def test_an_exam_of_the_class_on_a_free_day_is_moved(tmp_path: Path) -> None:
    free = more("Kalender", "12/06/2026 |  | vrije dag | Brugdag")
    found = proposed(tmp_path, Kalender=free, Examenaanpassingen="")
    assert [(subject, day) for subject, day, *_ in places(found)] == [("WIS", "11/06")]
    assert why(found) == {"WIS": ["window"]}


def test_extra_time_counts(tmp_path: Path) -> None:
    later = more("Examenrooster", "4WEWIb |  | NED | schriftelijk | 12/06/2026 | 11:30 | 50 | B112 |")
    assert why(proposed(tmp_path, Examenrooster=later)) == {"NED": ["overlap"]}  # WIS takes 200 minutes, not 150
    assert not proposed(tmp_path, Examenrooster=later, Maatregelen=without("Maatregelen", 4)).changes


def test_an_adapted_version_is_ready_in_time(tmp_path: Path) -> None:
    late = {"Examenaanpassingen": edited("Examenaanpassingen", M4="05/06/2026")}
    proposal = proposed(tmp_path, **late)
    assert (places(proposal), why(proposal)) == ([("FRA", "15/06", 510, "C101", None)], {"FRA": ["ready"]})
    assert [finding.code for finding in about_exams(checked(tmp_path / "as", MAY, **late).records)] == ["E09"]
    assert proposal.findings == ()


def test_what_a_measure_takes_away_is_not_placed(tmp_path: Path) -> None:
    exempt = "L0231-2 | vrijstelling | WIS |  | eigen werk |  |  |  |  |  |  |"
    proposal = proposed(tmp_path, Maatregelen=more("Maatregelen", exempt))
    assert [(each.exam.subject, each.choice) for each in proposal.falls_away] == [("WIS", "geschrapt")]
    assert [(row.subject, row.choice) for row in rows_of(proposal)][-1] == ("WIS", "geschrapt")
    assert proposal.findings == ()


@pytest.mark.parametrize("kind", ["taak |  | ", "gespreid |  | ", "toets | 10:20 | 50"])
def test_what_is_no_exam_is_spread_when_its_day_is_without_evaluations(tmp_path: Path, kind: str) -> None:
    kind, begin, minutes = (cell.strip() for cell in kind.split("|"))
    rows = {
        "Maatregelen": more("Maatregelen", BACK.format("11/06/2026")),
        "Examenrooster": more(
            "Examenrooster",
            f"4WEWIb |  | NED | {kind} | 11/06/2026 | {begin} | {minutes} |  |\n"
            f"4WEWIb |  | NED | {kind} | 23/06/2026 | {begin} | {minutes} |  |",
        ),
    }
    proposal = proposed(tmp_path, **rows)
    assert [(each.exam.subject, each.choice, each.exam.on.day) for each in proposal.falls_away] == [
        ("NED", "gespreid", 11)
    ]
    assert proposal.findings == ()


def test_essential_goals_that_are_open_come_first(tmp_path: Path) -> None:
    rooster = more("Examenrooster", "4WEWIb |  | NED | schriftelijk | 12/06/2026 | 13:00 | 50 | B112 |")
    assert why(proposed(tmp_path, wishes={"per_day": 1}, Examenrooster=rooster)) == {"NED": ["count"]}
    goal = "NED4-01 | NED | 4 |  | II-Ned LPD 1 | Een betoog schrijven | volgend leerjaar |  | P2 | 6 |  | 26/09/2025"
    settled = "L0231-2 | doelen beheerst | WIS | WIS4-12; WIS4-14 |  |  |  |  |  |  |  |"
    goals = {
        "Leerplandoelen": more("Leerplandoelen", goal),
        "Maatregelen": more("Maatregelen", settled),
        "Examenrooster": rooster,
    }
    assert why(proposed(tmp_path / "goal", wishes={"per_day": 1}, **goals)) == {"WIS": ["count"]}


def test_the_half_days_that_a_measure_names_bound_the_week(tmp_path: Path) -> None:
    back = "L0231-2 | progressieve hervatting |  |  | rustig |  | 08/06/2026 | 14/06/2026 | 1 |  | MVB |"
    proposal = proposed(tmp_path, Maatregelen=more("Maatregelen", back))
    assert (len(proposal.moves), set(map(tuple, why(proposal).values()))) == (1, {("half_days",)})


def test_a_room_and_a_supervisor_are_free(tmp_path: Path) -> None:
    """FRA may only go to 16 June, 8.30 u.: room C101 is taken there, then the study hall is open and supervised."""
    quiet = more("Maatregelen", BACK.format("11/06/2026"))
    schedule = (
        without("Examenrooster", 5, 6, 7)
        + """
        4LATa |  | GES | schriftelijk | 12/06/2026 | 08:30 | 100 | C101 | JVP
    """
    )
    calendar = edited("Kalender", A6="10/06/2026", B6="12/06/2026")
    rows = {
        "Maatregelen": quiet,
        "Examenrooster": schedule,
        "Kalender": calendar,
        "Leerlingen": more("Leerlingen", "L0300 | Test | Tom | 02/05/2010 | 4LATa | Latijn |  | 01/09/2022 |"),
        "Examenaanpassingen": "L0231-2 | FRA | 10/06/2026 | behouden | | | | C101 | | | | |",
        "School": more("School", "lesuur | 2 | 09:15-10:05\nlesuur | 4 | 11:10-12:00"),
    }
    (move,) = places(proposed(tmp_path, **rows))
    assert move == ("FRA", "12/06", 510, "studiezaal", "OPV")
    full = {**rows, "Opvang": ""}
    (move,) = places(proposed(tmp_path / "full", **full))
    assert move == ("FRA", "12/06", 510, "B204", None)


@needs_solver()
def test_an_impossible_plan_is_told_with_the_rules_that_clash(tmp_path: Path) -> None:
    away = "L0231-2 | NAFT |  |  | rust |  | 16/06/2026 | 30/06/2026 |  |  | MVB |"
    rows = more("Maatregelen", BACK.format("15/06/2026") + "\n" + away)
    found = outcome(checked(tmp_path, MAY, Maatregelen=rows, Examenaanpassingen="").records)
    assert isinstance(found, Impossible)
    assert [constraint.name for constraint in found.why.clashes[0]] == ["quiet", "away"]


TOM = (
    "L0300-1 | ziekte of ongeval | 2 | klassenraad | 20/04/2026 | 30/06/2026 | 22/05/2026 | MVB "
    "| helpt graag | lange dagen | heeft nodig: rust | Graag. | rustig afwerken | kortere dagen |"
)


def one_room(folder: Path, *measures: str, until: str = "10/06/2026") -> Records:
    """Noor may have no exam until 10 June nor Tom until another day; only B204 is left, on the 11th or the 16th."""
    quiet = [BACK.format("10/06/2026"), BACK.format(until).replace("L0231-2", "L0300-1")]
    rows = {
        "Maatregelen": "\n".join([*quiet, *measures]),
        "Examenrooster": more("Examenrooster", "4LATa |  | GES | schriftelijk | 10/06/2026 | 08:30 | 100 | B204 |"),
        "Leerlingen": more("Leerlingen", "L0300 | Test | Tom | 02/05/2010 | 4LATa | Latijn |  | 01/09/2022 |"),
        "Trajecten": more("Trajecten", TOM),
        "Examenaanpassingen": "",
        "Opvang": "",
    }
    return checked(folder, MAY, **rows).records


@needs_solver()
def test_who_finds_no_place_because_of_another_goes_first(tmp_path: Path) -> None:
    records = one_room(tmp_path, "L0300-1 | NAFT |  |  | rust |  | 12/06/2026 | 30/06/2026 |  |  | MVB |")
    wishes = Wishes(begins=(8 * 60 + 30,))
    noor, tom = propose(records, versions_of(records, ["L0231", "L0300"]), wishes, best=True)
    assert isinstance(noor, Proposal)
    assert isinstance(tom, Proposal)
    assert (places(tom), tom.gave_way) == ([("GES", "11/06", 510, "B204", None)], False)
    assert (places(noor), noor.gave_way) == ([("FRA", "16/06", 510, "B204", None)], True)
    assert [*together([noor, tom])] == []
    assert "Het kon beter, maar dan zit een ander voorstel" in next(lines(noor, None))


@needs_solver()
def test_nothing_better_exists_together_when_nobody_gives_way(tmp_path: Path) -> None:
    records = one_room(tmp_path, until="09/06/2026")
    found = propose(records, versions_of(records, ["L0231", "L0300"]), Wishes(), best=True)
    assert [outcome.gave_way for outcome in found] == [False, False]
    assert [*together(found)] == ["Ook samen kan het niet beter: niemand moest wijken voor een ander."]
    assert [*together(found[:1])] == []


# --- the example school -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example() -> Checked:
    return check(Project(ROOT))


@pytest.mark.parametrize("best", WAYS)
@pytest.mark.parametrize(
    "wishes",
    [Wishes(), Wishes(per_day=1), Wishes(half_days=4), Wishes(per_day=1, minutes=200, half_days=4), Wishes(rest=180)],
    ids=str,
)
def test_the_rules_for_hand_work_find_nothing_in_a_proposal(example: Checked, wishes: Wishes, best: bool) -> None:
    records = example.records
    before = {(f.code, f.case, f.place) for f in about_exams(records)}
    outcomes = propose(records, with_exams_to_come(records, records.dossiers), wishes, best=best)
    proposals = [found for found in outcomes if isinstance(found, Proposal)]
    assert [(f.code, f.case) for p in proposals for f in p.findings if (f.code, f.case, f.place) not in before] == []
    assert len(proposals) > 3


def test_students_do_not_get_each_others_seats(example: Checked) -> None:
    records = example.records
    outcomes = propose(records, with_exams_to_come(records, records.dossiers), Wishes(per_day=1))
    taken: dict[tuple[date, str], list[tuple[int, int, str, str]]] = {}
    for move in (move for found in outcomes if isinstance(found, Proposal) for move in found.moves):
        spot, (room, supervisor) = move.spot, move.seat
        taken.setdefault((spot.on, str(supervisor)), []).append((spot.begin, spot.end, str(room), spot.exam.subject))
    meeting = [
        (one, other)
        for seats in taken.values()
        for number, one in enumerate(seats)
        for other in seats[:number]
        if one[0] < other[1] and other[0] < one[1]
    ]
    assert meeting  # students are busy at the same time with one supervisor ...
    assert {one[2] == other[2] for one, other in meeting} == {True}  # ... who is in one room


# --- the form ---------------------------------------------------------------------------------------------------------


def test_the_form_dropped_into_inputs_is_read_like_any_other(tmp_path: Path) -> None:
    changes = without("Examenaanpassingen", 4)
    quiet = {"Maatregelen": more("Maatregelen", BACK.format("15/06/2026")), "Examenaanpassingen": changes}
    where = Project(project(tmp_path, today=MAY, **quiet))
    before = check(where)
    proposal = outcome(before.records)
    assert isinstance(proposal, Proposal)
    assert about_exams(before.records)  # E06: what the proposal is for
    filled = suggestions(proposal, reason())
    request = Request(before.records, "L0231-2", forms=before.forms, findings=before.findings, suggestions=filled)
    (where.inputs / "voorstel.xlsx").write_bytes(draw(forms()["examens"].write(request)))
    after = check(where)
    rows = sorted(after.records.register.of(ExamChange), key=lambda row: row.exam_on)
    assert [(row.subject, row.choice, row.new_date, row.start, row.room) for row in rows] == [
        ("FRA", "verplaatst", date(2026, 6, 17), time(8, 30), "B204"),
        ("WIS", "verplaatst", date(2026, 6, 16), time(8, 30), "B204"),
        ("FYS", "verplaatst", date(2026, 6, 22), time(8, 30), "B204"),
        ("GES", "geschrapt", None, None, None),
    ]
    assert about_exams(after.records) == []
    assert [f for f in after.findings if f.code in ("A10", "A11", "A12") and f.severity.value == "fout"] == []


def test_the_form_says_that_it_is_a_proposal_and_why(tmp_path: Path) -> None:
    quiet = {"Maatregelen": more("Maatregelen", BACK.format("11/06/2026"))}
    where = checked(tmp_path, MAY, **quiet)
    proposal = outcome(where.records)
    assert isinstance(proposal, Proposal)
    (sheet,) = forms()["examens"].write(Request(where.records, "L0231-2", suggestions=suggestions(proposal, reason())))
    texts = [cell.value for _, cell in sorted(sheet.cells.items())]
    assert texts[0] == "Examens op maat: een voorstel, de klassenraad beslist"
    assert texts[-3:] == [
        "Waarom dit voorgesteld wordt",
        "voorstel 1: FRA",
        "FRA kan niet blijven op woensdag 10 juni om 8.30 u.: er zijn geen evaluaties tot en met donderdag 11 juni. "
        "Voorstel: maandag 15 juni om 8.30 u. in C101, toezicht nog te kiezen. Wis wel eerst de rij in het werkboek, "
        "want die zegt iets anders: school.xlsx › Examenaanpassingen › D4 (Keuze).",
    ]
    (asked,) = forms()["examens"].write(Request(where.records, "L0231-2"))
    assert next(cell.value for _, cell in sorted(asked.cells.items())) == "Examens op maat"


def test_who_is_asked_for_must_be_there(tmp_path: Path) -> None:
    records = checked(tmp_path, MAY).records
    assert [v.name for _, v in versions_of(records, ["L0231-2"])] == ["L0231-2"]
    assert [v.name for _, v in versions_of(records, [], ["4WEWIb"])] == ["L0231-2"]
    assert versions_of(records, ["L0232"]) == ()
    for names, classes in ((["L0999"], []), ([], ["4A"]), (["4WEWIb"], [])):
        with pytest.raises(KeyError):
            versions_of(records, names, classes)
