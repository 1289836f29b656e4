"""The papers of a class council: when each is made, what stands on it of each point, and what never does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from docgen.pages.page import kept_until
from docgen.pipeline import Checked
from docgen.plan.planned import FINAL
from docgen.privacy import Released, release
from docgen.spec import document
from tests.building import checked, edited, more

COUNCIL = "KR12 | begeleidende | 15.30 u., B204 | KDW | DPT | | CLA | 09/02/2026\nKR19 | begeleidende | 15.30 u., B204 | KDW | DPT | JVP | CLA |"  # noqa: E501
POINTS = """
    KR12.3 | 26/01/2026 | L0231-1 | start traject | Kan Noor starten? | Hele dagen lukken niet. | Noor start op 2 februari. | goedgekeurd | | 27/03/2026 | 30/01/2026 | consensus | | Interne nota over het gezin blijft bij de directie.
    KR19.1 | 30/03/2026 | 4WEWIb | advies | Hoe gaat de klas? | | | | | | | | |
    KR19.2 | 30/03/2026 | L0231-2 | bijsturing | Kunnen de examens gespreid worden? | | | | | | | | |
    KR19.3 | 30/03/2026 | L0232 | advies | | | | | | | | | |
    KR19.4 | 30/03/2026 | | geen maatregel | Welke leerstof telt mee? | | | | | | | | |
