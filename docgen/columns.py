"""The vocabulary that `tables/` is written in: Sensitivity, Row, column() and the sheet a Row stands for.

A Row class reads like a form: one attribute per column, its kind of cell (`kinds`), its Dutch heading and its
sensitivity class. There is no default class: a column without one does not import.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field

from docgen.findings import CellRef
from docgen.kinds import Kind


class Sensitivity(StrEnum):
    """Who may see a column, from open to never. Source: domain.md 3.0; the order is the order of merging."""

    O = "O"  # noqa: E741 - open: school-internal organisation
    P = "P"  # personal id and contact: only where a document needs it
    Z = "Z"  # zorg: student, parents and the staff involved
    M = "M"  # melding: staff only, never to parents, student or another school
    G = "G"  # gezondheid: no column of this class exists
    T = "T"  # tucht: no column of this class exists
    X = "X"  # never to be entered

    @property
    def level(self) -> int:
        """0 for open, higher for more sensitive."""
        return _LEVELS[self]

    def allows(self, other: Sensitivity) -> bool:
        """Whether something with this ceiling may show a column of class `other`."""
        return self is other or other.level <= self.level


_LEVELS = {sensitivity: level for level, sensitivity in enumerate(Sensitivity)}


@dataclass(frozen=True)
class Sheet:
    """What a Row class stands for: the name on the tab (the contract), its key headings, default workbook, filler."""

    name: str
    key: tuple[str, ...]
    workbook: str
    filled_by: str
    core: bool = False


@dataclass(frozen=True, eq=False)
class Column:
    """One column as read from a Row class.

    `needed` maps another heading to the values that make this one required; `after` are the headings of dates that are
    not later than this one.
    """

    attribute: str
    heading: str
    sensitivity: Sensitivity
    kind: Kind
    required: bool
    example: str
    meaning: str
    extra: bool
    needed: Mapping[str, tuple[str, ...]]
    after: tuple[str, ...] = ()
    empty: Any = None  # what an empty cell means, when it may be empty

    @property
    def tag(self) -> str:
        """The name of this column in a Word template: its heading in snake_case ('Wat moeilijk gaat' -> ...)."""
        return slug(self.heading)


class Origin(NamedTuple):
    """Where a row was read: file, sheet, row number (from 1) and the column number of each heading.

    A row of a form names its `table`, and in `places` the (row, column) of each heading that stands elsewhere.
    """

    file: str
    sheet: str
    row: int
    columns: Mapping[str, int]
    table: str = ""
    places: Mapping[str, tuple[int, int]] = {}

    def at(self, heading: str = "") -> CellRef:
        """The place of one cell of this row, or of the whole row."""
        row, column = self.places.get(heading) or (self.row, self.columns.get(heading, 0))
        return CellRef(self.file, self.sheet, row, column, heading, self.table)


O, P, Z, M = Sensitivity.O, Sensitivity.P, Sensitivity.Z, Sensitivity.M  # noqa: E741 - as the tables write them
NOWHERE = Origin("", "", 0, {})


_SET_GIVEN, _SET_EXTRA, _SET_PRIVATE = (
    vars(BaseModel)[f"__pydantic_{name}__"].__set__ for name in ("fields_set", "extra", "private")
)
"""How pydantic's own slots of a row are filled: `object.__setattr__` finds them by name, in three times the time."""


