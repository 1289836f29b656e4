"""F: things come in order: back after a time-out, step by step, with contact, reviews in time and an end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from docgen.findings import Effect, Severity
from docgen.records.dossier import Dossier, Records
from docgen.records.version import State, Version, ratified
from docgen.rules.breaches import breach_of
from docgen.rules.facts import alive
from docgen.rules.gates import OF_VERSION
from docgen.school.resumption import rises
from docgen.spec import Breach, rule
from docgen.tables.care import AWAY, RESUMPTION, Measure, Talk

TIME_OUTS = ("time-out zonder schoolwerk", "time-out met werk thuis", "NAFT")
"""What a student comes back from; TOAH, SIO and a hospital school go together with coming back."""
WITH_ATTEST = ("TOAH", "SIO")
FIRST_CONTACT = 10  # days
RENEWS = ("verlenging", "hervatting")
PLANS = ("zorgfolder", "hervattingsplan")


def _measures(records: Records, *kinds: str) -> Iterator[tuple[Dossier, Version, Measure]]:
    for dossier, version in alive(records):
        for measure in version.measures:
            if measure.kind in kinds:
                yield dossier, version, measure


@rule("F01", Severity.ERROR, effect=Effect.BLOCK, documents=(*PLANS, "time-outplan"), source="domain 3.8")
def return_comes_after_time_out(records: Records) -> Iterator[Breach]:
    """Een hervatting begint na de time-out, en er loopt er één tegelijk."""
    for dossier, version, back in _measures(records, RESUMPTION):
        for away in version.measures:
            if away.kind in TIME_OUTS and _meet(away, back):
                yield breach_of(dossier, version, back.at("Van"), also=(away.at("Tot"),))
    for dossier, version in alive(records):
        returns = [measure for measure in version.measures if measure.kind == RESUMPTION]
        for first, second in combinations(returns, 2):
            if _meet(first, second):
                yield breach_of(dossier, version, second.at("Van"), "again", also=(first.at("Tot"),))


def _meet(one: Measure, other: Measure) -> bool:
    dates = (one.start, one.end, other.start, other.end)
    return None not in dates and one.start <= other.end and other.start <= one.end  # type: ignore[operator]


@rule("F02", Severity.ERROR, effect=Effect.DRAFT, documents=PLANS, source="S0 50")
def return_is_short(records: Records) -> Iterator[Breach]:
    """Een hervatting duurt niet langer dan het maximum, tenzij de klassenraad ze opnieuw bekeek."""
    limit = int(records.school.limits["Hervatting maximaal in dagen"])
    for dossier, version, back in _measures(records, RESUMPTION):
        if back.start is None or back.end is None:
            continue
        days = (back.end - back.start).days + 1
        renewed = [d for d in version.decisions if ratified(d, records.today) and set(RENEWS).intersection(d.kinds)]
        if days > limit and not any(decision.on > back.start for decision in renewed):
            yield breach_of(dossier, version, back.at("Tot"), "days", args=(("n", days), ("limit", limit)))


@rule("F03", Severity.WARNING, documents=PLANS, source="S0 50")
def half_days_rise(records: Records) -> Iterator[Breach]:
    """Bij een hervatting stijgt het aantal halve dagen per week."""
    for dossier, version, back in _measures(records, RESUMPTION):
        if not rises(back.half_days):
            yield breach_of(dossier, version, back.at("Halve dagen per week"))


@rule("F04", Severity.WARNING, source="F30; F31")
def attest_is_kept_elsewhere(records: Records) -> Iterator[Breach]:
    """Bij TOAH en SIO hoort een attest in het leerlingendossier; docgen houdt geen attesten bij."""
    for dossier, version, away in _measures(records, *WITH_ATTEST):
        if away.end is None or away.end >= records.today:
            yield breach_of(dossier, version, away.at("Soort"))


@rule("F05", Severity.WARNING, documents=("time-outplan",), source="S0 49", misses=("Overleg",))
def somebody_keeps_contact(records: Records) -> Iterator[Breach]:
    """Bij een time-out is er een contactpersoon, en een gesprek in de eerste tien dagen."""
    for dossier, version, away in _measures(records, *AWAY):
        start = away.start or version.trajectory.start
        until = start + timedelta(days=FIRST_CONTACT)
        if not away.who:
            yield breach_of(dossier, version, away.at("Wie"), "person")
        elif until < records.today:
            talks = (*version.talks, *dossier.lasting(Talk))
            if not any(start <= talk.on <= until for talk in talks):
                yield breach_of(dossier, version, away.at("Van"), "contact")


@rule("F06", Severity.WARNING, documents=OF_VERSION, source="S0 14, 41", misses=("Opvolging",))
def nothing_runs_on_unseen(records: Records) -> Iterator[Breach]:
    """Een evaluatie gebeurt op tijd, en een plan loopt niet langer dan zijn beslissing."""
    for dossier, version in alive(records):
        trajectory = version.trajectory
        if version.last_day < records.today:
            continue
        if version.state is State.RUNNING and trajectory.review_on < records.today:
            days = (records.today - trajectory.review_on).days
            yield breach_of(dossier, version, trajectory.at("Evaluatie op"), "overdue", args=(("n", days),))
        decision = version.covering(())
        if decision and decision.valid_until and decision.valid_until < version.last_day:
            ends, also = (("date", decision.valid_until),), (trajectory.at("Einde"),)
            yield breach_of(dossier, version, decision.at("Geldig tot"), "decision_ended", args=ends, also=also)


@rule("F07", Severity.WARNING, source="S0 41", misses=("Opvolging",))
def plan_ends_with_a_review(records: Records) -> Iterator[Breach]:
    """Een afgelopen traject krijgt een eindevaluatie met een besluit."""
    for dossier, version in alive(records):
        trajectory = version.trajectory
        ended = version.state in (State.RUNNING, State.REVIEWED) and version.last_day < records.today
        last = [row for row in version.follow_ups if row.conclusion and row.on >= trajectory.review_on]
        if ended and not last:
            yield breach_of(dossier, version, trajectory.at("Einde"))
