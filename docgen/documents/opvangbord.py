"""Opvangbord: who sits where each hour of a week, what goes wrong and where there is room, and who carries how much.

For the care team: it also counts what is proposed, so that a place that will be full is seen before it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from docgen.arithmetic.week import tidy
from docgen.columns import Sensitivity
from docgen.kinds import DAY_NAMES, Slot
from docgen.pages.board import Hour, Option, Room, Trouble, by_name
from docgen.pages.page import full_name, staff_name
from docgen.privacy import Released
from docgen.school.caseload import FOLLOWED
from docgen.school.hours import doing
from docgen.spec import Audience, DocumentSpec
from docgen.words.wording import lower_first, span

SCHOOL_DAYS = 5


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template opvangbord.docx."""
    room = Room(released)
    monday = room.week_from(released.today)
    hours = room.week(monday) if monday else []
    troubles = room.troubles(released.today)
    tasks, mentors = [*_tasks(released, room)], [*_mentors(released, room)]
    return {
        "week": {"van": monday, "tot": monday + timedelta(days=SCHOOL_DAYS - 1)} if monday else None,
        "aantal": {
            "uren": sum(len(hour.there) for hour in hours),
            "leerlingen": len({sitter.student.student_id for hour in hours for sitter in hour.there}),
            "knelpunten": len(troubles),
            "nu": sum(hour.trouble != "" for hour in hours),
        },
        "knelpunten": [_trouble(released, trouble) for trouble in troubles],
        "blik": _grid(released, room, hours),
        "rijen": [_hour(released, hour) for hour in hours],
        "met_voorstel": any(not sitter.decided for hour in hours for sitter in hour.there),
        "toezichters": [
            {
                "naam": staff_name(released, watch.code),
                "open": watch.open,
                "met_leerlingen": watch.used,
                "samen": watch.students,
                "meest": watch.most,
            }
            for watch in room.watches(hours)
        ],
        "taken": tasks,
        "taken_hoogstens": int(released.school.limits["Open taken per leraar"]),
        "mentoren": mentors,
        "begeleiding": {
            "uren": tidy(sum(mentor["uren"] or 0 for mentor in mentors)),
            "leerlingen": sum(mentor["leerlingen"] for mentor in mentors),
        },
    }


def _when(released: Released, slot: Slot) -> dict[str, Any]:
    start, end = released.school.hours.get(slot.hour, (None, None))
    return {"dag": DAY_NAMES[slot.day - 1], "uur": slot.hour, "tijd": span(start, end)}


def _trouble(released: Released, trouble: Trouble) -> dict[str, Any]:
    hour = trouble.worst
    return {
        **_when(released, hour.slot),
        "van": trouble.first,
        "tot": trouble.last,
        "plaats": hour.place,
        "soort": hour.trouble,
        "leerlingen": len(hour.there),
        "plaatsen": hour.seats,
        "toezicht": [staff_name(released, code) for code in hour.supervisors],
        "te_veel": hour.too_many,
        "voorstel": [_option(option) for option in hour.options],
        "zonder_plaats": hour.unplaced,
    }


def _option(option: Option) -> dict[str, Any]:
    return {"plaats": option.place, "leerlingen": option.takes, "blijft_vrij": option.left}


def _grid(released: Released, room: Room, hours: Sequence[Hour]) -> list[dict[str, Any]]:
    """A line per lesson hour, with a cell per school day."""
    cells = {(cell.slot.day, cell.slot.hour): cell for cell in room.grid(hours)}
    lines = []
    for number in sorted({hour for _, hour in cells}):
        start, end = released.school.hours.get(number, (None, None))
        own = (cells.get((day, number)) for day in range(1, SCHOOL_DAYS + 1))
        days = [
            {"open": cell.open, "leerlingen": cell.taken, "plaatsen": cell.seats, "knelpunten": cell.troubles}
            if cell
            else {"open": False, "leerlingen": 0, "plaatsen": None, "knelpunten": 0}
            for cell in own
        ]
        lines.append({"uur": number, "tijd": span(start, end), "dagen": days})
    return lines


def _hour(released: Released, hour: Hour) -> dict[str, Any]:
    who = [
        {
            "leerling": full_name(sitter.student),
            "klas": sitter.student.class_name,
            "doet": lower_first(doing(released.school, sitter.change)),
            "voorstel": not sitter.decided,
        }
        for sitter in by_name(hour.there)
    ]
    return {
        **_when(released, hour.slot),
        "datum": hour.on,
        "plaats": hour.place,
        "toezicht": [staff_name(released, code) for code in hour.supervisors],
        "soort": hour.trouble,
        "plaatsen": hour.seats,
        "leerlingen": who,
    }


def _tasks(released: Released, room: Room) -> Iterator[dict[str, Any]]:
    """Per member of staff the open tasks from plans, beside what the school asks at most."""
    limit = int(released.school.limits["Open taken per leraar"])
    for name, number in room.tasks():
        yield {"naam": name, "taken": number, "te_veel": number > limit}


def _mentors(released: Released, room: Room) -> Iterator[dict[str, Any]]:
    """Per mentor the students who are guided, and the hours there are for that."""
    for load in sorted(room.loads(), key=lambda load: staff_name(released, load.code)):
        yield {
            "naam": staff_name(released, load.code),
            "leerlingen": load.students,
            "uren": tidy(load.hours) if load.hours is not None else None,
            "per_leerling": load.per_student,
        }


SPEC = DocumentSpec(
    name="opvangbord",
    title="Opvangbord",
    code="OB",
    audience=Audience.COUNCIL,
    ceiling=Sensitivity.Z,
    per="everyone",
    states=FOLLOWED,
    proposals=True,
    drafts=False,
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas"),
        "Personeel": ("Code", "Naam", "Uren begeleiding"),
        "Kalender": ("Van", "Tot", "Soort"),
        "Basisrooster": ("Klas", "Week", "Dag", "Lesuur", "Vak", "Leraar"),
        "Opvang": ("Plaats", "Uren", "Toezicht", "Capaciteit"),
        "Trajecten": ("Traject-ID", "Start", "Einde", "Mentor"),
        "Lesroosteraanpassingen": ("Traject-ID", "Van", "Tot", "Uren", "Vak", "Invulling", "Waarvoor", "Plaats"),
        "Examenaanpassingen": ("Traject-ID", "Vak", "Datum", "Vorm", "Extra versie klaar op"),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Uitslag", "Bekrachtigd op"),
        "Afspraken": ("Leerling of traject", "Soort", "Wie", "Stand"),
    },
    needs=("Leerlingen",),
    adds=(
        *("School", "Personeel", "Kalender", "Basisrooster", "Opvang", "Trajecten", "Lesroosteraanpassingen"),
        *("Examenaanpassingen", "Beslissingen", "Afspraken"),
    ),
    derive=derive,
)
