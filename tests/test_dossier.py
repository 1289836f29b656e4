"""One dossier per student: the state of each version, what a decision covers, and what is never inherited."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docgen.records.dossier import Dossier
from docgen.records.version import State, version_order
from docgen.tables.care import Measure, Talk, Trajectory
from docgen.tables.council import Decision
from tests.building import checked, edited, more, version, without

FEBRUARY, JULY = "2026-02-10", "2026-07-02"
SECOND = (
    "ziekte of ongeval | 2 |  | 20/04/2026 | 30/06/2026 | 22/05/2026 | MVB |  |  | tijd |  | het jaar afwerken | dit |"
)


def noor(folder: Path, today: str = JULY, **changed: str) -> Dossier:
    return checked(folder, today, **changed).records.dossiers["L0231"]


def states(folder: Path, today: str, **changed: str) -> dict[str, str]:
    return {each.name: str(each.state) for each in noor(folder, today, **changed).every_version}


def variants(chosen: str = "") -> dict[str, str]:
    """The worked example with two variants of version 2, one of which the council may have chosen."""
    decided = f"KR19.2 | 30/03/2026 | {chosen} | bijsturing |  | Dit. | Zo. | goedgekeurd |  |  | 02/04/2026 |  |  |"
    kept = without("Beslissingen", 6)
    return {
        "Trajecten": f"{without('Trajecten', 5)}\nL0231-2b | {SECOND}\nL0231-2a | {SECOND}",
        "Beslissingen": f"{kept}\n{decided}" if chosen else kept,
        "Examenaanpassingen": "",
        "Overleg": without("Overleg", 10),
    }


@pytest.mark.parametrize(
    ("today", "changed", "state"),
    [
        ("2026-01-10", {"Beslissingen": without("Beslissingen", 5)}, State.PROPOSAL),
        ("2026-01-20", {"Beslissingen": edited("Beslissingen", H5="", K5="")}, State.ON_AGENDA),
        ("2026-01-28", {"Beslissingen": edited("Beslissingen", H5="uitgesteld", K5="")}, State.ON_AGENDA),
        ("2026-01-28", {"Beslissingen": edited("Beslissingen", H5="afgewezen", K5="")}, State.REFUSED),
        ("2026-01-28", {"Beslissingen": edited("Beslissingen", H5="ingetrokken", K5="")}, State.REFUSED),
        ("2026-01-28", {"Beslissingen": edited("Beslissingen", K5="")}, State.APPROVED),
        ("2026-01-29", {}, State.APPROVED),
        ("2026-01-30", {}, State.RATIFIED),
        ("2026-02-01", {}, State.RATIFIED),
        ("2026-02-02", {}, State.RUNNING),
        ("2026-03-12", {"Opvolging": without("Opvolging", 5)}, State.RUNNING),
        ("2026-03-13", {}, State.REVIEWED),
        ("2026-03-20", {"Opvolging": edited("Opvolging", H5="afronden")}, State.ENDED),
        ("2026-04-19", {}, State.REVIEWED),
        ("2026-04-20", {}, State.REPLACED),
        ("2026-02-10", {"Beslissingen": edited("Beslissingen", D5="start traject; stopzetting")}, State.STOPPED),
    ],
)
def test_the_state_of_a_version_follows_from_its_decisions_dates_and_follow_ups(
    tmp_path: Path, today: str, changed: dict[str, str], state: State
) -> None:
    assert version(tmp_path, "L0231-1", today, **changed).state == state


def test_an_approval_under_condition_counts_as_an_approval(tmp_path: Path) -> None:
    decided = edited("Beslissingen", H5="goedgekeurd onder voorwaarde", I5="na een gesprek")
    assert version(tmp_path, "L0231-1", FEBRUARY, Beslissingen=decided).state == State.RUNNING


def test_the_newest_decision_without_ratification_gives_the_state(tmp_path: Path) -> None:
    again = "KR14.1 | 29/01/2026 | L0231-1 | start traject |  | Toch niet. | Nee. | afgewezen |  |  |  |  |  |"
    decided = f"{edited('Beslissingen', K5='')}\n{again}"
    assert version(tmp_path, "L0231-1", FEBRUARY, Beslissingen=decided).state == State.REFUSED


def test_version_2_does_not_inherit_the_approval_of_version_1(tmp_path: Path) -> None:
    changed = {"Beslissingen": without("Beslissingen", 6)}
    assert states(tmp_path, JULY, **changed) == {"L0231-1": "geëvalueerd", "L0231-2": "voorstel"}
    first, second = noor(tmp_path, JULY, **changed).versions
    assert ((decision := first.covering(())) and decision.decision_id, second.covering(())) == ("KR12.3", None)


def test_rows_of_one_version_are_not_rows_of_the_other(tmp_path: Path) -> None:
    first, second = noor(tmp_path).versions
    counts = [
        (v.name, len(v.talks), len(v.measures), len(v.timetable), len(v.exams), len(v.follow_ups), len(v.decisions))
        for v in (first, second)
    ]
    assert counts == [("L0231-1", 5, 4, 3, 0, 2, 1), ("L0231-2", 1, 0, 0, 3, 0, 1)]
    assert [talk.about for talk in noor(tmp_path).lasting(Talk)] == ["L0231"]
    assert [measure.kind for measure in noor(tmp_path).lasting(Measure)] == ["langere tijd"]


def test_of_two_variants_only_the_one_that_was_chosen_is_decided(tmp_path: Path) -> None:
    assert states(tmp_path, "2026-04-25", **variants()) == {
        "L0231-1": "geëvalueerd",
        "L0231-2a": "voorstel",
        "L0231-2b": "voorstel",
    }
    assert states(tmp_path, "2026-04-25", **variants("L0231-2a")) == {
        "L0231-1": "vervangen",
        "L0231-2a": "lopend",
        "L0231-2b": "afgewezen",
    }
    assert states(tmp_path, "2026-04-25", **variants("L0231-2b")) == {
        "L0231-1": "vervangen",
        "L0231-2a": "afgewezen",
        "L0231-2b": "lopend",
    }


def test_a_variant_is_no_version_until_the_council_chose_it(tmp_path: Path) -> None:
    def names(chosen: str) -> tuple[list[str], list[str]]:
        dossier = noor(tmp_path, "2026-04-25", **variants(chosen))
        return [version.name for version in dossier.versions], [version.name for version in dossier.variants]

    assert names("") == (["L0231-1"], ["L0231-2a", "L0231-2b"])
    assert names("L0231-2b") == (["L0231-1", "L0231-2a", "L0231-2b"], [])
    found = checked(tmp_path, "2026-04-25", **variants())
    others = [planned for planned in found.verdicts if planned.spec.name != "vergelijking"]
    assert {
        version for planned in others for version in (planned.version, *(one.version for one in planned.among))
    } <= {
        "",
        "L0231-1",
    }


def test_a_measure_of_a_variant_is_not_in_force_by_a_decision_about_the_student(tmp_path: Path) -> None:
    measure = more("Maatregelen", "L0231-2a | doelen later | WIS | WIS4-12 |  |  |  | 29/05/2026 |  |  |  |")
    decided = (
        variants()["Beslissingen"]
        + "\nKR19.4 | 30/03/2026 | L0231 | verminderd pakket |  | Dit. | Zo. | goedgekeurd |  |  | 02/04/2026 |  |  |"
    )
    sheets = {**variants(), "Maatregelen": measure, "Beslissingen": decided}
    dossier = noor(tmp_path, "2026-04-25", **sheets)
    (own,) = [row for row in dossier.of(Measure) if row.about == "L0231-2a"]
    assert dossier.in_force(own, dossier.variants[0].today) is False


def test_versions_stand_in_the_order_of_their_numbers() -> None:
    names = ["L0231-10", "L0231-2b", "L0231-1", "L0231-2", "L0231-2a"]
    rows = [Trajectory.model_construct(trajectory_id=name) for name in names]
    assert [row.trajectory_id for row in sorted(rows, key=version_order)] == [
        "L0231-1",
        "L0231-2",
        "L0231-2a",
        "L0231-2b",
        "L0231-10",
    ]


@pytest.mark.parametrize(
    ("start", "ratified", "last"),
    [
        ("20/04/2026", "02/04/2026", date(2026, 3, 27)),
        ("16/03/2026", "02/04/2026", date(2026, 3, 15)),
        ("16/03/2026", "", date(2026, 3, 27)),
        ("16/03/2026", "03/07/2026", date(2026, 3, 27)),
    ],
)
def test_a_version_ends_the_day_before_its_ratified_successor_starts(
    tmp_path: Path, start: str, ratified: str, last: date
) -> None:
    changed = {"Trajecten": edited("Trajecten", E5=start), "Beslissingen": edited("Beslissingen", K6=ratified)}
    assert version(tmp_path, "L0231-1", JULY, **changed).last_day == last


def test_a_version_is_clipped_by_the_earliest_of_all_that_come_after_it(tmp_path: Path) -> None:
    third = SECOND.replace("20/04/2026", "09/03/2026")
    decided = "KR29.1 | 03/04/2026 | L0231-3 | bijsturing |  | Dit. | Zo. | goedgekeurd |  |  | 03/04/2026 |  |  |"
    changed = {"Trajecten": more("Trajecten", f"L0231-3 | {third}"), "Beslissingen": more("Beslissingen", decided)}
    assert [(v.name, v.replaced_from, v.last_day) for v in noor(tmp_path, **changed).versions] == [
        ("L0231-1", date(2026, 3, 9), date(2026, 3, 8)),
        ("L0231-2", date(2026, 3, 9), date(2026, 3, 8)),
        ("L0231-3", None, date(2026, 6, 30)),
    ]


def covered(folder: Path, today: str = JULY, **changed: str) -> dict[str, str | None]:
    dossier, day = noor(folder, today, **changed), date.fromisoformat(today)
    found = {measure.kind: dossier.covering(measure, day) for measure in dossier.of(Measure)}
    return {kind: decision.decision_id if decision else None for kind, decision in found.items()}


def test_a_lasting_measure_rests_on_its_class_and_a_measure_of_a_version_on_that_version(tmp_path: Path) -> None:
    assert covered(tmp_path) == {
        "langere tijd": "KR03.1",
        "time-out met werk thuis": "KR12.3",
        "progressieve hervatting": "KR12.3",
        "doelen later": "KR12.3",
        "doelen weggelaten": "KR12.3",
    }


def test_a_lasting_measure_may_rest_on_a_newer_decision_about_the_student(tmp_path: Path) -> None:
    own = (
        "KR20.1 | 20/04/2026 | L0231 | redelijke aanpassingen |  | Dit. | Zo. | goedgekeurd |  |  | 21/04/2026 |  |  |"
    )
    changed = {"Beslissingen": more("Beslissingen", own)}
    assert covered(tmp_path, JULY, **changed)["langere tijd"] == "KR20.1"
    assert covered(tmp_path, "2026-04-20", **changed)["langere tijd"] == "KR03.1"


@pytest.mark.parametrize(
    "decision",
    [
        edited("Beslissingen", C4="4LAT"),
        edited("Beslissingen", C4="L0232"),
        edited("Beslissingen", C4="L0231-1"),
        edited("Beslissingen", D4="verrijking"),
        edited("Beslissingen", H4="uitgesteld"),
        edited("Beslissingen", K4=""),
    ],
)
def test_a_lasting_measure_does_not_rest_on_another_decision(tmp_path: Path, decision: str) -> None:
    assert covered(tmp_path, Beslissingen=decision)["langere tijd"] is None


def test_a_decision_on_one_kind_covers_that_kind_of_the_version_only(tmp_path: Path) -> None:
    assert covered(tmp_path, Beslissingen=edited("Beslissingen", D5="verminderd pakket; lesrooster")) == {
        "langere tijd": "KR03.1",
        "time-out met werk thuis": None,
        "progressieve hervatting": None,
        "doelen later": "KR12.3",
        "doelen weggelaten": "KR12.3",
    }


def test_a_measure_that_needs_no_decision_is_in_force_without_one(tmp_path: Path) -> None:
    rows = """
        L0231 | ondersteuning |  |  | koptelefoon |  |  |  |  |  |  |
        L0231 | compacten     |  |  | wiskunde    |  |  |  |  |  |  |
    """
    dossier = noor(tmp_path, Maatregelen=rows)
    assert [(m.kind, dossier.in_force(m, date(2026, 7, 2))) for m in dossier.of(Measure)] == [
        ("ondersteuning", True),
        ("compacten", False),
    ]


def test_a_decision_on_the_class_stands_in_the_dossier_of_everyone_in_it(tmp_path: Path) -> None:
    dossiers = checked(tmp_path).records.dossiers
    assert {
        name: [decision.decision_id for decision in dossier.of(Decision)] for name, dossier in dossiers.items()
    } == {
        "L0231": ["KR12.3", "KR19.2", "KR24.5", "KR03.1"],
        "L0232": ["KR03.1"],
    }


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        ("14/03/2010", date(2026, 3, 13), 15),
        ("14/03/2010", date(2026, 3, 14), 16),
        ("29/02/2008", date(2026, 2, 28), 17),
        ("29/02/2008", date(2026, 3, 1), 18),
    ],
)
def test_the_age_counts_whole_years(tmp_path: Path, birth: str, on: date, age: int) -> None:
    assert noor(tmp_path, Leerlingen=edited("Leerlingen", D4=birth)).age(on) == age


@pytest.mark.parametrize(("today", "waiting"), [("2026-02-01", True), ("2026-02-02", False), ("2026-03-28", False)])
def test_a_version_waits_until_the_day_it_starts(tmp_path: Path, today: str, waiting: bool) -> None:
    assert version(tmp_path, "L0231-1", today).waiting is waiting


def test_a_version_that_was_refused_waits_for_ever(tmp_path: Path) -> None:
    refused = edited("Beslissingen", H5="afgewezen", K5="")
    assert version(tmp_path, "L0231-1", FEBRUARY, Beslissingen=refused).waiting
