"""The school of the check benchmark: 860 students with every sheet full, and as many such schools as are asked for.

The made-up school of `school.py` is filled up with valid rows: lessons and tests of small groups, goals of other
studies, points of class councils about single students. School 2 and later are the same with other keys, in
workbooks of their own. The same seed gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from benchmarks.example_school.larger import larger_school
from benchmarks.example_school.tables import Values
from docgen.spec import sheets

STUDENTS, GOALS, DECISIONS, LESSONS, EXAMS = 860, 3_000, 2_500, 30_000, 10_000
SHARED = ("School", "Kalender")  # of all schools together
OTHER_STUDIES = tuple(
    f"{first} {second}"
    for first in ("Sport", "Muziek", "Bouw", "Hout", "Mode", "Zorg")
    for second in ("en wetenschappen", "en talen", "en techniek")
)
MEETINGS = tuple(date(2025, 9, 29) + timedelta(days=days) for days in (0, 28, 49, 70, 105, 126, 147))
FIRST_TEST, TESTS_LAST = date(2025, 9, 8), 60
FOUND = (
    "werkt goed door in kleine groep",
    "haalt voor de meeste toetsen wat nodig is",
    "mist soms het overzicht bij lange taken",
    "vraagt op tijd uitleg",
    "levert taken af op de gevraagde dag",
    "werkt het best met een planning op papier",
    "heeft baat bij een voorbeeld vooraf",
    "doet mee in de les en helpt anderen",
)
ADVICE = (
    "Neemt deel aan de begeleide studie op maandag.",
    "Gebruikt een stappenplan bij grote taken.",
    "Bespreekt de planning elke week met de titularis.",
    "Blijft werken zoals nu.",
    "Oefent de woordenschat in korte stukken.",
)


def write_schools(folder: Path, schools: int, seed: int = 1) -> list[Path]:
    """Write the workbooks of some schools in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = full_school(seed)
    return [path for number in range(schools) for path in _write(folder, number, _renamed(rows, number))]


def full_school(seed: int) -> dict[str, list[Values]]:
    """All rows of one school, by sheet."""
    random = Random(seed)
    _, rows = larger_school(STUDENTS, seed)
    goals_of_its_own(rows)
    rows["Leerplandoelen"] += list(_goals(rows["Leerplandoelen"], GOALS - len(rows["Leerplandoelen"])))
    rows["Basisrooster"] += list(_group_lessons(rows["Basisrooster"], LESSONS - len(rows["Basisrooster"])))
    rows["Examenrooster"] += list(_group_tests(rows, EXAMS - len(rows["Examenrooster"])))
    _add_points(rows, DECISIONS - len(rows["Beslissingen"]), random)
    return rows


def goals_of_its_own(rows: dict[str, list[Values]]) -> None:
    """The goals of a school for its own studies, so that beside another school they ask nothing of that one."""
    studies = "; ".join(sorted({str(row["Studierichting"]) for row in rows["Leerlingen"]}))
    rows["Leerplandoelen"] = [{"Studierichting": studies} | row for row in rows["Leerplandoelen"]]


def _goals(own: Sequence[Values], count: int) -> Iterator[Values]:
    """The goals again, for studies that no student of the stories has."""
    for number in range(count):
        copy, place = divmod(number, len(own))
        study = OTHER_STUDIES[copy % len(OTHER_STUDIES)]

        def other(cell: object, copy: int = copy) -> object:
            return re.sub(r"\b([A-Z]{2,4}\d)-(\d+)", rf"\1-{copy + 1}\2", cell) if isinstance(cell, str) else cell

        row = {
            heading: other(cell) if heading in ("Doel-ID", "Bouwt op", "Alternatief") else cell
            for heading, cell in own[place].items()
        }
        if count - number <= len(own):
            row.pop("Bouwt op", None)  # the last copy is not whole: what it builds on may be missing
        yield row | {"Studierichting": study, "Doel": f"{row['Doel']} ({study.lower()})"}


def _group_lessons(own: Sequence[Values], count: int) -> Iterator[Values]:
    """The lessons again for small groups of one class, every second week, in a room of their own."""
    for number in range(count):
        copy, place = divmod(number, len(own))
        lesson = own[place]
        group = f"{str(lesson['Klas'])[:6]} keuze {copy // 2 + 1}"
        yield lesson | {"Groep": f"{lesson.get('Groep', '')} {group}".strip(), "Week": "AB"[copy % 2]}


