"""D: what a student does at school and at home: room in a place, consent for hours at home, enough hours, reviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from docgen.arithmetic.goals import GONE, LETTERS, bare_practice, said
from docgen.arithmetic.week import NOT_LEARNING, Hour, learning, per_subject, weeks_of
from docgen.findings import CellRef, Severity
from docgen.kinds import DAYS, Slot
from docgen.records.dossier import Dossier, Records
from docgen.records.version import Version
from docgen.rules.breaches import breach_of
from docgen.rules.facts import alive, still_to_come, timetable_of
from docgen.school.places import open_at, seats_of
from docgen.school.timetable import SUPERVISED, in_force, overlap, periods
from docgen.spec import Breach, rule
from docgen.tables.care import EXEMPTION, Measure, TimetableChange
from docgen.tables.school import OF_AGE
from docgen.tables.timetables import Place
from docgen.whatif.own_goals import goals

AT_HOME = ("TW", "TR")
COVERS_FEWER_HOURS = ("lesrooster", "verminderd pakket", "vrijstelling", "spreiding", "time-out", "hervatting")


@rule("D05", Severity.WARNING, needs=("Opvang",), source="domain 3.8")
def place_has_room(records: Records) -> Iterator[Breach]:
    """In een plaats zitten niet meer leerlingen dan er plaatsen zijn."""
    hours: dict[tuple[str, int, int], list[tuple[TimetableChange, str]]] = defaultdict(list)
    for dossier, version in alive(records):
        for row in version.timetable:
            for slot in row.slots if row.filling in SUPERVISED and row.place else ():
                hours[str(row.place), slot.day, slot.hour].append((row, dossier.name))
    full: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    first: dict[str, Place] = {}
    for (name, day, hour), rows in sorted(hours.items()):
        open_then = open_at(records.register.of(Place), Slot(day, hour), name)
        room = seats_of(open_then)
        if room is None or len(rows) <= room:
            continue
        most = max(_together(rows, Slot(day, hour, week)) for week in ("A", "B"))
        if most > room:
            full[name, most, room].append(f"{DAYS[day - 1]}{hour}")
            first.setdefault(name, open_then[0])
    for (name, most, room), slots in full.items():
        yield Breach(first[name].at("Capaciteit"), "count", args=(("list", tuple(slots)), ("n", most), ("limit", room)))


def _together(rows: Sequence[tuple[TimetableChange, str]], slot: Slot) -> int:
    """The largest number of students that sit together in one hour of one week."""
    here = [(row, name) for row, name in rows if overlap([slot], row.slots)]
    days = {row.start for row, _ in here}
    return max((len({name for row, name in here if row.start <= day <= row.end}) for day in days), default=0)


@rule("D06", Severity.WARNING, documents=("lesrooster",), source="domain 3.8", misses=("Overleg",))
def parents_agree_with_home(records: Records) -> Iterator[Breach]:
    """Voor lesuren thuis is er een akkoord van een ouder, of van de meerderjarige leerling."""
    for dossier, version in alive(records):
        home = [row for row in version.timetable if row.filling in AT_HOME]
        party = "leerling" if dossier.age(records.today) >= OF_AGE else "ouder"
        newest = version.answer(party)
        if home and not (newest and newest.answer == "ja"):
            facts = (("n", sum(len(row.slots) for row in home)),)
            also = tuple(row.at("Invulling") for row in home[1:])
            yield breach_of(dossier, version, home[0].at("Invulling"), "", args=facts, also=also)


@rule(
    "D07", Severity.WARNING, documents=("lesrooster",), needs=("Basisrooster",), source="F27", misses=("Basisrooster",)
)
def enough_hours_are_left(records: Records) -> Iterator[Breach]:
    """Er blijven genoeg lesuren over, tenzij de klassenraad anders besliste."""
    least = int(records.school.limits["Minimum lesuren per week"])
    for dossier, version in still_to_come(records):
        if version.covering(COVERS_FEWER_HOURS) is not None:
            continue
        worst: tuple[int, CellRef] | None = None
        table = timetable_of(records, dossier, version)
        for period in periods(version.timetable, version.trajectory.start, version.last_day):
            freed = [row for row in in_force(version.timetable, period.start) if row.filling in NOT_LEARNING]
            for hours in weeks_of(table, period.start).values():
                left = learning(hours)
                if left < least <= len(hours) and (worst is None or left < worst[0]):
                    worst = left, freed[0].at("Uren")
        if worst:
            yield breach_of(dossier, version, worst[1], "count", args=(("n", worst[0]), ("limit", least)))


@rule(
    "D10",
    Severity.WARNING,
    documents=("lesrooster",),
    needs=("Basisrooster",),
    source="domain 3.8",
    misses=("Maatregelen", "Beslissingen", "Basisrooster"),
)
def subject_keeps_an_hour(records: Records) -> Iterator[Breach]:
    """Alle uren van een vak vallen enkel weg met een vrijstelling."""
    for dossier, version in still_to_come(records):
        found: dict[str, CellRef] = {}
        table = timetable_of(records, dossier, version)
        for period in periods(version.timetable, version.trajectory.start, version.last_day):
            hours = [hour for week in weeks_of(table, period.start).values() for hour in week]
            for subject, sums in per_subject(records.school, hours).items():
                if sums.usual and not sums.left and not _exempt(dossier, version, subject, period.start):
                    found.setdefault(subject, _first_change(hours, subject).at("Vak"))
        for subject, place in sorted(found.items(), key=lambda item: item[1].row):
            yield breach_of(dossier, version, place, "subject", args=(("list", (records.school.subject(subject),)),))


def _first_change(hours: Iterable[Hour], subject: str) -> TimetableChange:
    """The change of the first lesson of a subject that is lost."""
    found: TimetableChange = next(hour.change for hour in hours if hour.change and hour.lesson.subject == subject)
    return found


def _exempt(dossier: Dossier, version: Version, subject: str, on: date) -> bool:
    for measure in (*version.measures, *dossier.lasting(Measure)):
        if measure.kind in EXEMPTION and {subject, "alle"}.intersection(measure.subjects):
            return (measure.start or on) <= on <= (measure.end or on)
    return False


@rule("D13", Severity.WARNING, documents=("zorgfolder",), needs=("Leerplandoelen",), source="domain 3.8")
def practice_has_an_alternative(records: Records) -> Iterator[Breach]:
    """Een doel over veiligheid of praktijk valt niet weg zonder alternatief."""
    known = records.once(goals)
    for dossier, version in alive(records):
        spoken = said(version.measures)
        bare = {goal.goal_id for goal in bare_practice((known[name] for name in spoken if name in known), spoken)}
        for measure in version.measures:
            own = (
                bare.intersection(choice.goal for choice in measure.goals) if LETTERS.get(measure.kind) == GONE else ()
            )
            if own:
                yield breach_of(dossier, version, measure.at("Doelen"), "", args=(("n", len(own)),))


@rule("D14", Severity.WARNING, documents=("zorgfolder",), source="S0 41", misses=("Opvolging", "Trajecten"))
def reviews_are_near(records: Records) -> Iterator[Breach]:
    """Tussen twee evaluaties van een lopend plan zitten niet meer weken dan de school afsprak."""
    limit = int(records.school.limits["Evaluatie om de … weken"])
    for dossier, version in still_to_come(records):
        trajectory = version.trajectory
        done = [row.on for row in version.follow_ups]
        ahead = [on for on in (trajectory.review_on, version.last_day) if on > max(done, default=date.min)]
        days = (ahead[0] - max([trajectory.start, *done])).days if ahead else 0
        weeks = -(-days // 7)
        if weeks > limit:
            facts = (("n", weeks), ("limit", limit))
            yield breach_of(dossier, version, trajectory.at("Evaluatie op"), "weeks", args=facts)
