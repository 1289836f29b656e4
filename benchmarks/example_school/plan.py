"""What is taught: the studies of the school, their subjects with hours per week, and which classes a school has."""

from __future__ import annotations

from dataclasses import dataclass

CLASS_SIZE = 22
BELIEFS = ("RKG", "ZED", "ISL")
BELIEF_HOURS = 2


@dataclass(frozen=True)
class Study:
    """A study in one graad: its code in class names, official name, and hours per subject (without belief)."""

    grade: int
    code: str
    name: str
    hours: dict[str, int]
    split: str = ""  # the subject taught in two groups side by side


def _study(grade: int, code: str, name: str, hours: str, split: str = "") -> Study:
    pairs = (item.split(":") for item in hours.split())
    return Study(grade, code, name, {subject: int(count) for subject, count in pairs}, split)


STUDIES = (
    _study(
        2, "WEWI", "Natuurwetenschappen",
        "NED:4 FRA:4 ENG:3 DUI:1 WIS:5 GES:2 AAR:1 BIO:2 CHE:2 FYS:3 LO:2 INF:1",
    ),
    _study(
        2, "HUWE", "Humane wetenschappen",
        "NED:4 FRA:4 ENG:3 DUI:1 WIS:4 GES:2 AAR:1 BIO:1 CHE:1 FYS:1 SGW:5 LO:2 ART:1", "ENG",
    ),
    _study(
        2, "LATI", "Latijn",
        "LAT:5 NED:4 FRA:4 ENG:3 DUI:1 WIS:4 GES:2 AAR:1 BIO:1 CHE:1 FYS:1 LO:2 INF:1",
    ),
    _study(
        3, "LAMT", "Latijn-moderne talen",
        "LAT:4 NED:4 FRA:4 ENG:3 DUI:3 WIS:3 GES:2 AAR:1 NAT:2 LO:2 EST:2", "ENG",
    ),
    _study(
        3, "HUWE", "Humane wetenschappen",
        "SGW:7 NED:4 FRA:3 ENG:3 DUI:1 WIS:3 GES:2 AAR:1 NAT:2 LO:2 EST:2", "ENG",
    ),
    _study(
        3, "WEWI", "Wetenschappen-wiskunde",
        "WIS:7 NED:4 FRA:3 ENG:2 DUI:1 BIO:2 CHE:3 FYS:3 GES:2 AAR:1 LO:2",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class SchoolClass:
    """A class: its name, its study and where it has its lessons."""

    name: str
    study: Study
    room: str

    @property
    def year(self) -> int:
        """The leerjaar, the first digit of the name."""
        return int(self.name[0])

    @property
    def digit(self) -> str:
        """The digit in the Doel-IDs of this class."""
        return "4" if self.study.grade == 2 else "5"


def study(grade: int, code: str) -> Study:
    """The study with this code in this graad."""
    return next(item for item in STUDIES if (item.grade, item.code) == (grade, code))


EXAMPLE_CLASSES = (
    SchoolClass("4WEWIb", study(2, "WEWI"), "B204"),
    SchoolClass("4HUWEa", study(2, "HUWE"), "B205"),
    SchoolClass("5LAMTa", study(3, "LAMT"), "C202"),
)
CYCLE = (
    (4, "WEWI"), (4, "HUWE"), (5, "LAMT"), (3, "WEWI"), (6, "WEWI"), (3, "LATI"),
    (5, "HUWE"), (6, "LAMT"), (4, "LATI"), (5, "WEWI"), (3, "HUWE"), (6, "HUWE"),
)  # fmt: skip


def classes_for(students: int) -> tuple[SchoolClass, ...]:
    """As many classes of about 22 as the students need, spread over years and studies."""
    count = max(1, round(students / CLASS_SIZE))
    made = []
    for number in range(count):
        year, code = CYCLE[number % len(CYCLE)]
        letter = chr(ord("a") + number // len(CYCLE))
        room = f"{'BCDEFGHJ'[number // 20 % 8]}{201 + number % 20}"
        made.append(SchoolClass(f"{year}{code}{letter}", study(2 if year < 5 else 3, code), room))
    return tuple(made)


def clusters(classes: tuple[SchoolClass, ...]) -> list[tuple[SchoolClass, ...]]:
    """The classes that have belief lessons together: two of one year, or one alone."""
    found: list[tuple[SchoolClass, ...]] = []
    for year in sorted({item.year for item in classes}):
        same = [item for item in classes if item.year == year]
        found += [tuple(same[start : start + 2]) for start in range(0, len(same), 2)]
    return found
