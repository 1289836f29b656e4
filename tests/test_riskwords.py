"""Words that do not belong in a text for others: which are found, which only look like one, and how fast."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import get_args

import pytest

import docgen
from docgen.messages import catalogue
from docgen.project import Project
from docgen.words.mentions import Names, contact_details
from docgen.words.riskwords import JUDGEMENTS, KINDS, Hit, Kind, RiskWords, shipped
from docgen.words.tokens import tokens

SHIPPED = tomllib.loads((Path(docgen.__file__).parent / "words" / "woorden.toml").read_text(encoding="utf-8"))
SCHOOL = Names(
    {("bram", "andersen"): frozenset({"L2"}), ("andersen", "bram"): frozenset({"L2"})},
    {"4A": {"bram": frozenset({"L2"}), "noor": frozenset({"L1"}), "lente": frozenset({"L3"})}},
    frozenset({("an", "de", "drugs"), ("de", "drugs"), ("bram", "peeters")}),
)


def found(text: str) -> list[tuple[str, int]]:
    return [(hit.kind, hit.word) for hit in shipped().find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Heeft ADHD.", [("diagnose", 2)]),
        ("heeft adhd", [("diagnose", 2)]),
        ("kenmerken van autisme en dyslexie", [("diagnose", 3), ("diagnose", 5)]),
        ("een angststoornis, een taalstoornis", [("diagnose", 2), ("diagnose", 4)]),
        ("zit in een burn-out", [("diagnose", 4)]),
        ("zit in een BURN OUT", [("diagnose", 4)]),
        ("nam Rilatine, nu andere medicatie", [("medicatie", 2), ("medicatie", 5)]),
        ("elke week hoofdpijn", [("gezondheid", 3)]),
        ("dinsdag kine om 15 uur", [("therapie", 2)]),
        ("dacht aan zelfmoord", [("risico", 3)]),
        ("gebruikt drugs", [("middelen", 2)]),
        ("ouders zijn gescheiden", [("gezin", 1)]),
        ("politie kwam langs", [("gerecht", 1)]),
        ("is lui en manipulatief", [("oordeel", 2), ("oordeel", 4)]),
        ("spijbelt en kreeg straf", [("gedrag", 1), ("gedrag", 4)]),
        ("psychiátrische hulp", [("therapie", 1)]),
        ("dys\u00adlexie met een zacht streepje, dys\u200blexie met niets", [("diagnose", 1), ("diagnose", 6)]),
    ],
)
def test_a_word_of_the_list_is_told_by_its_kind_and_place(text: str, expected: list[tuple[str, int]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "luisteren, een luier, de luifel",
        "Depressie van het weer, een depressie boven de oceaan, de Grote Depressie",
        "we add de bundel in class, odd numbers",
        "de kaas en de assen van de grafiek",
        "de politiek van de stad, een politieke partij",
        "geweldig gedaan, een geweldige dag",
        "domein, dominee, domotica",
        "pesto, een pestle, de kapitein",
        "stofscheiding in het labo, gescheiden inzamelen van afval",
        "bewerkingen en operaties met breuken",
        "rouwband om, een strafschop, strafwet",
        "een autoluwe straat, de auteur en de auto",
        "alcoholen en hun structuurformule",
        "een druk uurrooster",
        "bedreigde diersoorten in Vlaanderen",
        "heeft nodig: korte taken; heeft baat bij een vaste volwassene",
        "Ik wil erbij blijven, maar niet alles tegelijk.",
        "volhardend; vragen van de klas gaan naar juf De Pauw",
    ],
)
def test_a_word_that_only_looks_like_one_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_teacher_may_be_called_anything() -> None:
    assert shipped().find("juf De Drugs helpt, net als An De Drugs en meneer Lui", SCHOOL) == ()
    assert shipped().find("koopt de drugs", SCHOOL) == (Hit("middelen", 3),)


@pytest.mark.parametrize(
    ("text", "own", "places"),
    [
        ("Bram helpt bij wiskunde", "L1", (1,)),
        ("werkt samen met Bram Andersen", "L1", (4,)),
        ("werkt samen met Andersen, Bram", "L1", (4,)),
        ("een bram is een zeil", "L1", ()),
        ("Noor werkt zelf", "L1", ()),
        ("Bram Peeters geeft les", "L1", ()),
        ("meneer Bram geeft les", "L1", ()),
        ("Lente is een goed moment. Met Lente praten", "L1", (7,)),
        ("Bram Andersen", "L2", ()),
    ],
)
def test_a_student_is_found_in_the_text_of_another(text: str, own: str, places: tuple[int, ...]) -> None:
    assert SCHOOL.named(text, frozenset({own}), "4A") == places


def test_first_names_count_in_the_own_class_only() -> None:
    assert SCHOOL.named("Bram helpt", frozenset({"L9"}), "5B") == ()
    assert SCHOOL.named("Bram Andersen helpt", frozenset({"L9"}), "5B") == (1,)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("bel 0471 23 45 67", (2,)),
        ("bel 0471/23.45.67 of +32 9 123 45 67", (2, 4)),
        ("mail naar sofie@voorbeeld.be.", (3,)),
        ("van 02/02/2026 tot 13/02/2026", ()),
        ("van 02/02/2026-13/02/2026", ()),
        ("2025-2026, rij 4, 12 345 678 inwoners", ()),
        ("bel 09 111 22 33", ()),
    ],
)
def test_phone_numbers_and_addresses_are_found_but_not_those_of_the_school(text: str, places: tuple[int, ...]) -> None:
    assert contact_details(text, frozenset({"091112233"})) == places


def test_a_school_adds_words_and_allows_others(tmp_path: Path) -> None:
    (tmp_path / "docgen.toml").write_text(
        '[woorden]\ntoelaten = ["adhd-café"]\n[woorden.zoeken]\ndiagnose = ["beelddenk*", "lage dunk"]\n'
    )
    given = Project(tmp_path).settings.woorden
    words = RiskWords(given.zoeken, given.toelaten)
    assert words.find("beelddenker in het ADHD-café, met een lage dunk") == (Hit("diagnose", 1), Hit("diagnose", 7))
    assert found("beelddenker met een lage dunk") == []


def test_every_kind_has_words_and_a_proposal_in_terms_of_need() -> None:
    assert tuple(SHIPPED) == KINDS == get_args(Kind)
    assert all(set(table) <= {"zoek", "niet"} and table["zoek"] for table in SHIPPED.values())
    for lang in ("nl", "en"):
        sentences = catalogue(lang).entries
        assert {kind for kind in KINDS if ("G08", kind) not in sentences} == JUDGEMENTS
        assert {("G10", "word"), ("G10", "transfer")} <= set(sentences)


def test_no_word_stands_in_two_kinds_and_each_is_found_as_its_own() -> None:
    wrong = []
    for kind, table in SHIPPED.items():
        for pattern in table["zoek"]:
            example = f"zo {pattern.replace('*', '')} zo"
            if [hit.kind for hit in shipped().find(example)][:1] != [kind]:
                wrong.append((kind, pattern))
    assert wrong == []


def test_a_place_is_counted_as_a_reader_counts() -> None:
    assert [(token.plain, token.number, token.first) for token in tokens("Een e-mail: ja. Nee")] == [
        ("een", 1, True),
        ("e", 2, False),
        ("mail", 2, False),
        ("ja", 3, True),
        ("nee", 4, True),
    ]


def test_the_texts_of_a_large_school_are_read_at_once() -> None:
    word = "heeft nodig dat lange taken in stukken komen en dat de leraar het begin toont"
    texts = [f"{word} nummer{number}" for number in range(3000)]
    words = RiskWords()
    start = time.process_time()
    assert [words.find(text) for text in texts] == [()] * 3000
    assert time.process_time() - start < 0.6  # 45,000 words; a quiet machine needs 0.1 s
