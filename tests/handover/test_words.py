"""What `docgen transfer` says, whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.handover.acts import release_copy
from docgen.handover.procedure import handovers
from docgen.handover.refusal import AlreadySent, NotYet
from docgen.handover.sending import send
from docgen.pipeline import check
from docgen.reports import handing
from tests.handover.helping import PASSWORD, school
from tests.worked_example import ROWS


def refusal(tmp_path: Path, today: str = "2026-06-30", rows: dict[str, str] | None = None, **cells: str) -> str:
    with pytest.raises(NotYet) as refused:
        release_copy(school(tmp_path, today=today, rows=rows, **cells), "L0231")
    assert not list(tmp_path.rglob("*.docx"))
    return "\n".join(handing.not_yet(refused.value))


def test_a_term_that_runs_and_a_date_that_is_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path, enrolled="", signed="", parents_no="") == (
        "✕ L0231 kan nog niet worden vrijgegeven: 2 van de 5 voorwaarden ontbreken.\n"
        "\n"
        "  ✓ leerling bevraagd                 22 juni 2026\n"
        "  ✓ inzage aangeboden                 25 juni 2026\n"
        "  ✓ verzet verwerkt                   tot nu geen verzet ontvangen\n"
        "  ✕ inzagetermijn voorbij             loopt tot en met donderdag 10 september 2026\n"
        "                                      of eerder, als de ouders tekenen\n"
        "                                      (school.xlsx › Overdrachten › G4)\n"
        "  ✕ ingeschreven in de nieuwe school  datum ontbreekt\n"
        "                                      (school.xlsx › Overdrachten › D4)\n"
        "\n"
        "Er is niets gemaakt. Vul D4 in en probeer opnieuw vanaf vrijdag 11 september."
    )


def test_nothing_done_yet_by_one_of_age(tmp_path: Path) -> None:
    students = ROWS["Leerlingen"].replace("14/03/2010", "14/03/2008")
    empty = {"enrolled": "", "asked": "", "inspection": "", "signed": ""}
    assert refusal(tmp_path, rows={"Leerlingen": students}, **empty) == (
        "✕ L0231 kan nog niet worden vrijgegeven: 4 van de 5 voorwaarden ontbreken.\n"
        "\n"
        "  ✕ leerling bevraagd                 datum ontbreekt\n"
        "                                      (school.xlsx › Overdrachten › E4)\n"
        "  ✕ inzage aan de leerling zelf       datum ontbreekt\n"
        "                                      (school.xlsx › Overdrachten › F4)\n"
        "  ✓ verzet verwerkt                   tot nu geen verzet ontvangen\n"  # parents' no longer counts
        "  ✕ inzagetermijn voorbij             begint bij de inzage\n"
        "  ✕ ingeschreven in de nieuwe school  datum ontbreekt\n"
        "                                      (school.xlsx › Overdrachten › D4)\n"
        "\n"
        "Er is niets gemaakt. Vul E4, F4 en D4 in en probeer opnieuw."
    )


def test_one_condition_with_a_date(tmp_path: Path) -> None:
    said = refusal(tmp_path, enrolled="03/07/2026").splitlines()
    assert said[0] == "✕ L0231 kan nog niet worden vrijgegeven: 1 van de 5 voorwaarden ontbreekt."
    assert said[6:] == [
        "  ✕ ingeschreven in de nieuwe school  vanaf vrijdag 3 juli 2026",
        "                                      (school.xlsx › Overdrachten › D4)",
        "",
        "Er is niets gemaakt. Probeer opnieuw vanaf vrijdag 3 juli.",
    ]


def test_in_english(tmp_path: Path) -> None:
    with pytest.raises(NotYet) as refused:
        release_copy(school(tmp_path, enrolled=""), "L0231")
    assert handing.not_yet(refused.value, "en")[0] == (
        "✕ L0231 cannot be released yet: 1 of the 5 conditions is missing."
    )


@pytest.mark.program("libreoffice")
def test_sent_twice(tmp_path: Path) -> None:
    where = school(tmp_path)
    release_copy(where, "L0231")
    made = send(where, "L0231", tmp_path / "usb", made_up=lambda: PASSWORD)
    assert handing.sent(made) == [
        f"Pakket gemaakt: {made.path}",
        f"Wachtwoord: {PASSWORD}",
        "Schrijf het nu op: docgen toont en bewaart het niet. Geef het door langs een andere weg dan het pakket.",
        "Doorzocht op wat er niet in mag: fiche.docx, fiche.pdf, overdracht.json, ontvangstbewijs.docx, LEESMIJ.txt"
        " en manifest.json",
    ]
    for again in (lambda: send(where, "L0231", tmp_path / "usb"), lambda: release_copy(where, "L0231")):
        with pytest.raises(AlreadySent) as refused:
            again()
        assert handing.already_sent(refused.value) == (
            "L0231 is al verzonden op 30 juni 2026. Er is niets gemaakt.\n"
            "Is het wachtwoord kwijt, of kwam het pakket niet aan? "
            "Laat het dan eerst vervallen: docgen transfer recall L0231"
        )
    assert len(list((tmp_path / "usb").iterdir())) == 1


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ({"signed": ""}, "  L0231       Inzage aangeboden     25 jun   nog 1 voorwaarde, ten vroegste vr 11 sep"),
        ({"signed": "", "enrolled": ""}, "  L0231       Inzage aangeboden     25 jun   nog 2 voorwaarden"),
        ({}, "  L0231       Inzage aangeboden     25 jun   klaar om vrij te geven"),
        ({"sent": "30/06/2026"}, "  L0231       Verzonden             30 jun   wacht op het ontvangstbewijs"),
    ],
)
def test_a_line_of_the_status(tmp_path: Path, cells: dict[str, str], line: str) -> None:
    found = handovers(check(school(tmp_path, **cells)))
    assert handing.status(found, frozenset()) == [line, "1 lopend, 0 ontvangen dit schooljaar."]


def test_a_school_without_transfers(tmp_path: Path) -> None:
    where = school(tmp_path, rows={"Overdrachten": ""})
    assert handing.status(handovers(check(where)), frozenset()) == ["Er zijn geen overdrachten."]
