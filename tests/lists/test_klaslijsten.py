"""The two lists of a class for its council: what helps each student, and what is known of each; no small groups."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from docgen.spec import documents
from tests.building import checked, derived, edited, more, statuses
from tests.lists.school import MARCH, with_bram

DECISION = {"nummer": "KR03.1", "datum": date(2025, 9, 15)}
LONGER = {"wat": "Een derde extra tijd", "vakken": [], "waar": ["toets", "examen"], "beslissing": DECISION}
NOOR = {
    "naam": "Noor Voorbeeld",
    "nood": "Werk in korte stukken",
    "aanpassingen": [LONGER],
    "werkt": ["Werkt vlot in kleine groep", "Werkt goed"],
    "mentor": "Marie Van Boven",
    "verslagen": [],
    "tot": date(2026, 3, 27),
}


def test_the_list_of_a_class_says_the_need_what_is_adapted_and_what_works(tmp_path: Path) -> None:
    assert derived(checked(tmp_path, MARCH), "zorglijst_4WEWIb") == {
        "klas": "4WEWIb",
        "titularis": "Els De Pauw",
        "leerlingen": [NOOR],
        "aantal": {"leerlingen": 1},
        "beslissingen": [DECISION],
    }


def test_lasting_measures_count_without_a_trajectory_until_their_decision_ends(tmp_path: Path) -> None:
    measures = """L0232 | compenseren | WIS |  | een rekentoestel | les | 15/09/2025 |  |  |  |  | geeft rust
        L0232 | GC-verslag |  |  |  |  | 12/11/2024 |  |  |  |  |
        L0232 | langere tijd | alle |  | was vorig jaar |  | 15/09/2024 | 30/06/2025 |  |  |  |"""
    signal = "L0232 | 14/02/2026 | leraar | resultaten | x | heeft nodig: een plan per week"
    changed = {"Maatregelen": more("Maatregelen", measures), "Signalen": more("Signalen", signal)}
    rows = derived(checked(tmp_path, MARCH, **changed), "zorglijst_4WEWIb")["leerlingen"]
    adapted = {"wat": "Een rekentoestel", "vakken": ["Wiskunde"], "waar": ["les"], "beslissing": DECISION}
    bram = {"naam": "Bram Andersen", "nood": "Een plan per week", "aanpassingen": [adapted], "werkt": ["Geeft rust"]}
    bram |= {"mentor": "", "verslagen": ["GC-verslag"], "tot": date(2026, 8, 31)}
    assert rows == [bram, NOOR]


def test_what_the_council_did_not_ratify_is_not_on_the_list(tmp_path: Path) -> None:
    unratified = edited("Beslissingen", K4="", K5="")
    result = checked(tmp_path, MARCH, Beslissingen=unratified)
    assert [name for name in statuses(result, *documents()) if name.startswith("zorglijst")] == []


def test_a_portrait_begins_with_strengths_and_the_own_words(tmp_path: Path) -> None:
    before = """L0232 | 02/09/2025 | navraag andere school | andere school |  |  |  |  | werkte graag samen
        L0232 | 03/09/2025 |  | zorgteam; CLB |  |  |  |  | enkel voor het dossier"""
    found = derived(with_bram(tmp_path, Overleg=before), "portretklassenraad_4WEWIb")
    bram, noor = found["portretten"]  # type: ignore[misc]
    assert bram == {
        "naam": "Bram Andersen",
        "sterk": ["Tekent graag"],
        "woorden": "Ik blijf liever in de klas.",
        "gesprekken": ["Werkte graag samen"],
        "aanpassingen": [],
        "aandacht": ["Een vaste plaats", "Korte taken"],
        "mentor": "Marie Van Boven",
        "bekend": ["zorgteam", "CLB"],
    }
    assert (noor["naam"], noor["gesprekken"]) == ("Noor Voorbeeld", ["Ziet thuis hetzelfde, steunt het plan"])
    assert found["aantal"] == {"leerlingen": 2, "portretten": 2}


def with_class(folder: Path, dutch: int, french: int) -> object:
    """The class picture of so many students with each language, besides Noor and Bram without one."""
    names = [f"L03{number:02}" for number in range(dutch + french)]
    rows = [f"{name} | Fam{name} | Voor{name} | 02/05/2010 | 4WEWIb | x |  | 01/09/2022 |" for name in names]
    spoken = ["Nederlands"] * dutch + ["Frans"] * french
    contacts = [f"{name} | O {name} | ouder | ja |  | {word}" for name, word in zip(names, spoken, strict=True)]
    pupils = {"Leerlingen": more("Leerlingen", "\n".join(rows)), "Contacten": "\n".join(contacts)}
    return derived(checked(folder, MARCH, **pupils), "portretklassenraad_4WEWIb")["klasbeeld"]


def test_a_group_under_five_is_not_counted_and_neither_is_one_that_leaves_so_few(tmp_path: Path) -> None:
    dutch, french = ({"soort": "Taal voor brieven", "wat": word} for word in ("Nederlands", "Frans"))
    assert with_class(tmp_path / "a", 5, 4) == [{**dutch, "aantal": 5}]
    assert with_class(tmp_path / "b", 5, 5) == [{**french, "aantal": 5}, {**dutch, "aantal": 5}]
    assert with_class(tmp_path / "c", 9, 2) == []  # 2 + Noor and Bram: four who do not have that language
