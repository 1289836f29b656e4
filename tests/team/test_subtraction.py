"""No group under five is to be had by subtraction, from one page or from two: tried on made-up schools."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain, combinations
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from docgen.pages.figures import figures
from docgen.tables.care import GROUNDS
from tests.building import checked, derived
from tests.team.test_schoolbeeld import released_from
from tests.team.test_zelfevaluatie import NAME, SIX

TODAY = date(2026, 5, 4)
Groups = dict[str, frozenset[int]]


class Pupil(NamedTuple):
    """What the figures go by."""

    decided: bool
    running: bool
    ground: str
    phase: int
    wait: int | None
    measured: bool


def pupils(seed: int) -> list[Pupil]:
    """A made-up school, most of it alike, so that small groups are many."""
    dice = Random(seed)
    return [
        Pupil(
            dice.random() < 0.9,
            dice.random() < 0.85,
            dice.choice((*GROUNDS[:2], *GROUNDS[:4])),
            dice.choice((1, 2, 2, 2, 3)),
            dice.choice((None, 10, 10, 25, 25, 25, 40)),
            dice.random() < 0.8,
        )
        for _ in range(dice.choice((7, 12, 19, 27)))
    ]


def rows(school: list[Pupil]) -> dict[str, str]:
    """The same as rows of the sheets."""
    found: dict[str, list[str]] = {
        name: [] for name in ("Leerlingen", "Trajecten", "Beslissingen", "Signalen", "Opvolging")
    }
    for number, pupil in enumerate(school, 301):
        end = "30/06/2026" if pupil.running else "24/04/2026"
        found["Leerlingen"].append(f"L0{number} | N{number} | K | 14/03/2010 | 4WEWIb | Natuur |  | 01/09/2022 |")
        found["Trajecten"].append(
            f"L0{number}-1 | {pupil.ground} | {pupil.phase} | ouders en leerling | 02/03/2026 | {end} | 13/04/2026 "
            "| MVB | sterk |  | heeft nodig: rust | Graag. | doel | geprobeerd |"
        )
        if pupil.decided:
            found["Beslissingen"].append(
                f"K.{number} | 16/02/2026 | L0{number}-1 | start traject |  | e | b | goedgekeurd |  |  | 23/02/2026 "
                "|  |  |"
            )
        if pupil.wait is not None:
            first = date(2026, 2, 23) - timedelta(days=pupil.wait)
            found["Signalen"].append(f"L0{number} | {first:%d/%m/%Y} | leraar | sociaal | w | b")
        for day in ("13/03/2026", "13/04/2026") if pupil.measured else ("13/03/2026",):
            found["Opvolging"].append(f"L0{number}-1 | {day} | 8 | 5 | 4 | 3 |  | behouden")
    return {**SIX, "Overleg": "", "Contacten": "", **{name: "\n".join(lines) for name, lines in found.items()}}


def told(folder: Path, school: list[Pupil]) -> Iterator[Groups]:
    """What a reader of both pages knows: per property the groups whose size is printed, and what those add up to."""
    result = checked(folder, TODAY.isoformat(), **rows(school))
    decided = {number for number, pupil in enumerate(school) if pupil.decided}
    parts = {part.key: part.lines for part in figures(released_from(result))}

    def having(names: Iterable[Any], key: Any) -> frozenset[int]:
        return frozenset(number for number in decided if key(school[number]) in names)

    course = {line.names[0]: line for line in parts["course"]}
    whole = {} if course["decided"].why else {"decided": frozenset(decided)}
    said = {
        found["wat"]: found["waarde"]
        for section in derived(result, NAME)["delen"]  # type: ignore[attr-defined]
        for question in section["vragen"]
        for found in question["bewijzen"]
    }

    def printed(words: str) -> bool:
        return bool(re.search(r"van \d+$|^\d+ bij", said[words]))

    running = having([True], lambda pupil: pupil.running)
    shown = not course["running"].why or printed("lopende trajecten die op tijd opgevolgd zijn")
    shown = shown or printed("leerlingen met een lopend traject, naast de uren begeleiding per week")
    yield {**whole, **({"running": running} if shown else {})}
    measured = having([True], lambda pupil: pupil.measured)
    yield {**whole, **({"m": measured} if printed("leerlingen met een welbevinden dat gelijk bleef of steeg") else {})}
    steps = {"wait_14": 14, "wait_30": 30, "wait_60": 60}
    for key, of in (
        ("kinds", lambda pupil: pupil.ground),
        ("phases", lambda pupil: f"phase_{pupil.phase}"),
        (
            "waits",
            lambda pupil: (
                "wait_unknown" if pupil.wait is None else next(k for k, n in steps.items() if pupil.wait <= n)
            ),
        ),
    ):
        lines = [having(line.names, of) for line in parts.get(key, ()) if not line.why]
        assert all(line.value == len(group) for line, group in zip(parts.get(key, ()), lines, strict=False))
        sums = (some for size in range(1, len(lines) + 1) for some in combinations(lines, size))
        known = {str(number): frozenset(chain(*some)) for number, some in enumerate(sums)}
        if key == "phases" and printed("trajecten vanaf fase 2 met een contact met het CLB"):
            known["from phase 2"] = having(("phase_2", "phase_3"), of)
        yield {**whole, **known}


@pytest.mark.parametrize("seed", range(8))
def test_no_two_numbers_give_away_a_small_group(tmp_path: Path, seed: int) -> None:
    for groups in told(tmp_path, pupils(seed)):
        small = [
            (name, other, len(group - inner))
            for name, group in groups.items()
            for other, inner in ({"nobody": frozenset[int]()} | groups).items()
            if inner < group and len(group - inner) < 5
        ]
        assert small == []
