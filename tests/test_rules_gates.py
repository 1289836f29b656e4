"""C, B05, B06 and A02: nothing is final before the council ratified this version, with a willing student, after talks.

Version 1 starts on 02/02/2026 and was ratified on 30/01/2026: what lacks before is a remark, what lacks after an error.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from docgen.findings import Effect, Finding
from docgen.records.dossier import Records
from docgen.records.fingerprint import of_version, ratification
from docgen.rules.gates import REPORT
from docgen.spec import documents
from tests.building import Seen, breaches, breaches_of, checked, edited, more, seen, statuses, where, without

BEFORE, AFTER, JULY = "2026-02-01", "2026-02-10", "2026-07-02"
NOOR, FIRST, SECOND = ("L0231",), "L0231-1", "L0231-2"
CARE = frozenset({"traject"})
OF_AGE = edited("Leerlingen", D4="14/03/2005")


def of_first(findings: list[Finding]) -> list[Seen]:
    """What is said of version 1, whatever version 2 still lacks."""
    return [found for found in seen(findings) if found.trajectory == FIRST]


def note_and_error(folder: Path, code: str, case: str, place: str, **changed: str) -> None:
    """One breach by version 1: a remark the day before it starts, an error from then on, a draft both times."""
    for today, severity in ((BEFORE, "opmerking"), (AFTER, "fout")):
        found = [finding for finding in breaches(folder, code, today, **changed) if finding.trajectory == FIRST]
        assert seen(found) == [Seen(code, case, severity, place, NOOR, FIRST)]
        assert [(finding.effect, finding.documents) for finding in found] == [(Effect.DRAFT, CARE)]


@pytest.mark.parametrize(
    "code", ["C01", "C02", "C03", "C04", "C05", "C06", "C07", "C08", "C13", "C15", "C16", "B05", "B06", "A02"]
)
def test_the_worked_example_breaks_no_gate_once_all_is_ratified(tmp_path: Path, code: str) -> None:
    assert breaches(tmp_path, code) == []


def test_c01_no_decision(tmp_path: Path) -> None:
    note_and_error(tmp_path, "C01", "none", "Trajecten!E4", Beslissingen=without("Beslissingen", 5))


def test_c01_a_point_of_the_agenda_is_no_decision(tmp_path: Path) -> None:
    note_and_error(tmp_path, "C01", "agenda", "Trajecten!E4", Beslissingen=edited("Beslissingen", H5="", K5=""))


def test_c01_a_version_that_starts_before_its_decision(tmp_path: Path) -> None:
    early = edited("Trajecten", E4="25/01/2026")
    (finding,) = breaches(tmp_path, "C01", AFTER, Trajecten=early)
    assert seen([finding]) == [Seen("C01", "early", "fout", "Trajecten!E4", NOOR, FIRST)]
    assert [where(place) for place in finding.also] == ["Beslissingen!B5"]
    assert breaches(tmp_path, "C01", AFTER, Trajecten=edited("Trajecten", E4="26/01/2026")) == []


@pytest.mark.parametrize("kinds", ["CLB-hulpvraag", "advies; overdracht", "geen maatregel"])
def test_c01_a_decision_on_something_else_does_not_start_a_trajectory(tmp_path: Path, kinds: str) -> None:
    note_and_error(tmp_path, "C01", "none", "Trajecten!E4", Beslissingen=edited("Beslissingen", D5=kinds))


def test_c01_a_decision_on_the_timetable_lets_through_the_timetable_only(tmp_path: Path) -> None:
    decided = {"Beslissingen": edited("Beslissingen", D5="lesrooster")}
    (finding,) = breaches(tmp_path, "C01", AFTER, **decided)
    assert seen([finding]) == [Seen("C01", "none", "fout", "Trajecten!E4", NOOR, FIRST)]
    gated = {name for name, spec in documents().items() if "traject" in spec.families}
    assert finding.documents == {name for name in gated if "lesrooster" not in documents()[name].covered_by}


def test_c02_a_decision_that_is_not_ratified(tmp_path: Path) -> None:
    note_and_error(tmp_path, "C02", "", "Beslissingen!K5", Beslissingen=edited("Beslissingen", K5=""))
    assert of_first(breaches(tmp_path, "C02", AFTER, Beslissingen=edited("Beslissingen", K5="10/02/2026"))) == []


def test_c02_a_decision_that_is_ratified_later(tmp_path: Path) -> None:
    note_and_error(tmp_path, "C02", "later", "Beslissingen!K5", Beslissingen=edited("Beslissingen", K5="11/02/2026"))


@pytest.mark.parametrize("outcome", ["afgewezen", "ingetrokken", "uitgesteld"])
def test_c02_a_version_that_was_not_approved_gets_no_document(tmp_path: Path, outcome: str) -> None:
    changed = {"Beslissingen": edited("Beslissingen", H5=outcome, K5="")}
    (finding,) = [found for found in breaches(tmp_path, "C02", AFTER, **changed) if found.trajectory == FIRST]
    assert seen([finding]) == [Seen("C02", "outcome", "opmerking", "Beslissingen!H5", NOOR, FIRST)]
    assert (finding.effect, finding.documents) == (Effect.BLOCK, CARE)


def test_c02_a_point_that_was_put_off_and_then_approved_is_a_draft(tmp_path: Path) -> None:
    before = (
        "KR11.1 | 19/01/2026 | L0231-1 | start traject |  | Te vroeg. | Volgende keer. | uitgesteld |  |  |  |  |  |"
    )
    changed = {"Beslissingen": f"{edited('Beslissingen', K5='')}\n{before}"}
    assert of_first(breaches(tmp_path, "C02", BEFORE, **changed)) == [
        Seen("C02", "", "opmerking", "Beslissingen!K5", NOOR, FIRST)
    ]
    assert statuses(checked(tmp_path, BEFORE, **changed))["lesrooster_L0231-1_2026-03-16"] == "ontwerp"


def test_c02_another_question_that_was_refused_changes_nothing(tmp_path: Path) -> None:
    other = "KR11.1 | 19/01/2026 | L0231-1 | CLB-hulpvraag |  | Niet nodig. | Nee. | afgewezen |  |  |  |  |  |"
    assert of_first(breaches(tmp_path, "C02", AFTER, Beslissingen=more("Beslissingen", other))) == []
    unratified = f"{edited('Beslissingen', K5='')}\n{other}"
    assert of_first(breaches(tmp_path, "C02", AFTER, Beslissingen=unratified)) == [
        Seen("C02", "", "fout", "Beslissingen!K5", NOOR, FIRST)
    ]


@pytest.mark.parametrize("answer", ["nee", "ingetrokken"])
def test_c03_a_student_who_refuses_stops_everything(tmp_path: Path, answer: str) -> None:
    changed = {"Overleg": edited("Overleg", F8=answer, D8="leerling")}
    for today, severity in ((BEFORE, "opmerking"), (AFTER, "fout")):
        (finding,) = breaches(tmp_path, "C03", today, **changed)
        assert seen([finding]) == [Seen("C03", "", severity, "Overleg!F8", NOOR, FIRST)]
        assert (finding.effect, finding.documents) == (Effect.BLOCK, CARE | {REPORT})


def test_c03_the_newest_answer_counts_and_one_to_another_version_does_not(tmp_path: Path) -> None:
    assert breaches(tmp_path, "C03", AFTER, Overleg=edited("Overleg", F5="nee")) == []
    assert seen(breaches(tmp_path, "C03", JULY, Overleg=edited("Overleg", F10="nee"))) == [
        Seen("C03", "", "fout", "Overleg!F10", NOOR, SECOND)
    ]


def test_c03_of_two_answers_on_one_day_the_lower_row_counts(tmp_path: Path) -> None:
    refused = "L0231-1 | 20/01/2026 |  | leerling | Noor | nee | mondeling |  |"
    assert [where(f.place) for f in breaches(tmp_path, "C03", Overleg=more("Overleg", refused))] == ["Overleg!F11"]
    assert breaches(tmp_path, "C03", Overleg=f"{refused}\n{more('Overleg', '')}") == []


UNASKED = {"D8": "ouder; zorgteam", "F5": "", "G5": ""}


def test_c04_a_student_who_has_not_answered(tmp_path: Path) -> None:
    changed = {"Overleg": edited("Overleg", **UNASKED)}
    for today, severity in ((BEFORE, "opmerking"), (AFTER, "waarschuwing")):
        (finding,) = breaches(tmp_path, "C04", today, **changed)
        assert seen([finding]) == [Seen("C04", "", severity, "Trajecten!A4", NOOR, FIRST)]
        assert (finding.effect, finding.documents) == (Effect.DRAFT, CARE)


@pytest.mark.parametrize("answer", ["nog te bevragen", "voorwaardelijk", "niet bereikt"])
def test_c04_an_answer_that_is_still_open(tmp_path: Path, answer: str) -> None:
    assert seen(breaches(tmp_path, "C04", AFTER, Overleg=edited("Overleg", F8=answer, D8="leerling"))) == [
        Seen("C04", "open", "waarschuwing", "Overleg!F8", NOOR, FIRST)
    ]


def test_c05_no_parent_was_heard(tmp_path: Path) -> None:
    talks = edited("Overleg", D6="leerling", D8="leerling; zorgteam")
    note_and_error(tmp_path, "C05", "", "Trajecten!A4", Overleg=talks)
    assert of_first(breaches(tmp_path, "C05", AFTER, Overleg=talks, Leerlingen=OF_AGE)) == []


def test_c05_a_parent_who_refuses(tmp_path: Path) -> None:
    note_and_error(tmp_path, "C05", "refuses", "Overleg!F8", Overleg=edited("Overleg", F8="nee"))


def test_c05_a_parent_without_authority(tmp_path: Path) -> None:
    changed = {"Contacten": edited("Contacten", D4="nee")}
    note_and_error(tmp_path, "C05", "authority", "Overleg!E8", **changed)
    for healed in ({"Contacten": edited("Contacten", D4="ja, ontvangt niets")}, {"Contacten": ""}):
        assert breaches(tmp_path, "C05", AFTER, **healed) == []


def test_c05_a_parent_who_could_not_be_reached_is_on_record(tmp_path: Path) -> None:
    talks = edited("Overleg", F6="niet bereikt", G6="", I6="drie keer gebeld", D8="leerling; zorgteam")
    assert of_first(breaches(tmp_path, "C05", AFTER, Overleg=talks, Contacten=edited("Contacten", D4="nee"))) == []


def test_c06_who_was_not_heard_is_named(tmp_path: Path) -> None:
    talks = {"Overleg": edited("Overleg", D8="leerling")}
    note_and_error(tmp_path, "C06", "", "Trajecten!A4", **talks)
    (finding,) = breaches(tmp_path, "C06", AFTER, **talks)
    assert finding.args == (("list", ("zorgteam",)), ("n", 1))


def test_c06_the_council_that_decided_is_the_talk_with_teachers_and_management(tmp_path: Path) -> None:
    undecided = edited("Beslissingen", H5="", K5="")
    found = breaches(tmp_path, "C06", AFTER, Beslissingen=undecided)
    assert [(f.trajectory, f.arg("list")) for f in found] == [(FIRST, ("leraren", "directie"))]
    heard = more("Overleg", "L0231-1 | 19/01/2026 |  | leraren; directie |  |  |  |  |")
    assert breaches(tmp_path, "C06", AFTER, Beslissingen=undecided, Overleg=heard) == []


def test_c06_someone_who_is_still_to_be_asked_was_not_heard(tmp_path: Path) -> None:
    found = breaches(tmp_path, "C06", AFTER, Overleg=edited("Overleg", F8="nog te bevragen"))
    assert [(f.trajectory, f.arg("list")) for f in found] == [(FIRST, ("zorgteam",))]


def test_c06_a_student_of_age_needs_no_parent(tmp_path: Path) -> None:
    talks = edited("Overleg", D6="leerling", D8="leerling; zorgteam")
    assert breaches(tmp_path, "C06", AFTER, Overleg=talks, Leerlingen=OF_AGE) == []


def test_c07_a_need_that_nobody_confirmed(tmp_path: Path) -> None:
    note_and_error(tmp_path, "C07", "", "Trajecten!B4", Overleg=without("Overleg", 7))


@pytest.mark.parametrize(
    ("parties", "answer", "summary", "confirmed"),
    [
        ("externe hulpverlening", "ja", "", True),
        ("CLB; leerling", "ja", "", True),
        ("CLB", "niet nodig", "ligt al vast", True),
        ("CLB", "", "", False),
        ("CLB", "voorwaardelijk", "na een gesprek", False),
        ("ouder", "ja", "", False),
    ],
)
def test_c07_only_the_clb_or_a_helper_confirms(
    tmp_path: Path, parties: str, answer: str, summary: str, confirmed: bool
) -> None:
    form = "e-mail" if answer == "ja" else ""
    talks = edited("Overleg", D7=parties, F7=answer, G7=form, I7=summary)
    assert bool(of_first(breaches(tmp_path, "C07", AFTER, Overleg=talks))) is not confirmed


def test_c07_holds_for_illness_only(tmp_path: Path) -> None:
    ground = edited("Trajecten", B4="specifieke onderwijsbehoeften")
    assert breaches(tmp_path, "C07", AFTER, Overleg=without("Overleg", 7), Trajecten=ground) == []


def test_c08_what_was_tried_before_is_told_from_phase_2(tmp_path: Path) -> None:
    note_and_error(tmp_path, "C08", "tried", "Trajecten!N4", Trajecten=edited("Trajecten", N4=""))
    assert breaches(tmp_path, "C08", AFTER, Trajecten=edited("Trajecten", N4="", C4="1")) == []


def test_c08_the_clb_was_spoken_to_from_phase_2(tmp_path: Path) -> None:
    talks = {"Overleg": without("Overleg", 7)}
    note_and_error(tmp_path, "C08", "clb", "Trajecten!C4", **talks)
    lasting = f"{talks['Overleg']}\nL0231 | 18/11/2025 |  | CLB |  |  |  |  |"
    assert breaches(tmp_path, "C08", AFTER, Overleg=lasting) == []


def test_c13_a_condition_that_is_still_open(tmp_path: Path) -> None:
    decided = edited("Beslissingen", H5="goedgekeurd onder voorwaarde", I5="na een gesprek")
    for today, severity in (("2026-01-31", "opmerking"), (AFTER, "waarschuwing")):
        (finding,) = breaches(tmp_path, "C13", today, Beslissingen=decided)
        assert seen([finding]) == [Seen("C13", "", severity, "Beslissingen!I5", NOOR, FIRST)]
        assert (finding.effect, finding.documents) == (Effect.NONE, CARE)
    assert breaches(tmp_path, "C13", "2026-01-29", Beslissingen=decided) == []


def test_c15_a_student_of_age_who_did_not_answer_while_a_parent_did(tmp_path: Path) -> None:
    talks = {"Overleg": edited("Overleg", **UNASKED), "Leerlingen": OF_AGE}
    note_and_error(tmp_path, "C15", "", "Overleg!D8", **talks)
    assert of_first(breaches(tmp_path, "C04", AFTER, **talks)) == []
    assert breaches(tmp_path, "C15", AFTER, Leerlingen=OF_AGE) == []
    assert breaches(tmp_path, "C15", AFTER, Overleg=talks["Overleg"]) == []


def remembering(records: Records) -> Records:
    """The records of a school whose ledger remembers what was ratified as it stands now."""
    known = {
        ratification(version, decision): of_version(version)
        for _, version in records.versions()
        if (decision := version.covering(())) is not None
    }
    return replace(records, remembered=known)


def after_ratification(folder: Path, **changed: str) -> list[Finding]:
    """What C16 finds when sheets changed after the ratification was first seen."""
    known = remembering(checked(folder, AFTER).records).remembered
    return breaches_of(replace(checked(folder, AFTER, **changed).records, remembered=known), "C16")


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        ("Trajecten", edited("Trajecten", F4="28/03/2026")),
        ("Maatregelen", edited("Maatregelen", D7="WIS4-12")),
        ("Maatregelen", without("Maatregelen", 8)),
        ("Lesroosteraanpassingen", edited("Lesroosteraanpassingen", F4="RU")),
        ("Lesroosteraanpassingen", edited("Lesroosteraanpassingen", D4="di3-4")),
    ],
)
def test_c16_content_that_changed_after_the_ratification_is_a_draft_again(
    tmp_path: Path, sheet: str, rows: str
) -> None:
    (finding,) = after_ratification(tmp_path, **{sheet: rows})
    assert seen([finding]) == [Seen("C16", "", "fout", "Trajecten!A4", NOOR, FIRST)]
    assert ([where(place) for place in finding.also], finding.effect) == (["Beslissingen!K5"], Effect.DRAFT)
    again = {sheet: rows, "Beslissingen": edited("Beslissingen", K5="09/02/2026")}
    assert after_ratification(tmp_path, **again) == []


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        ("Trajecten", edited("Trajecten", I4="werkt graag samen", K4="heeft nodig: rust")),
        ("Maatregelen", edited("Maatregelen", E5="andere bundels", L5="werkt goed")),
        ("Maatregelen", edited("Maatregelen", L4="helpt")),
        ("Lesroosteraanpassingen", edited("Lesroosteraanpassingen", G4="WIS bundel 3", H4="rustlokaal")),
        ("Lesroosteraanpassingen", "\n".join(reversed(without("Lesroosteraanpassingen").splitlines()))),
        ("Overleg", without("Overleg", 9)),
        ("Opvolging", without("Opvolging", 4)),
    ],
)
def test_c16_free_text_and_the_order_of_rows_are_no_content(tmp_path: Path, sheet: str, rows: str) -> None:
    assert after_ratification(tmp_path, **{sheet: rows}) == []


def test_c16_needs_something_to_remember(tmp_path: Path) -> None:
    records = checked(tmp_path, AFTER).records
    assert breaches_of(replace(records, remembered={}), "C16") == []
    name = f"bekrachtigd L0231-1 KR12.3 {date(2026, 1, 30)}"
    assert list(remembering(records).remembered) == [name]


def test_b05_a_new_version_does_not_live_on_the_decision_of_the_old_one(tmp_path: Path) -> None:
    for today, severity in (("2026-04-19", "opmerking"), ("2026-04-20", "fout")):
        (finding,) = breaches(tmp_path, "B05", today, Beslissingen=without("Beslissingen", 6))
        assert seen([finding]) == [Seen("B05", "", severity, "Trajecten!A5", NOOR, SECOND)]
        assert ([where(place) for place in finding.also], finding.effect) == (["Beslissingen!C5"], Effect.DRAFT)


def test_b05_a_number_that_was_skipped(tmp_path: Path) -> None:
    third = {"Trajecten": edited("Trajecten", A5="L0231-3"), "Beslissingen": edited("Beslissingen", C6="L0231-3")}
    (finding,) = breaches(tmp_path, "B05", **third, Examenaanpassingen="", Overleg=without("Overleg", 10))
    assert seen([finding]) == [Seen("B05", "gap", "fout", "Trajecten!A5", NOOR, "L0231-3")]
    assert finding.args == (("n", 2),)


def variants(decided: str) -> dict[str, str]:
    second = without("Trajecten", 4).strip().replace("L0231-2 ", "L0231-2a ")
    return {
        "Trajecten": f"{without('Trajecten', 5)}\n{second}\n{second.replace('L0231-2a', 'L0231-2b')}",
        "Beslissingen": edited("Beslissingen", C6=decided) if decided else without("Beslissingen", 6),
        "Examenaanpassingen": "",
        "Overleg": without("Overleg", 10),
    }


def test_b05_variants_wait_for_their_own_decision_and_the_one_that_was_not_chosen_waits_in_silence(
    tmp_path: Path,
) -> None:
    assert [f.trajectory for f in breaches(tmp_path, "B05", "2026-04-25", **variants(""))] == ["L0231-2b"]
    assert breaches(tmp_path, "B05", "2026-04-25", **variants("L0231-2a")) == []
    assert breaches(tmp_path, "B05", "2026-04-25", **variants("L0231-2b")) == []


def test_b06_points_of_one_council_on_two_days(tmp_path: Path) -> None:
    rows = """
        KR12.1 | 26/01/2026 | L0232   | advies |  |  |  |  |  |  |  |  |  |
        KR12.2 | 27/01/2026 | L0231-2 | advies |  |  |  |  |  |  |  |  |  |
        KR12.4 | 28/01/2026 | L0232   | advies |  |  |  |  |  |  |  |  |  |
    """
    (finding,) = breaches(tmp_path, "B06", Beslissingen=more("Beslissingen", rows))
    assert seen([finding]) == [Seen("B06", "", "fout", "Beslissingen!B9", ("L0231", "L0232"))]
    assert ([where(place) for place in finding.also], finding.effect) == (["Beslissingen!B10"], Effect.BLOCK)
    same = rows.replace("27/01", "26/01").replace("28/01", "26/01")
    assert breaches(tmp_path, "B06", Beslissingen=more("Beslissingen", same)) == []


@pytest.mark.parametrize(
    ("cell", "text", "case"),
    [
        ("C14", "anderhalf", "number"),
        ("C6", "08:25", "hours"),
        ("C6", "08:25-25:00", "hours"),
        ("B6", "eerste", "hours"),
    ],
)
def test_a02_a_limit_is_a_number_and_an_hour_has_a_begin_and_an_end(
    tmp_path: Path, cell: str, text: str, case: str
) -> None:
    school = edited("School", **{cell: text})
    (finding,) = breaches(tmp_path, "A02", School=school)
    assert seen([finding]) == [Seen("A02", case, "fout", f"School!C{cell[1:]}", None)]
    assert (finding.effect, finding.arg("heading")) == (Effect.BLOCK, "Waarde")
    assert set(statuses(checked(tmp_path, School=school)).values()) == {"geblokkeerd"}


def test_a02_a_limit_that_docgen_does_not_know_may_be_anything(tmp_path: Path) -> None:
    assert (
        breaches(tmp_path, "A02", School=edited("School", B14="Schoolreglement vermeldt afwijkingen", C14="ja")) == []
    )
