"""The quality questions about the guidance of students, and the evidence for each that the rows give.

Every evidence is a count without names; what is a group of fewer than five says so instead of a number.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from docgen.pages.counting import (
    GROUP,
    UNTOLD,
    Evidence,
    Facts,
    Plan,
    days_to_decision,
    middle,
    number,
    plans,
    share,
    too_few,
)
from docgen.tables.care import ADAPTATION, AWAY, DOMAINS, LADDER, PACKAGE, RESUMPTION

FIRST_TALKS = ("verkennend gesprek", "leerlinggesprek", "intake", "vragenlijst", "kennismaking")
LATER_TALKS = ("opvolging", "evaluatie", "groeigesprek")
CLB_TALKS = ("toestemming CLB", "adviesgesprek CLB")
REST = ("RU", "TR")
DROPPED = "doelen weggelaten"


def _of_phase(facts: Facts) -> list[Plan]:
    return [plan for plan in facts.decided if plan.newest.phase >= 2]


def _wellbeing(plan: Plan) -> list[int]:
    """The figures of wellbeing of a plan, in order."""
    return [row.wellbeing for row in sorted(plan.rows["Opvolging"], key=lambda row: row.on) if row.wellbeing]


def _measured(facts: Facts) -> list[Plan]:
    """The plans of which the wellbeing was measured twice or more."""
    return [plan for plan in facts.decided if len(_wellbeing(plan)) > 1]


def _steady(facts: Facts, plan: Plan) -> bool:
    figures = _wellbeing(plan)
    return figures[-1] >= figures[0]


def _goals(facts: Facts) -> list[Any]:
    """The measure of every goal in a plan: goals are counted here, not students."""
    measures = [row for row in facts.released.of("Maatregelen") if row.kind in PACKAGE]
    return [row for row in measures for _ in row.goals]


def _waiting(facts: Facts) -> tuple[str, str]:
    """The median number of days from the first signal to ratification."""
    days = days_to_decision(facts)
    value = f"{middle(days):.0f} dagen" if len(days) >= GROUP else too_few(len(days))
    return "tijd van het eerste signaal tot de bekrachtiging (de middelste waarde)", value


def _load(facts: Facts) -> tuple[str, str]:
    """How many students are guided now, beside the hours there are for that."""
    hours = sum(member.guidance_hours or 0 for member in facts.released.of("Personeel"))
    running = [plan.student for plan in facts.running]
    few = f"minder dan {GROUP}" if len(running) < GROUP else UNTOLD if facts.gives_away(running) else ""
    guided = few or str(len(running))
    return "leerlingen met een lopend traject, naast de uren begeleiding per week", (
        f"{guided} bij {hours:g} uren".replace(".", ",")
    )


def _recent(facts: Facts, plan: Plan) -> bool:
    since = facts.today - timedelta(weeks=int(facts.released.school.limits["Evaluatie om de … weken"]))
    return any(since <= row.on <= facts.today for row in plan.rows["Opvolging"])


def _in_time(facts: Facts, plan: Plan) -> bool:
    return bool(facts.ratified(plan).ratified_on <= min(row.start for row in plan.rows["Trajecten"]))


def _heard_before(party: str) -> Callable[[Facts, Plan], bool]:
    def heard(facts: Facts, plan: Plan) -> bool:
        decision = facts.ratified(plan)
        return any(party in talk.parties and talk.on <= decision.on for talk in plan.rows["Overleg"])

    return heard


def _transfers(facts: Facts) -> list[Any]:
    return list(facts.released.of("Overdrachten"))


def _steered(facts: Facts) -> list[Any]:
    return [row for row in facts.released.of("Opvolging") if row.on <= facts.today]


def _agreed_in(domain: str) -> Evidence:
    return number(f"leerlingen, {domain}", lambda f: f.having("Afspraken", lambda row: domain in row.domains))


def _with_measure(words: str, *kinds: str) -> Evidence:
    return number(words, lambda f: f.having("Maatregelen", lambda row: row.kind in kinds))


ALL = "V2, B1, B2, B3, B4"
Question = tuple[str, tuple[Evidence, ...]]
SECTIONS: tuple[tuple[str, str, tuple[Question, ...]], ...] = (
    (
        "Beeldvorming",
        ALL,
        (
            (
                "Kent het schoolteam de beginsituatie van de leerlingen, hun mogelijkheden en behoeften?",
                (
                    share(
                        "leerlingen met een traject met wie eerst gepraat is",
                        plans,
                        lambda f, p: p.talked(kinds=FIRST_TALKS),
                    ),
                    number("leerlingen met een signaal", lambda f: f.having("Signalen", lambda row: True)),
                ),
            ),
            ("Zijn er afspraken in elk van de vier domeinen?", tuple(map(_agreed_in, DOMAINS))),
            (
                "Kent het schoolteam ook wat leraren en ouders nodig hebben?",
                (
                    share("trajecten met een gesprek met de ouders", plans, lambda f, p: p.talked(party="ouder")),
                    share("trajecten met een gesprek met leraren", plans, lambda f, p: p.talked(party="leraren")),
                ),
            ),
            (
                "Zijn de gegevens actueel?",
                (share("lopende trajecten die op tijd opgevolgd zijn", lambda f: f.running, _recent),),
            ),
            (
                "Sturen de gegevens de begeleiding?",
                (share("momenten van opvolging met een besluit", _steered, lambda f, row: bool(row.conclusion)),),
            ),
        ),
    ),
    (
        "Rollen en stappen",
        ALL,
        (
            ("Is duidelijk wie welke taak opneemt?", (_load,)),
            (
                "Zijn de stappen van beslissing en uitvoering duidelijk?",
                (share("trajecten die bekrachtigd zijn voor de start", plans, _in_time), _waiting),
            ),
        ),
    ),
    (
        "De vier begeleidingsdomeinen",
        f"{ALL}, R3, R4, R5",
        (
            (
                "Stemt het schoolteam de aanpak af op verschillen tussen leerlingen?",
                (
                    _with_measure("leerlingen met redelijke aanpassingen", *ADAPTATION),
                    _with_measure("leerlingen op de zorgladder", *LADDER),
                ),
            ),
            (
                "Streeft het schoolteam met zoveel mogelijk leerlingen de gewone leerdoelen na?",
                (
                    share(
                        "doelen in een traject die blijven, later komen of vervangen zijn",
                        _goals,
                        lambda f, row: row.kind != DROPPED,
                    ),
                ),
            ),
            (
                "Krijgen leerlingen steun bij hun keuzes?",
                (
                    number(
                        "leerlingen met een advies of oriëntering van de klassenraad",
                        lambda f: f.having(
                            "Beslissingen", lambda row: not {"advies", "oriëntering"}.isdisjoint(row.kinds)
                        ),
                    ),
                ),
            ),
            (
                "Wat doet het schoolteam om het welbevinden te bewaren of te verhogen?",
                (
                    share(
                        "leerlingen met een welbevinden dat gelijk bleef of steeg",
                        _measured,
                        _steady,
                    ),
                ),
            ),
            (
                "Zijn er maatregelen voor leerlingen met bijzondere noden?",
                (
                    _with_measure("leerlingen met een time-out of een hervatting in stappen", *AWAY, RESUMPTION),
                    number(
                        "leerlingen met rust in hun lesrooster",
                        lambda f: f.having("Lesroosteraanpassingen", lambda row: row.filling in REST),
                    ),
                ),
            ),
        ),
    ),
    (
        "Samenwerking met het CLB",
        ALL,
        (
            ("Is de samenwerking met het CLB op schoolniveau duidelijk en doelgericht?", ()),
            (
                "Werkt het schoolteam planmatig met het CLB samen als de school alleen niet genoeg kan doen?",
                (
                    share(
                        "trajecten vanaf fase 2 met een contact met het CLB",
                        _of_phase,
                        lambda f, p: p.talked(party="CLB"),
                    ),
                ),
            ),
            (
                "Stelt het schoolteam een hulpvraag aan het CLB?",
                (
                    number(
                        "leerlingen met een gesprek over toestemming of advies",
                        lambda f: f.having("Overleg", lambda t: t.kind in CLB_TALKS),
                    ),
                    number(
                        "leerlingen met een hulpvraag van de klassenraad",
                        lambda f: f.having("Beslissingen", lambda d: "CLB-hulpvraag" in d.kinds),
                    ),
                ),
            ),
        ),
    ),
    (
        "Samenwerking met leerlingen en ouders",
        ALL,
        (
            (
                "Zijn leerlingen en ouders betrokken bij de begeleiding?",
                (
                    share(
                        "trajecten waarover de leerling gehoord is voor de beslissing",
                        plans,
                        _heard_before("leerling"),
                    ),
                    share(
                        "trajecten waarover de ouders gehoord zijn voor de beslissing", plans, _heard_before("ouder")
                    ),
                    share(
                        "trajecten met een opvolggesprek met de ouders",
                        plans,
                        lambda f, p: any(t.kind in LATER_TALKS and "ouder" in t.parties for t in p.rows["Overleg"]),
                    ),
                ),
            ),
            (
                "Mag de leerling zelf de hulpvraag stellen?",
                (
                    share(
                        "trajecten op vraag van ouders en leerling",
                        plans,
                        lambda f, p: p.newest.asked_by == "ouders en leerling",
                    ),
                ),
            ),
            ("Is er aandacht voor diverse culturen en thuissituaties?", ()),
        ),
    ),
    (
        "Overgangen",
        f"{ALL}, R4, R5",
        (
            (
                "Geeft de leerling zelf aan welke informatie meegaat?",
                (
                    share(
                        "overdrachten waarvoor de leerling bevraagd is",
                        _transfers,
                        lambda f, row: bool(row.student_asked_on),
                    ),
                ),
            ),
            (
                "Gaat alleen mee wat nodig is, en mogen ouders het eerst inkijken?",
                (share("overdrachten met inzage", _transfers, lambda f, row: bool(row.inspection_on)),),
            ),
            (
                "Zijn er kennismakingsgesprekken, en kan een school later nog iets vragen?",
                (
                    number(
                        "leerlingen met een kennismaking",
                        lambda f: f.having("Overleg", lambda t: t.kind == "kennismaking"),
                    ),
                    number(
                        "leerlingen over wie een andere school iets vroeg",
                        lambda f: f.having("Overleg", lambda t: t.kind == "navraag andere school"),
                    ),
                ),
            ),
        ),
    ),
)
"""The quality questions with the tags of the Referentiekader, and the evidence for each. Source: seed 004."""
