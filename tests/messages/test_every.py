"""No sentence without a case: each code and case of nl.toml is told somewhere in this folder, from what causes it."""

from __future__ import annotations

from docgen.messages import catalogue
from tests.messages import test_files, test_pictures, test_readback, test_states, test_templates
from tests.messages.telling import cases

BASES = frozenset(
    """
    A01 A02 A04 A06 A07 A10 A14 B01 B02 B03 C01 C08 C10 C11 C12 D02 D03 D04 D05 D07 D08 D10 D14 E02 E03 E04 E08 E09 E10
    E11 E13 F02 F05 F06 G01 G02 G04 G08 G09 G10 H01 H05 H06 H07 R01 R02 R03 R04 S01 S03 S12 S14 S15 S31 T02 T03
    T06 T07 T09 T10 T12 T17 T21 T23 T27
    """.split()  # noqa: SIM905 - a table
)
"""Codes of which every finding has a case: their own sentence is what a case falls back on."""
WAITING = frozenset({"A09", "G14", "unknown"})
"""Sentences of the domain that other codes tell (A09: S01 and S02; G14: the log), and the one of last resort."""


def told() -> set[str]:
    """Code and case of everything that a test of this folder finds."""
    in_sheets = {name for case in cases() for name in case.told}
    rooms = (test_files, test_pictures, test_readback, test_templates)
    return in_sheets | test_states.STATES.keys() | {name for room in rooms for name in room.COVERED}


def test_every_sentence_has_a_case_that_shows_what_causes_it() -> None:
    every = {f"{code}.{case}" if case else code for code, case in catalogue("nl").entries}
    assert every - told() - BASES - WAITING == set()


def test_no_exception_is_kept_for_a_sentence_that_is_told() -> None:
    every = {f"{code}.{case}" if case else code for code, case in catalogue("nl").entries}
    alone = {base for base in BASES if not any(name.startswith(f"{base}.") for name in told())}
    assert (WAITING - every, WAITING & told(), BASES & told(), alone) == (set(), set(), set(), set())