def _group_tests(rows: dict[str, list[Values]], count: int) -> Iterator[Values]:
    """Tests of small groups in autumn, class after class, day after day."""
    lessons = [row for row in rows["Basisrooster"] if ";" not in str(row["Klas"])]
    teachers = {(str(row["Klas"]), str(row["Vak"])): str(row["Leraar"]) for row in lessons}
    taught = sorted(teachers.items())
    days = [day for n in range(TESTS_LAST) if (day := FIRST_TEST + timedelta(days=n)).isoweekday() < 6]
    for number in range(count):
        turn, place = divmod(number, len(taught))
        (class_name, subject), teacher = taught[place]
        yield {
            "Klas": class_name,
            "Groep": f"{subject} keuze {turn % 5 + 1}",
            "Vak": subject,
            "Soort": "toets",
            "Datum": days[(turn // 5 + place) % len(days)],
            "Beginuur": (time(8, 30), time(9, 20), time(10, 25), time(13, 5))[place % 4],
            "Duur": 50,
            "Lokaal": f"A{101 + place % 40}",
            "Toezicht": teacher.partition(";")[0],
        }  # fmt: skip


def _add_points(rows: dict[str, list[Values]], count: int, random: Random) -> None:
    """Councils that go over the students of a class one by one and give advice."""
    staff = [str(row["Code"]) for row in rows["Personeel"] if row["Functie"] == "leraar"]
    classes: dict[str, list[Values]] = {}
    for student in rows["Leerlingen"]:
        classes.setdefault(str(student["Klas"]), []).append(student)
    points = (
        (meeting, number, place, student)
        for meeting in range(len(MEETINGS))
        for number, members in enumerate(classes.values())
        for place, student in enumerate(members, start=1)
        if (place + meeting) % 2 == 0
    )
    for (meeting, number, _, student), _ in zip(points, range(count), strict=False):
        council, on = f"KR5{meeting}{number:03}", MEETINGS[meeting]
        if not rows["Klassenraden"] or rows["Klassenraden"][-1]["KR-ID"] != council:
            turn = 0
            chair, secretary = random.sample(staff, 2)
            rows["Klassenraden"].append(
                {"KR-ID": council, "Soort": "begeleidende", "Uur en plaats": "15.45 u., B204"}
                | {"Voorzitter": chair, "Secretaris": secretary, "Verslag goedgekeurd op": on + timedelta(days=7)}
            )
        turn += 1
        found = "; ".join(random.sample(FOUND, 3))
        rows["Beslissingen"].append(
            {
                "Beslissing-ID": f"{council}.{turn}",
                "Datum": on,
                "Over wie": student["Leerling-ID"],
                "Soort": "advies",
                "Vraag": f"Wat helpt {student['Voornaam']} vooruit?",
                "Elementen": f"{student['Voornaam']} {found}.",
                "Besluit": random.choice(ADVICE),
                "Uitslag": "goedgekeurd",
                "Bekrachtigd op": on + timedelta(days=4),
                "Stemming": "consensus",
            }
        )


def _renamed(rows: dict[str, list[Values]], school: int) -> dict[str, list[Values]]:
    """The rows with the keys of another school; the first school keeps its own."""
    if school == 0:
        return rows
    classes = "|".join(sorted({str(row["Klas"]) for row in rows["Leerlingen"]}))
    keys = [
        (re.compile(r"\bL(\d{4})\b"), rf"L{school}\1"),
        (re.compile(r"\bKR(\d+)"), rf"KR{school:02}\1"),
        (re.compile(r"\b([A-Z]{2,4}\d-\d+)"), rf"\1k{school}"),
        (re.compile(rf"\b({classes})\b"), rf"\g<1>{school}"),
    ]
    people = re.compile(r"\b(" + "|".join(str(row["Code"]) for row in rows["Personeel"]) + r")\b")
    places = re.compile(r"\b(" + "|".join({str(row["Plaats"]) for row in rows["Opvang"]}) + r")\b")
    made: dict[str, list[Values]] = {}
    for name, own in rows.items():
        if name in SHARED:
            continue
        renamers: dict[str, list[Callable[[str], str]]] = {}
        for column in sheets()[name].columns():
            wanted = list(keys)
            if "Personeel" in column.kind.targets or (name, column.heading) == ("Personeel", "Code"):
                wanted.append((people, rf"\g<1>{school}"))
            if "Opvang" in column.kind.targets or (name, column.heading) == ("Opvang", "Plaats"):
                wanted.append((places, rf"\g<1>{school}"))
            renamers[column.heading] = [lambda cell, p=p, r=r: p.sub(r, cell) for p, r in wanted]  # type: ignore[misc]
        known: dict[tuple[str, str], str] = {}

        def renamed(
            heading: str,
            cell: object,
            known: dict[tuple[str, str], str] = known,
            renamers: dict[str, list[Callable[[str], str]]] = renamers,
        ) -> object:
            if not isinstance(cell, str):
                return cell
            if (heading, cell) not in known:
                text = cell
                for rename in renamers[heading]:
                    text = rename(text)
                known[heading, cell] = text
            return known[heading, cell]

        made[name] = [{heading: renamed(heading, cell) for heading, cell in row.items()} for row in own]
        for row in made[name]:
            if "Studierichting" in row:  # the goals of a school are for its own students
                studies = str(row["Studierichting"]).split("; ")
                row["Studierichting"] = "; ".join(f"{study} {school}" for study in studies)
    return made


def _write(folder: Path, school: int, rows: dict[str, list[Values]]) -> list[Path]:
    """One workbook per file of sheets.md, headings on row 3."""
    files: dict[str, dict[str, list[Values]]] = {}
    for name, own in rows.items():
        files.setdefault(sheets()[name].sheet.workbook, {})[name] = own
    paths = []
    for workbook, content in sorted(files.items()):
        paths.append(folder / f"{school + 1:02}_{workbook}.xlsx")
        with xlsxwriter.Workbook(str(paths[-1]), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            book.set_properties({"created": datetime(2026, 1, 1)})
            day, hour = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "hh:mm"})
            for name, own in content.items():
                _write_sheet(book.add_worksheet(name), name, own, day, hour)
    return paths


def _write_sheet(sheet: Any, name: str, rows: Sequence[Values], day: object, hour: object) -> None:
    headings = [column.heading for column in sheets()[name].columns()]
    sheet.write_string(0, 0, name)
    sheet.write_row(2, 0, headings)
    for number, row in enumerate(rows, start=3):
        for column, heading in enumerate(headings):
            value = row.get(heading)
            if value is None or value == "":
                continue
            if isinstance(value, time):
                sheet.write_datetime(number, column, value, hour)
            elif isinstance(value, date):
                sheet.write_datetime(number, column, datetime(value.year, value.month, value.day), day)
            elif isinstance(value, int | float):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, str(value))
