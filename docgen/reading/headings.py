"""Which column of a sheet is which: the heading row is found, and headings are matched with the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice

from docgen import spec
from docgen.collecting import of_a_run
from docgen.columns import Row, plain

LOOKED_AT = 20
MOST_COLUMNS, LONGEST = 1_000, 200  # of a row that may hold headings, and of one heading
FEW_WORDS = 4  # of a heading in a sheet that docgen does not know
USUAL_ROW = 3  # title, hint, headings. Source: sheets.md 1

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "Leerling-ID": (
        "Leerlingnummer",
        "Stamboeknummer",
        "Stamnummer",
        "Stamnr",
        "Stamboeknr",
        "Leerlingnr",
        "Leerling",
        "LeerlingID",
    ),
    "Familienaam": ("Naam", "Achternaam", "Naam leerling"),
    "Voornaam": ("Roepnaam",),
    "Geboortedatum": ("Geboren op", "Geb datum"),
    "Klas": ("Klascode", "Klasgroep", "Klassen"),
    "Studierichting": ("Richting", "Administratieve groep", "Studiegebied"),
    "Ingeschreven op": ("Inschrijvingsdatum", "Datum inschrijving"),
    "Uitgeschreven op": ("Uitschrijvingsdatum", "Datum uitschrijving"),
    "Groepen": ("Lesgroepen",),
    "Leraar": ("Leerkracht", "Leraren", "Leerkrachten"),
    "Lokaal": ("Ruimte", "Zaal"),
    "Lesuur": ("Uur", "Lestijd"),
    "Vak": ("Vakcode",),
    "Dag": ("Weekdag",),
    "Datum": ("Examendatum",),
    "Beginuur": ("Startuur", "Begin"),
    "Duur": ("Duur in minuten", "Minuten"),
    "Toezicht": ("Toezichter", "Surveillant"),
    "Code": ("Initialen", "Afkorting"),
    "Functie": ("Functies",),
}
"""Other headings under which schools have a column; they count only in a sheet without a column of that name itself.

