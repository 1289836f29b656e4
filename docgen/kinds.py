"""The kinds of cell: how a value is typed in a sheet and what it becomes. Each parses one cell or says why it cannot.

An error carries a case (the sentence to use) and facts about the column, never the cell's value: pydantic's messages
would otherwise leak it. Source of the notations: sheets.md section 1.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

DAYS = ("ma", "di", "wo", "do", "vr", "za")
DAY_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag")
DAYS_AND_HOURS = re.compile(r"^([a-z]{2,9}) ?(\d{1,2})(?: ?- ?(\d{1,2}))? ?([ab])?$")


class Reference(str):
    """A key that points at another row; `label` is what was typed behind it ('MVB Marie Van Boven')."""

    __slots__ = ("label",)
    label: str

    def __new__(cls, key: str, label: str = "") -> Reference:
        """Make a reference with its label."""
        self = super().__new__(cls, key)
        self.label = label
        return self


class Slot(NamedTuple):
    """One lesson hour of the week: day 1 (Monday) to 6, hour from 1, week '' (every), 'A' or 'B'."""

    day: int
    hour: int
    week: str = ""

    def __str__(self) -> str:
        """The way it is typed: 'di3A'."""
        return f"{DAYS[self.day - 1]}{self.hour}{self.week}"


class GoalChoice(NamedTuple):
    """A goal and, when it is replaced, the goal that takes its place."""

    goal: str
    replacement: str = ""


class Kind:
    """How one cell is typed. Subclasses implement `parse`; `hint` is shown above the column."""

    hint = ""
    allowed: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()  # the sheets whose keys it points at, when that is checked

    def parse(self, raw: object) -> Any:
        """The value of a cell that is not empty. Raises PydanticCustomError(case, facts)."""
        raise NotImplementedError

    def references(self, value: Any) -> tuple[Reference, ...]:
        """The references inside a parsed value, for the check across sheets."""
        return ()

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Let pydantic call `parse`, and describe the column by its Python type in a JSON Schema."""
        return core_schema.no_info_plain_validator_function(self.parse)


def wrong(case: str, **facts: Any) -> PydanticCustomError:
    """The error of a cell: a case of rule A02 and facts about the column."""
    return PydanticCustomError(case, case, facts)


def as_text(raw: object) -> str:
    """A cell as the text a person sees: whole numbers without '.0', dates as dd/mm/yyyy."""
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, bool):
        return "ja" if raw else "nee"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, float):
        return str(raw).replace(".", ",")
    if isinstance(raw, datetime | date):
        return raw.strftime("%d/%m/%Y")
    if isinstance(raw, time):
        return raw.strftime("%H:%M")
    return str(raw).strip()


@lru_cache(maxsize=4096)
def plain_choice(text: str) -> str:
    """Text for comparing with a list: no case, accents, or doubled spaces."""
    decomposed = unicodedata.normalize("NFKD", " ".join(text.casefold().split()))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class Text(Kind):
    """Free text. `limit` is what the documents hold; a longer text is kept and reported (A05)."""

    hint = "tekst"

    def __init__(self, limit: int = 0) -> None:
        """Take the limit in characters; 0 for none."""
        self.limit = limit

    def parse(self, raw: object) -> str:
        """The text as typed."""
        return as_text(raw)


class Key(Kind):
    """A short key without spaces; `pattern` says its form and `form` shows it."""

    hint = "uniek, zonder spaties"

    def __init__(self, pattern: str = r"\S+", form: str = "") -> None:
        """Take the pattern of the whole key and an example of its form."""
        self.pattern, self.form = re.compile(pattern), form

    def parse(self, raw: object) -> str:
        """The key as text; a number that Excel made of it is written out."""
        text = as_text(raw)
        if not self.pattern.fullmatch(text):
            raise wrong("key", form=self.form)
        return text


class TrajectoryKey(Key):
    """The key of a version of a trajectory, which holds the key of its student: 'L0231-1'."""

    hint = "Leerling-ID, streepje, nummer"
    targets = ("Leerlingen",)

    def references(self, value: Any) -> tuple[Reference, ...]:
        """The student inside the key."""
        return (Reference(str(value).rpartition("-")[0]),)


