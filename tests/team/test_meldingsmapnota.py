"""A staff note per group of readers: the core first, what to do apart from what not to do, and never too long."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from docgen.plan.planned import FINAL, STOPPED
from tests.building import checked, derived, edited, more, statuses

NOTA = "meldingsmapnota_L0231_leraren-van-de-leerling"
MARCH = "2026-03-10"


def test_a_note_begins_with_its_core_and_parts_what_to_do_from_what_not_to_do(tmp_path: Path) -> None:
    notes = edited(
        "Meldingen",
        E4="werkt met een eigen plan. Komt later aan; mag dan stil binnenkomen",
        F4="Vraag niet naar de reden voor de klas. Zet taken klaar op papier",
    )
    assert derived(checked(tmp_path, MARCH, Meldingen=notes), NOTA) == {
        "lezers": "leraren van de leerling",
        "geldig": {"van": date(2026, 1, 30), "tot": date(2026, 3, 27)},
        "auteurs": ["Marie Van Boven"],
        "meldingen": [
            {
                "datum": date(2026, 1, 30),
                "auteur": "Marie Van Boven",
                "functie": "leerlingbegeleider",
                "tot": date(2026, 3, 27),
                "kern": "Werkt met een eigen plan.",
                "meer": ["Komt later aan.", "Mag dan stil binnenkomen."],
                "doen": ["Zet taken klaar op papier."],
                "niet_doen": ["Vraag niet naar de reden voor de klas."],
            }
        ],
    }


def test_each_group_of_readers_gets_its_own_notes_the_newest_first(tmp_path: Path) -> None:
    second = "L0231 | 02/03/2026 | KDW | directie; leraren van de leerling | Komt elke dag. | | 30/04/2026"
    result = checked(tmp_path, MARCH, Meldingen=more("Meldingen", second))
    cores = {
        name: [note["kern"] for note in derived(result, name)["meldingen"]]  # type: ignore[attr-defined]
        for name in statuses(result, "meldingsmapnota")
        if name.startswith("meldingsmapnota")
    }
    assert cores == {
        "meldingsmapnota_L0231_directie": ["Komt elke dag."],
        NOTA: ["Komt elke dag.", "Werkt vanaf 2 februari met een eigen plan."],
    }


def test_a_note_that_no_longer_holds_is_not_made(tmp_path: Path) -> None:
    assert [
        name for name in statuses(checked(tmp_path, "2026-03-28"), "meldingsmapnota") if name.startswith("meldings")
    ] == []


def test_a_note_about_somebody_else_stops_the_nota(tmp_path: Path) -> None:
    sound, split = checked(tmp_path / "a", MARCH), edited("Meldingen", E4="Zit naast Bram Andersen.")
    named = checked(tmp_path / "b", MARCH, Meldingen=split)
    assert (statuses(sound, "meldingsmapnota")[NOTA], statuses(named, "meldingsmapnota")[NOTA]) == (FINAL, STOPPED)
