"""What all plans ask of one teacher: own versions and when they are due, tasks, goals that come later, agreements."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from docgen.columns import Sensitivity
from docgen.spec import Audience, document, documents
from tests.building import checked, derived, edited, more, statuses
from tests.lists.school import MARCH, with_bram

NOOR = {"leerling": "Noor Voorbeeld", "klas": "4WEWIb"}
BRAM = {"leerling": "Bram Andersen", "klas": "4WEWIb"}
STEPS = {"wat": "Zelf starten aan een taak", "aanpak": "Stappenkaart in elk vak", "tegen": date(2026, 3, 13)}


def test_an_own_version_is_due_some_school_days_before_the_exam(tmp_path: Path) -> None:
    free = "08/06/2026 |  | vrije dag | Vrije maandag"
    open_version = edited("Examenaanpassingen", M4="")
    result = checked(tmp_path, "2026-05-04", Examenaanpassingen=open_version, Kalender=more("Kalender", free))
    found = derived(result, "taken-vakleraren_AVD")
    version = {**NOOR, "vak": "Frans", "vorm": ["mondeling", "aangepaste versie"], "examen_op": date(2026, 6, 10)}
    version |= {"tegen": date(2026, 6, 2), "klaar_op": None, "voorbij": False}  # 9, 5, 4, 3 and 2 June
    assert found == {
        "leraar": "An Van Dael",
        "versies": [version],
        "materiaal": [],
        "inhalen": [],
        "afspraken": [],
        "aantal": {"taken": 1, "leerlingen": 1},
        "eerste": date(2026, 6, 2),
        "beslissingen": [{"nummer": "KR19.2", "datum": date(2026, 3, 30)}],
    }
    ready = derived(checked(tmp_path / "b", "2026-05-04"), "taken-vakleraren_AVD")
    assert (ready["aantal"], ready["eerste"]) == ({"taken": 0, "leerlingen": 1}, None)


def test_the_teacher_of_the_subject_that_is_worked_on_sees_to_the_task(tmp_path: Path) -> None:
    changes = """L0232-1 | 09/03/2026 | 20/03/2026 | di3 | GES | IN | FRA bundel 4 | studiezaal
        L0232-1 | 13/04/2026 | 30/04/2026 | di3 | GES | IN | FRA bundel 4 | studiezaal"""
    result = with_bram(tmp_path, Lesroosteraanpassingen=changes, Afspraken="=L0231 | actie |  | niets |  | ouders |  |")
    assert [name for name in statuses(result, *documents()) if name.startswith("taken")] == ["taken-vakleraren_AVD"]
    periods = [
        {"van": date(2026, 3, 9), "tot": date(2026, 3, 20)},
        {"van": date(2026, 4, 13), "tot": date(2026, 4, 30)},
    ]
    task = {"wat": "Inhalen: Frans, bundel 4", "wanneer": ["dinsdag 3e uur"], "waar": "studiezaal", "periodes": periods}
    assert derived(result, "taken-vakleraren_AVD")["materiaal"] == [{**BRAM, **task}]


def test_open_agreements_are_those_of_all_teachers_and_of_this_one(tmp_path: Path) -> None:
    agreed = """L0231-1 | actie |  | elke dag de agenda tonen |  | JVP | 20/03/2026 | open
        L0231-1 | actie |  | is klaar |  | leraren |  | bereikt
        L0231-1 | actie |  | van een ander |  | LMA |  | open"""
    found = derived(checked(tmp_path, "2026-03-16", Afspraken=more("Afspraken", agreed)), "taken-vakleraren_JVP")
    daily = {"wat": "Elke dag de agenda tonen", "aanpak": "", "tegen": date(2026, 3, 20)}
    assert found["afspraken"] == [
        {**NOOR, **STEPS, "voorbij": True, "stand": "bezig"},
        {**NOOR, **daily, "voorbij": False, "stand": "open"},
    ]
    assert found["eerste"] == date(2026, 3, 20)


def test_goals_that_come_later_stand_there_with_their_decision(tmp_path: Path) -> None:
    lessons = more("Basisrooster", "4WEWIb |  | elke | ma | 1 | WIS | DPT | B204 |")
    found = derived(checked(tmp_path, MARCH, Basisrooster=lessons), "taken-vakleraren_DPT")
    goals = ["LPD 12: Vergelijkingen van de tweede graad oplossen", "LPD 14: Functies van de tweede graad onderzoeken"]
    later = {"vak": ["Wiskunde"], "soort": "Doelen later", "doelen": goals, "tegen": date(2026, 5, 29)}
    assert found["inhalen"] == [{**NOOR, **later, "beslissing": {"nummer": "KR12.3", "datum": date(2026, 1, 26)}}]


def test_agreements_are_care_text_so_the_list_is_for_the_council() -> None:
    spec = document("taken-vakleraren")
    assert (spec.audience, spec.ceiling) == (Audience.COUNCIL, Sensitivity.Z)
    for name in ("lerarenversie", "opvanglijst", "toezichterslijst"):
        assert (document(name).audience, document(name).ceiling) == (Audience.SCHOOL, Sensitivity.P)