STUDENT_ID = r"[A-Za-z][0-9]{1,19}|[0-9]{5,20}"
TRAJECTORY_ID = rf"(?:{STUDENT_ID})-[0-9]{{1,6}}[a-z]?"
DECISION_ID = r"\S+\.\d+\w*"


class Ref(Kind):
    """A key of another sheet; the first word counts, the rest is a label. `words` are allowed beside the keys."""

    hint = "kies uit lijst"

    def __init__(self, *targets: str, words: tuple[str, ...] = (), free: bool = False, pattern: str = "") -> None:
        """Take the sheets it may point at. `free`: a word that points nowhere is allowed too."""
        self.words, self.free, self.offered = words, free, targets
        self.targets = () if free else targets
        self.pattern = re.compile(pattern) if pattern else None

    def parse(self, raw: object) -> Reference:
        """The key with its label."""
        text = as_text(raw)
        for word in self.words:
            if plain_choice(text) == plain_choice(word):
                return Reference(word)
        first, _, label = text.partition(" ")
        if self.pattern and not self.pattern.fullmatch(first):
            raise wrong("id")
        return Reference(first, label.strip()) if not self.free else Reference(text)

    def references(self, value: Any) -> tuple[Reference, ...]:
        """The reference itself, unless it is one of the free words."""
        return () if value is None or value in self.words else (value,)


class OneOf(Kind):
    """One value of a closed list; case, accents and spacing do not matter."""

    hint = "kies uit lijst"

    def __init__(self, *allowed: str) -> None:
        """Take the values as they are written in the documents."""
        self.allowed = allowed
        self.known = {plain_choice(value): value for value in allowed}

    def parse(self, raw: object) -> str:
        """The value in its own spelling."""
        value = self.known.get(plain_choice(as_text(raw)))
        if value is None:
            raise wrong("list", allowed=self.allowed)
        return value


class Many(Kind):
    """Several values of one kind in a cell, separated by ';'. Becomes a tuple."""

    def __init__(self, kind: Kind) -> None:
        """Take the kind of each value."""
        self.kind, self.allowed, self.targets = kind, kind.allowed, kind.targets
        self.hint = f"{kind.hint}; meer dan één met ;"

    def parse(self, raw: object) -> tuple[Any, ...]:
        """The parsed values in order, without the empty ones between two semicolons."""
        parts = re.split(r"[;\n]", raw) if isinstance(raw, str) else [raw]
        return tuple(self.kind.parse(part) for part in parts if not (isinstance(part, str) and not part.strip()))

    def references(self, value: Any) -> tuple[Reference, ...]:
        """The references of every value."""
        return tuple(ref for item in value or () for ref in self.kind.references(item))


FIRST_YEAR, LAST_YEAR = 1950, 2100
"""Of dates in a school: a number in a cell for dates shows as a day in 1900, a slip of the finger as one in 20226."""


class Date(Kind):
    """A real date; text as dd/mm/jjjj is understood too."""

    hint = "dd/mm/jjjj"

    def parse(self, raw: object) -> date:
        """The date, from an Excel date, or from text written day first or as ISO."""
        if isinstance(raw, str):
            found = self._from_text(raw.strip())
        elif isinstance(raw, date):
            found = raw.date() if isinstance(raw, datetime) else raw
        else:
            raise wrong("date")
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise wrong("year", least=str(FIRST_YEAR), most=str(LAST_YEAR))
        return found

    @staticmethod
    def _from_text(text: str) -> date:
        day_first = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
        iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?", text)
        parts = day_first.group(3, 2, 1) if day_first else iso.group(1, 2, 3) if iso else None
        try:
            if parts:
                return date(*map(int, parts))
        except ValueError:
            pass
        raise wrong("date")