"""  # noqa: E501


def school(folder: Path, today: str = "2026-03-23", **changed: str) -> Checked:
    return checked(folder, today, **{"Klassenraden": COUNCIL, "Beslissingen": POINTS, "Overdrachten": "", **changed})


def papers(found: Checked) -> dict[str, str]:
    kinds = ("agenda", "beslissingsbundel", "uittreksel", "verslag")
    return {p.name: verdict.status for p, verdict in found.verdicts.items() if p.spec.name in kinds}


def released(found: Checked, name: str) -> Released:
    planned = next(planned for planned in found.verdicts if planned.name == name)
    return release(found.records, planned, FINAL)


def page(found: Checked, name: str) -> Mapping[str, Any]:
    given = released(found, name)
    return given.planned.spec.derive(given)


def test_a_council_has_an_agenda_before_a_bundle_until_all_is_ratified_and_minutes_after(tmp_path: Path) -> None:
    decided = POINTS.replace("gespreid worden? | | | |", "gespreid worden? | e | b | goedgekeurd |")
    before = {"uittreksel_L0231_KR12": FINAL, "verslag_KR12": FINAL}
    assert papers(school(tmp_path / "voor")) == {"agenda_KR19": FINAL, "beslissingsbundel_KR19": FINAL, **before}
    half = school(tmp_path / "half", "2026-03-31", Beslissingen=decided)
    assert papers(half) == {"agenda_KR19": FINAL, "beslissingsbundel_KR19": FINAL, "verslag_KR19": FINAL, **before}
    whole = "\n".join(line for line in POINTS.splitlines() if "KR12.3" in line or "KR19.2" in line)
    whole = whole.replace("gespreid worden? | | | | | | |", "gespreid worden? | e | b | goedgekeurd | | | 31/03/2026 |")
    ready = school(tmp_path / "klaar", "2026-04-01", Beslissingen=whole)
    assert papers(ready) == {"uittreksel_L0231_KR19": FINAL, "verslag_KR19": FINAL, **before}


def test_points_stand_in_the_order_of_the_meeting_general_ones_classes_students_by_name(tmp_path: Path) -> None:
    shown = page(school(tmp_path), "agenda_KR19")["punten"]
    assert [(point["nummer"], point["leerling"], point["vraag"]) for point in shown] == [
        ("KR19.4", "Algemeen punt", "Welke leerstof telt mee?"),
        ("KR19.1", "Klas 4WEWIb", "Hoe gaat de klas?"),
        ("KR19.3", "Bram Andersen", "Advies: wat beslissen we?"),
        ("KR19.2", "Noor Voorbeeld", "Kunnen de examens gespreid worden?"),
    ]


def test_a_point_shows_needs_gates_proposal_and_the_essential_goals_it_touches(tmp_path: Path) -> None:
    given = school(
        tmp_path,
        Maatregelen=more("Maatregelen", "L0231-2 | doelen later | WIS | WIS4-12; WIS4-14 | | | | 29/05/2026 | | | |"),
        Opvolging=more("Opvolging", "L0231-2 | 20/03/2026 | 9 | 7 | 4 | 3 | | behouden"),
    )
    shown = page(given, "beslissingsbundel_KR19")["punten"][-1]
    assert shown["sterktes"] == ["Houdt de ochtenden goed vol"]
    assert shown["noden"] == ["Tijd tussen twee examens"]
    assert shown["cijfers"] == ["Welbevinden (eigen score): 7 op 10"]
    assert shown["voorstel"] == ["Examens anders: Frans behouden, Fysica verplaatst, Geschiedenis geschrapt"]
    assert shown["periode"] == {"van": date(2026, 4, 20), "tot": date(2026, 6, 30)}
    heard = [(gate["wat"], gate["in_orde"], gate["antwoord"], gate["datum"]) for gate in shown["poorten"]]
    assert heard == [
        (name, True, "ja", date(2026, 3, 24))
        for name in ("Leerling bereid", "Ouders overlegd", "Zorgteam overlegd", "Nood bevestigd")
    ]
    (line,) = shown["doelen"]
    assert (line["vak"], [group["doelen"] for row in line["andere_doelen"] for group in row]) == (
        "Wiskunde",
        ["LPD 12 en 14"],
    )


@pytest.mark.parametrize(("answer", "in_order"), [("ja", True), ("nee", False), ("nog te bevragen", False)])
def test_a_gate_is_open_until_there_is_a_yes(answer: str, in_order: bool, tmp_path: Path) -> None:
    shown = page(school(tmp_path, Overleg=edited("Overleg", F10=answer)), "beslissingsbundel_KR19")["punten"][-1]
    assert {(gate["in_orde"], gate["antwoord"]) for gate in shown["poorten"]} == {(in_order, answer)}


def test_figures_of_presence_stand_there_only_when_the_school_allows_it(tmp_path: Path) -> None:
    follow_up = more("Opvolging", "L0231-2 | 20/03/2026 | 9 | 7 | 4 | 3 | | behouden")
    allowed = more("School", "regel | Toon verzuimcijfers | ja")
    shown = page(school(tmp_path, Opvolging=follow_up, School=allowed), "beslissingsbundel_KR19")["punten"][-1]
    assert shown["cijfers"][1:] == ["Aanwezig: 9 halve dagen in deze periode"]


def test_who_votes_are_the_teachers_of_the_class_and_the_directie(tmp_path: Path) -> None:
    assert page(school(tmp_path), "agenda_KR19")["leden"] == {
        "met_stem": ["Koen De Wit (directie)", "Lies Maas", "An Van Dael"],
        "zonder_stem": ["Lien Claes (CLB)", "Marie Van Boven (leerlingbegeleider)"],
        "verontschuldigd": ["Jan Van Peer"],
    }


@pytest.mark.parametrize("kind", ["delibererende", "toelating"])
def test_a_council_that_deliberates_is_given_nothing_of_a_trajectory(kind: str, tmp_path: Path) -> None:
    found = school(tmp_path, Klassenraden=COUNCIL.replace("KR19 | begeleidende", f"KR19 | {kind}"))
    given = released(found, "beslissingsbundel_KR19")
    hers = [row.about for name in ("Maatregelen", "Overleg") for row in given.of(name)]
    assert (given.of("Trajecten"), given.of("Examenaanpassingen"), set(hers)) == ((), (), {"L0231"})
    shown = given.planned.spec.derive(given)["punten"][-1]
    assert {name: shown[name] for name in ("noden", "poorten", "voorstel", "doelen", "mentor")} == {
        "noden": [],
        "poorten": [],
        "voorstel": [],
        "doelen": [],
        "mentor": "",
    }


def test_an_extract_is_given_the_own_ratified_decision_of_that_council_and_no_vote_or_note(tmp_path: Path) -> None:
    ratified = POINTS.replace(
        "| 4WEWIb | advies | Hoe gaat de klas? | | | | | | |",
        "| 4WEWIb | advies | Hoe gaat de klas? | e | Samen eten. | goedgekeurd | | | 30/03/2026 |",
    )
    ratified = ratified.replace(
        "gespreid worden? | | | | | | |", "gespreid worden? | e | b | goedgekeurd | | | 31/03/2026 |"
    )
    given = released(school(tmp_path, "2026-04-02", Beslissingen=ratified), "uittreksel_L0231_KR19")
    assert [row.decision_id for row in given.of("Beslissingen")] == ["KR19.2"]
    assert [row.student_id for row in given.of("Leerlingen")] == ["L0231"]
    for row in given.of("Beslissingen"):
        assert not {"vote", "not_voting", "internal"} & set(row._fields)
    assert [set(row._fields) for row in given.of("Klassenraden")] == [{"council_id", "kind", "origin", "decision"}]


def test_minutes_hold_what_was_decided_with_who_does_what_and_name_what_is_still_open(tmp_path: Path) -> None:
    decided = POINTS.replace(
        "gespreid worden? | | | |", "gespreid worden? | De ochtenden lukken. | Twee examens later. | uitgesteld |"
    )
    agreed = "KR19.2 | actie | | de leraren inlichten | | MVB; leraren | 15/04/2026 | open"
    found = school(tmp_path, "2026-03-31", Beslissingen=decided, Afspraken=more("Afspraken", agreed))
    shown = page(found, "verslag_KR19")
    (point,) = shown["punten"]
    assert {name: point[name] for name in ("nummer", "uitslag", "elementen", "besluit")} == {
        "nummer": "KR19.2",
        "uitslag": "uitgesteld",
        "elementen": "De ochtenden lukken",
        "besluit": "Twee examens later",
    }
    (action,) = point["acties"]
    assert (action["wat"], action["wie"], action["tegen"]) == (
        "De leraren inlichten",
        ["Marie Van Boven", "leraren"],
        date(2026, 4, 15),
    )
    assert [open_point["nummer"] for open_point in shown["niet_behandeld"]] == ["KR19.4", "KR19.1", "KR19.3"]


def test_an_agreement_of_before_that_is_not_done_stands_on_the_agenda(tmp_path: Path) -> None:
    agreed = "KR12.3 | actie | | het rooster bespreken | | MVB | 02/02/2026 | bezig"
    shown = page(school(tmp_path, Afspraken=more("Afspraken", agreed)), "agenda_KR19")["openstaand"]
    assert shown == []  # it is about the first version, and this council speaks of the second
    lasting = "L0231 | actie | | de kluis regelen | | OPV | 27/03/2026 | open"
    found = school(tmp_path / "blijvend", Afspraken=more("Afspraken", lasting))
    assert page(found, "agenda_KR19")["openstaand"] == [
        {"over": "Noor Voorbeeld", "wat": "De kluis regelen", "wie": ["Karim Oplinter"], "tegen": date(2026, 3, 27)}
    ]


def test_minutes_are_kept_five_years_and_the_papers_around_them_one(tmp_path: Path) -> None:
    found = school(tmp_path, "2026-03-31")
    terms = {name: kept_until(document(name), found.records.school) for name in ("agenda", "uittreksel", "verslag")}
    assert terms == {"agenda": date(2027, 8, 31), "uittreksel": date(2027, 8, 31), "verslag": date(2031, 8, 31)}


LESSONS = more("Basisrooster", "4WEWIb | | elke | ma | 1 | WIS | DPT | B204 |")
LATER = "L0231-2 | doelen later | WIS | WIS4-12 | | | | 29/05/2026 | | | |"
HISTORY = "L0231-2 | 20/04/2026 | 30/04/2026 | di3 | GES | ZW | WIS bundel 2 | studiezaal"


def weighed(folder: Path, **changed: str) -> list[dict[str, Any]]:
    """The hours of the point about Noor on the agenda."""
    changed = {"Maatregelen": more("Maatregelen", LATER), "Basisrooster": LESSONS, **changed}
    hours: list[dict[str, Any]] = page(school(folder, **changed), "agenda_KR19")["punten"][-1]["uren_per_vak"]
    return hours


def test_a_point_says_the_hours_that_the_goals_of_each_touched_subject_need_and_have(tmp_path: Path) -> None:
    wiskunde = {"vak": "Wiskunde", "nodig": 6, "zelf": 0, "tot": date(2026, 6, 30), "tekort": False, "zonder_uren": 0}
    assert weighed(tmp_path / "doelen") == [{**wiskunde, "les": 8, "samen": 8}]  # 11 Mondays, 3 with exams
    calendar = more("Kalender", "20/04/2026 | 30/06/2026 | lesperiode | P2")
    changed = weighed(tmp_path / "uren", Lesroosteraanpassingen=HISTORY, Kalender=calendar)
    geschiedenis = {**wiskunde, "vak": "Geschiedenis", "nodig": 4, "les": 6, "samen": 6}
    assert changed == [geschiedenis, {**wiskunde, "les": 8, "zelf": 2, "samen": 10}]


def test_a_point_says_when_there_are_too_few_hours_and_nothing_without_a_timetable(tmp_path: Path) -> None:
    (row,) = weighed(tmp_path / "vrij", Kalender="20/04/2026 | 24/05/2026 | vakantie | Verlof")
    assert (row["nodig"], row["samen"], row["tekort"]) == (6, 6, False)
    (row,) = weighed(tmp_path / "te-weinig", Kalender="20/04/2026 | 31/05/2026 | vakantie | Verlof")
    assert (row["nodig"], row["samen"], row["tekort"]) == (6, 5, True)
    assert weighed(tmp_path / "geen", Basisrooster="") == []
    other = "4WEWIa | | elke | ma | 1 | WIS | DPT | B204 |\n4WEWIb | WIS2 | elke | ma | 1 | WIS | DPT | B204 |"
    assert weighed(tmp_path / "andere-klas", Basisrooster=other) == []
