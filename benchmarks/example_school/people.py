"""Made-up students and parents: names, dates of birth, groups, addresses. No name was taken from a real list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random

from benchmarks.example_school.plan import BELIEFS, SchoolClass
from benchmarks.example_school.tables import Values, sections

SCHOOL_YEAR = 2025
BELIEF_SHARES = (55, 30, 15)
LANGUAGES = ("Nederlands",) * 12 + ("eenvoudig Nederlands", "Frans", "Engels")


@cache
def names(section: str) -> tuple[str, ...]:
    """The names of a section of `text/namen.txt`."""
    return tuple(name for line in sections("namen.txt")[section] for name in line)


def family_names(random: Random) -> Iterator[str]:
    """Endless invented family names; the first hundreds are all different."""
    seen: set[str] = set()
    while True:
        name = _family_name(random)
        if name not in seen or len(seen) > 1500:
            seen.add(name)
            yield name


def _family_name(random: Random) -> str:
    if random.random() < 0.3:
        return random.choice(names("stam")) + random.choice(names("uitgang"))
    begin, middle, end = (random.choice(names(part)) for part in ("begin", "midden", "einde"))
    return f"{begin}{middle}{end}" if begin in ("Vander", "Ver", "Ter") else f"{begin} {middle.capitalize()}{end}"


def first_names(random: Random) -> Iterator[str]:
    """Endless first names; every name once before the first comes again."""
    while True:
        order = list(names("leerlingen"))
        random.shuffle(order)
        yield from order


def students(classes: tuple[SchoolClass, ...], count: int, first_number: int, random: Random) -> list[Values]:
    """Rows of Leerlingen: `count` students spread evenly over the classes, numbered from `first_number`."""
    family, first = family_names(random), first_names(random)
    rows: list[Values] = []
    for place, school_class in enumerate(classes):
        share = count * (place + 1) // len(classes) - count * place // len(classes)
        rows += [
            _student(
                f"L{first_number + len(rows) + number:04}", school_class, number, next(family), next(first), random
            )
            for number in range(share)
        ]
    return rows


def _student(number: str, of: SchoolClass, place: int, family: str, first: str, random: Random) -> Values:
    age = of.year + 11 + (random.random() < 0.12)  # one in eight is a year older
    born = date(SCHOOL_YEAR - age, 1, 1) + timedelta(days=random.randrange(365))
    groups = random.choices(BELIEFS, BELIEF_SHARES)
    if of.study.split:
        groups.append(f"{of.study.split}{1 + place % 2}")
    since = SCHOOL_YEAR - random.choice([year for year in range(of.year) if year < 4] or [0])
    return {
        "Leerling-ID": number,
        "Familienaam": family,
        "Voornaam": first,
        "Geboortedatum": born,
        "Klas": of.name,
        "Studierichting": of.study.name,
        "Groepen": "; ".join(groups),
        "Ingeschreven op": date(since, 9, 1),
    }


def contacts(student: Values, random: Random) -> list[Values]:
    """Rows of Contacten for one student: one or two parents at one address."""
    family = str(student["Familienaam"])
    mothers, fathers = names("moeders"), names("vaders")
    first, second = random.sample(range(len(mothers) + len(fathers)), 2)
    other = next(family_names(random))
    address = f"{random.choice(names('straten'))} {random.randrange(1, 120)}, 9999 Voorbeeldgem"
    language = random.choice(LANGUAGES)
    rows = [(mothers[first % len(mothers)], other, "moeder")]
    if random.random() < 0.7:
        rows.append((fathers[second % len(fathers)], family, "vader"))
    return [
        {
            "Leerling-ID": student["Leerling-ID"],
            "Naam": f"{given} {last}",
            "Relatie": relation,
            "Gezag": "ja",
            "Adres": address,
            "Taal": language,
        }
        for given, last, relation in rows
    ]