Source: domain.md 2.10 (exports of Wisa, Informat, Smartschool, Untis).
"""

REGISTER_NUMBER = re.compile(
    r"rijksregister(?:s?nummer|nr)?|rrn|rr nummer|insz(?: nummer)?|rijksregister (?:nummer|nr)"
)
CONDUCT = re.compile(r"(?:tucht|leefregel|incident|sanctie|nablij|schorsing|uitsluiting|politie(?!k))\w*|pv")
"""Words of a sheet or a heading that docgen refuses. Source: rule G07."""


@dataclass(frozen=True)
class Headings:
    """The heading row of a sheet: its number from 1, and the columns (from 1) by what they are.

    `known` by canonical heading; `twice` the headings that two columns have, with both columns; `unknown` the other
    columns with the text of their heading; `unnamed` those with values below but no heading.
    """

    row: int
    known: Mapping[str, int]
    twice: Mapping[str, tuple[int, int]]
    unknown: Mapping[int, str]
    register_numbers: tuple[int, ...]


def find_headings(
    rows: Sequence[Sequence[object]], sheet: type[Row], extra: Mapping[str, Sequence[str]]
) -> Headings | None:
    """The heading row of a sheet, or None when no row among the first twenty looks like one."""
    names = Names(sheet, extra)
    required = {column.heading for column in sheet.columns() if column.required}
    usual = [names.match(rows[USUAL_ROW - 1], USUAL_ROW)] if len(rows) >= USUAL_ROW else []
    if usual and required <= usual[0].known.keys():
        return usual[0]
    others = (names.match(row, number) for number, row in enumerate(rows[:LOOKED_AT], start=1))
    best = max([*usual, *others], key=lambda headings: len(headings.known), default=None)
    return best if best and len(best.known) >= min(2, len(sheet.columns())) else None


def sheet_by_headings(rows: Sequence[Sequence[object]]) -> str:
    """The sheet all of whose required headings stand in these rows, the one with most of them first; or ''."""
    scores = {}
    for name, table in spec.sheets().items():
        headings = find_headings(rows, table, {})
        if headings and all(column.heading in headings.known for column in table.columns() if column.required):
            scores[name] = len(headings.known)
    return max(scores, key=lambda name: scores[name], default="")


class Names:
    """The names under which the columns of one sheet may stand, in plain form."""

    def __init__(self, sheet: type[Row], extra: Mapping[str, Sequence[str]] = {}) -> None:
        """Take the sheet and the school's own synonyms by canonical heading."""
        self.own = {plain(column.heading): column.heading for column in sheet.columns()}
        self.others: dict[str, str] = {}
        for table in (SYNONYMS, extra):
            for heading, synonyms in table.items():
                canonical = self.own.get(plain(heading))
                if canonical:
                    self.others.update((plain(word), canonical) for word in synonyms if plain(word) not in self.own)

    def match(self, row: Iterable[object], number: int) -> Headings:
        """What each column of this row would be. A heading's own name goes before its synonyms."""
        cells = enumerate(islice(row, MOST_COLUMNS), start=1)
        texts = [(column, text) for column, text in cells if isinstance(text, str) and 0 < len(text.strip()) <= LONGEST]
        known: dict[str, int] = {}
        twice: dict[str, tuple[int, int]] = {}
        unknown: dict[int, str] = {}
        dropped = []
        for names in (self.own, self.others):
            here: dict[str, int] = {}
            for column, text in texts:
                heading = names.get(plain_heading(text))
                if heading is None or heading in known:
                    continue
                if heading in here:
                    twice.setdefault(heading, (here[heading], column))
                here.setdefault(heading, column)
            known.update(here)
        for column, text in texts:
            if column in known.values() or any(column in pair for pair in twice.values()):
                continue
            if is_register_number_heading(text):
                dropped.append(column)
            else:
                unknown[column] = text
        return Headings(number, known, twice, unknown, tuple(dropped))


@of_a_run
@lru_cache(maxsize=4096)
def plain_heading(text: str) -> str:
    """A heading for comparing: plain, without what stands in brackets or the star of a required column."""
    return plain(re.sub(r"\([^)]*\)", "", text)) or plain(text)


def is_register_number_heading(text: str) -> bool:
    """Whether a column is meant for rijksregisternummers."""
    return bool(REGISTER_NUMBER.fullmatch(plain(text)))


def is_about_conduct(text: str) -> bool:
    """Whether a sheet's name or a heading is about conduct, which docgen never holds."""
    return any(CONDUCT.fullmatch(word) for word in plain(text).split())


def conduct_in(rows: Sequence[Sequence[object]]) -> tuple[int, int] | None:
    """Where a heading about conduct stands in a sheet that no table describes: row and column from 1, or None.

    Its headings are taken to be the first of the fullest rows, where a text is at most a few words.
    """
    texts = [
        [(column, value) for column, value in enumerate(row, start=1) if isinstance(value, str) and value.strip()]
        for row in (islice(row, MOST_COLUMNS) for row in rows[:LOOKED_AT])
    ]
    row = max(range(len(texts)), key=lambda number: len(texts[number]), default=0)
    short = ((column, text) for column, text in (texts[row] if texts else ()) if len(text.split()) <= FEW_WORDS)
    return next(((row + 1, column) for column, text in short if len(text) <= LONGEST and is_about_conduct(text)), None)


def nearest(wanted: str, headings: Mapping[int, str]) -> int:
    """The column whose unknown heading is most like the wanted one, or 0."""
    by_plain = {plain(text): column for column, text in headings.items()}
    close = get_close_matches(plain(wanted), by_plain, n=1, cutoff=0.6)
    within = [text for text in by_plain if plain(wanted) in text.split()]
    return by_plain[(close or within)[0]] if close or within else 0