class Time(Kind):
    """A time of day: an Excel time, or text as 08:30, 8.30 or 8u30."""

    hint = "uu:mm"

    def parse(self, raw: object) -> time:
        """The time, to the minute."""
        if isinstance(raw, datetime):
            return raw.time().replace(second=0, microsecond=0)
        if isinstance(raw, time):
            return raw.replace(second=0, microsecond=0)
        if isinstance(raw, timedelta):
            raw = raw.total_seconds() / 86400
        if isinstance(raw, float) and 0 <= raw < 1:  # a cell formatted as number: the fraction of a day
            minutes = round(raw * 1440)
            return time(minutes // 60 % 24, minutes % 60)
        found = re.fullmatch(r"(\d{1,2}) ?[:.uh] ?(\d{2})(?::\d\d)?(?: ?u\.?)?", str(raw).strip().lower())
        if found and int(found[1]) < 24 and int(found[2]) < 60:
            return time(int(found[1]), int(found[2]))
        raise wrong("time")


class Number(Kind):
    """A number between two limits; `whole` asks for a whole one. A decimal comma is understood."""

    hint = "getal"

    def __init__(self, least: float = 0, most: float = 10**6, *, whole: bool = True) -> None:
        """Take the limits, both allowed."""
        self.least, self.most, self.whole = least, most, whole

    def parse(self, raw: object) -> int | float:
        """An int when `whole`, else a float."""
        try:
            if isinstance(raw, bool | date | time):
                raise ValueError
            number = float(raw) if isinstance(raw, int | float) else float(str(raw).strip().replace(",", "."))
        except ValueError:
            raise wrong("number") from None
        if not math.isfinite(number) or (self.whole and not number.is_integer()):
            raise wrong("number")
        if not self.least <= number <= self.most:
            raise wrong("range", least=self.least, most=self.most)
        return int(number) if self.whole else number


class Score(Kind):
    """A result: a number from 0 to 100, or a word ('geslaagd')."""

    hint = "0 tot 100, of tekst"

    def parse(self, raw: object) -> str:
        """The result as it is printed."""
        return as_text(raw)


class Day(Kind):
    """A day of the week: 'di', 'dinsdag' or 2. Becomes 1 (Monday) to 6."""

    hint = "ma di wo do vr za"
    allowed = DAYS

    def parse(self, raw: object) -> int:
        """The number of the day."""
        day = day_number(as_text(raw))
        if day is None:
            raise wrong("list", allowed=DAYS)
        return day


class Slots(Kind):
    """Lesson hours: 'di3', 'di3-4', 'di3A', several with ';'. Becomes a tuple of Slot."""

    hint = "di3; do5-6"

    def parse(self, raw: object) -> tuple[Slot, ...]:
        """Every hour by itself, in the order typed, each once."""
        found: dict[Slot, None] = {}
        for part in re.split(r"[;\n]", as_text(raw)):
            if part.strip():
                found.update(dict.fromkeys(_slots(part.strip().lower())))
        if not found:
            raise wrong("slot")
        return tuple(found)


def _slots(text: str) -> tuple[Slot, ...]:
    match = DAYS_AND_HOURS.match(text)
    day = day_number(match[1]) if match else None
    if match is None or day is None:
        raise wrong("slot")
    first, last = int(match[2]), int(match[3] or match[2])
    if not 1 <= first <= last <= 12:
        raise wrong("slot")
    return tuple(Slot(day, hour, (match[4] or "").upper()) for hour in range(first, last + 1))


def day_number(text: str) -> int | None:
    """1 to 6 for 'ma', 'Maandag' or '1'; None for anything else."""
    word = text.strip().casefold()
    for number, (short, name) in enumerate(zip(DAYS, DAY_NAMES, strict=True), start=1):
        if word in (short, name, str(number)):
            return number
    return None


class Goals(Kind):
    """Goals: 'WIS4-12; WIS4-14', or with a replacement 'WIS4-13 > WIS4-16'. Becomes a tuple of GoalChoice."""

    hint = "Doel-ID; met vervanging: A > B"
    targets = ("Leerplandoelen",)

    def parse(self, raw: object) -> tuple[GoalChoice, ...]:
        """Each goal once, with its replacement."""
        choices = []
        for part in re.split(r"[;\n]", as_text(raw)):
            goal, _, replacement = (piece.strip() for piece in part.partition(">"))
            if goal:
                choices.append(GoalChoice(goal.split()[0], replacement.split()[0] if replacement else ""))
        if not choices:
            raise wrong("empty")
        return tuple(choices)

    def references(self, value: Any) -> tuple[Reference, ...]:
        """Every goal named, replacements too."""
        return tuple(Reference(goal) for choice in value or () for goal in choice if goal)