class Row(BaseModel):
    """One typed row of a sheet. Frozen; its values are read by attribute, its place by `at(heading)`."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, arbitrary_types_allowed=True, defer_build=True
    )

    sheet: ClassVar[Sheet]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Refuse a table that leaves a class, an example or a meaning out, at import."""
        for name, field in cls.model_fields.items():
            extra = field.json_schema_extra
            if not isinstance(extra, dict) or "class" not in extra:
                raise TypeError(f"{cls.__name__}.{name} has no sensitivity class: write it with column(...)")
            if not any(isinstance(item, Kind) for item in field.metadata):
                raise TypeError(f"{cls.__name__}.{name} has no kind: write Annotated[type, Kind()]")
        missing = set(cls.sheet.key) - {str(field.alias) for field in cls.model_fields.values()}
        if missing:
            raise TypeError(f"{cls.__name__}: key headings without a column: {sorted(missing)}")

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        """The columns of this sheet in the order in which they are typed."""
        return _columns(cls)

    @classmethod
    def of_values(cls, values: Mapping[str, Any] | Iterable[tuple[str, Any]], given: set[str], origin: Origin) -> Self:
        """A row of values that the kinds of its columns parsed, one for every attribute. Nothing is checked again.

        The set of the attributes that were `given` may be of many rows.
        """
        row = cls.__new__(cls)
        row.__dict__.update(values)
        row.__dict__["origin"] = origin
        _SET_GIVEN(row, given)
        _SET_EXTRA(row, None)
        _SET_PRIVATE(row, None)
        return row

    @cached_property  # kept with the values: pydantic takes four times as long to make and find a private attribute
    def origin(self) -> Origin:
        """Where this row was read."""
        return NOWHERE

    def at(self, heading: str = "") -> CellRef:
        """The place of one cell of this row (or of the row), in the user's own coordinates."""
        return self.origin.at(heading)

    def placed(self, origin: Origin) -> Row:
        """This row, knowing where it was read."""
        self.__dict__["origin"] = origin
        return self

    def key(self) -> tuple[Any, ...]:
        """The values of the key headings."""
        return key_of(type(self))(self)


def column(
    heading: str,
    sensitivity: Sensitivity,
    *,
    example: str,
    meaning: str,
    extra: bool = False,
    needed: Mapping[str, tuple[str, ...]] | None = None,
    after: tuple[str, ...] = (),
    **empty: Any,
) -> Any:
    """A column of a sheet, for the right-hand side of an attribute of a Row.

    `empty=` is the value of an empty cell; without it the cell is required. `extra` columns stand collapsed in the
    starter workbook. `needed={"Akkoord": ("ja", "nee")}` makes it required beside those values,
    `after=("Start",)` a date that is not before the one under Start.
    """
    if set(empty) - {"empty"}:
        raise TypeError(f"column({heading!r}): unknown argument {sorted(empty)}")
    details: Any = {
        "class": str(Sensitivity(sensitivity)),
        "extra": extra,
        "needed": dict(needed or {}),
        "after": list(after),
    }
    default: Any = {"default": empty["empty"]} if empty else {}
    return Field(
        **default, alias=heading, title=heading, description=meaning, examples=[example], json_schema_extra=details
    )


@cache
def key_of(row: type[Row]) -> Callable[[Row], tuple[Any, ...]]:
    """What gives the values of the key headings of a row of this sheet."""
    by_heading = {column.heading: column.attribute for column in row.columns()}
    names = [by_heading[heading] for heading in row.sheet.key]
    values = attrgetter(*names) if names else lambda _: ()
    return values if len(names) != 1 else lambda row: (values(row),)


@cache
def _columns(row: type[Row]) -> tuple[Column, ...]:
    return tuple(_read_columns(row))


def _read_columns(row: type[Row]) -> Iterator[Column]:
    for name, field in row.model_fields.items():
        details: Any = field.json_schema_extra
        yield Column(
            attribute=name,
            heading=str(field.alias),
            sensitivity=Sensitivity(details["class"]),
            kind=next(item for item in field.metadata if isinstance(item, Kind)),
            required=field.is_required(),
            example=str((field.examples or [""])[0]),
            meaning=field.description or "",
            extra=details["extra"],
            needed=details["needed"],
            after=tuple(details["after"]),
            empty=None if field.is_required() else field.default,
        )


ASCII_WORD = re.compile(r"[0-9a-z]+")


def plain(text: str) -> str:
    """Text for comparing headings and names: no case, accents or double spaces, punctuation as spaces."""
    if text.isascii():
        return " ".join(ASCII_WORD.findall(text.lower()))
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(letters.split())


def written_alike(name: str) -> str:
    """A name of a class for comparing: the same for '4WEWIb', '4 WEWI b' and '4wewib'."""
    return plain(name).replace(" ", "")


def slug(heading: str) -> str:
    """A heading as a name in a template: 'Leerling-ID' -> 'leerling_id'."""
    return re.sub(r"\W+", "_", plain(heading))
