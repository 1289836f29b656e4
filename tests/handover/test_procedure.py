"""The steps of a transfer: where it stands follows from the rows and from what was done."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.handover.acts import prepare, release_copy
from docgen.handover.papers import rows as reply_rows
from docgen.handover.procedure import Step, handovers
from docgen.handover.receipts import receipt
from docgen.handover.refusal import NotYet, Refused
from docgen.handover.sending import send
from docgen.pages.page import view
from docgen.pipeline import build, check
from docgen.plan.planned import FINAL
from docgen.privacy import release
from docgen.reports import handing
from tests.building import edited
from tests.documents import texts
from tests.handover.helping import GC, PASSWORD, handover, report, school
from tests.worked_example import ROWS

EMPTY = {"asked": "", "inspection": "", "signed": "", "enrolled": ""}


@pytest.mark.parametrize(
    ("cells", "step"),
    [
        (EMPTY, Step.PREPARING),
        ({**EMPTY, "asked": "22/06/2026"}, Step.ASKED),
        ({**EMPTY, "asked": "01/07/2026"}, Step.PREPARING),
        ({**EMPTY, "asked": "22/06/2026", "inspection": "25/06/2026"}, Step.OFFERED),
        ({}, Step.OFFERED),
        ({"sent": "30/06/2026"}, Step.SENT),
        ({"sent": "29/06/2026", "received": "30/06/2026"}, Step.RECEIVED),
        ({"sent": "30/06/2026", "received": "01/07/2026"}, Step.SENT),
    ],
)
def test_a_step_follows_from_the_row(tmp_path: Path, cells: dict[str, str], step: Step) -> None:
    assert handover(school(tmp_path, **cells)).step is step


def test_from_inspection_to_receipt(tmp_path: Path) -> None:
    where = school(tmp_path)
    prepare(where, "L0231")
    assert handover(where).step is Step.OFFERED
    release_copy(where, "l0231")
    assert handover(where).step is Step.RELEASED
    package = send(where, "L0231", tmp_path / "usb", made_up=lambda: PASSWORD)
    assert handover(where).step is Step.SENT
    scan = tmp_path / "ontvangst.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    done, day, was_read = receipt(where, "L0231", scan)
    assert handover(where).step is Step.RECEIVED
    assert (day.isoformat(), was_read) == ("2026-06-30", False)
    number = package.path.stem.removeprefix("overdracht-")
    assert handing.noted(done, day, was_read) == [
        "L0231 is ontvangen op 30 juni 2026.",
        f"Dit bestand kan docgen niet lezen. Kijk zelf na of het pakketnummer klopt: {number}",
    ]
    with pytest.raises(Refused) as again:
        receipt(where, "L0231", scan)
    assert [(f.code, f.case) for f in again.value.findings] == [("S31", "received")]


def test_content_that_changes_goes_back_to_the_beginning(tmp_path: Path) -> None:
    where = school(tmp_path)
    release_copy(where, "L0231")
    other = ROWS["Maatregelen"].replace("een derde extra tijd", "een kwart extra tijd")
    where = school(tmp_path, rows={"Maatregelen": other})
    assert handover(where).step is Step.PREPARING
    with pytest.raises(NotYet) as refused:
        send(where, "L0231", tmp_path / "usb")
    assert [finding.code for finding in refused.value.findings] == ["G06"]
    assert handing.status(handovers(check(where)), frozenset()) == [
        "  L0231       Voorbereiding                  inhoud gewijzigd: nieuwe inzage nodig",
        "1 lopend, 0 ontvangen dit schooljaar.",
    ]
    where = school(tmp_path, rows={"Maatregelen": other}, inspection="30/06/2026", signed="30/06/2026")
    release_copy(where, "L0231")
    assert handover(where).step is Step.RELEASED


def test_content_that_changes_between_the_copy_and_the_inspection_is_noticed(tmp_path: Path) -> None:
    where = school(tmp_path, today="2026-06-26", inspection="", signed="")
    prepare(where, "L0231")
    assert not handover(school(tmp_path, inspection="27/06/2026")).changed
    assert not handover(school(tmp_path, inspection="27/06/2026", parents_no="TR03; TR07")).changed
    other = ROWS["Maatregelen"].replace("een derde extra tijd", "een kwart extra tijd")
    assert handover(school(tmp_path, rows={"Maatregelen": other}, inspection="27/06/2026")).changed


def test_an_objection_after_the_inspection_needs_no_new_one(tmp_path: Path) -> None:
    where = school(tmp_path, parents_no="")
    prepare(where, "L0231")
    later = school(tmp_path, parents_no="TR03; TR07", student_no="TR10")
    assert not handover(later).changed
    assert {finding.code for finding in check(later).findings}.isdisjoint({"G06"})
    release_copy(later, "L0231")
    given_after_all = school(tmp_path, parents_no="", also="")
    assert handover(given_after_all).changed


def test_the_reply_form_has_a_row_per_field_under_the_numbers_of_its_copy(tmp_path: Path) -> None:
    where = school(tmp_path, rows={"Maatregelen": GC})
    copy, form = prepare(where, "L0231").paths
    transfer = handover(where)
    planned = transfer.copies["inzage"][0]
    page = view(release(transfer.records, planned, FINAL), transfer.records.today)
    rows = list(reply_rows(page))
    assert [(row["nr"], row["code"], row["nee"]) for row in rows] == [
        ("1", "TR01", "–"), ("1", "TR02", "☐ liever niet"), ("2", "TR10", "☐ liever niet"),
        ("3", "TR04", "☐ liever niet"), ("4", "TR06", "☐ liever niet"), ("5", "TR07", "☐ liever niet"),
        ("6", "TR05", "☐ liever niet"), ("7", "TR12", "☐ liever niet"), ("8", "TR11", "–"), ("9", "TR15", "–"),
    ]  # fmt: skip
    titles = set(texts(copy.read_bytes()))
    assert [row for row in rows if f"{row['nr']}{row['titel']}" not in titles] == []
    shown = list(texts(form.read_bytes()))
    assert "29 juni 2026" not in shown
    assert {"Antwoordformulier bij de inzage", "Technisch Instituut De Beek", "10 september 2026"} <= set(shown)
    assert "TR03" not in " ".join(shown)  # objected to already


def test_one_of_age_signs_alone(tmp_path: Path) -> None:
    students = ROWS["Leerlingen"].replace("14/03/2010", "14/03/2008")
    where = school(tmp_path, rows={"Leerlingen": students})
    _, form = prepare(where, "L0231").paths
    shown = set(texts(form.read_bytes()))
    assert ("Leerling" in shown, "Ouder" in shown) == (True, False)


def test_nothing_is_prepared_when_findings_stop_the_copy(tmp_path: Path) -> None:
    where = school(tmp_path, sentence="heeft ADHD en wordt gepest door Bram Andersen")
    assert handover(where).copies["inzage"][1].status == "geblokkeerd"
    with pytest.raises(Refused):
        prepare(where, "L0231")


def test_two_transfers_of_one_student_are_told_apart(tmp_path: Path) -> None:
    from tests.handover.helping import row

    two = f"{row()}\n{row(to='Atheneum De Zee')}"
    where = school(tmp_path, rows={"Overdrachten": two})
    assert [known.name for known in handovers(check(where))] == ["L0231-1", "L0231-2"]
    with pytest.raises(Refused) as refused:
        prepare(where, "L0231")
    assert [(f.code, f.case, f.arg("list")) for f in refused.value.findings] == [
        ("S31", "several", ("L0231-1", "L0231-2"))
    ]
    with pytest.raises(Refused) as refused:
        prepare(where, "L0999")
    assert [(f.code, f.case) for f in refused.value.findings] == [("S31", "unknown")]


def test_a_build_does_not_undo_a_release(tmp_path: Path) -> None:
    where = school(tmp_path)
    release_copy(where, "L0231")
    build(where)
    assert handover(where).step is Step.RELEASED
    report(where)
    assert handover(where).step is Step.RELEASED


def test_a_consent_that_is_withdrawn_after_the_inspection_asks_for_another_one(tmp_path: Path) -> None:
    """What a version says about the student goes to no other school once the student no longer wants that version."""
    laid = {"inspection": "27/06/2026"}
    prepare(school(tmp_path, today="2026-06-26", **laid), "L0231")
    release_copy(school(tmp_path, **laid), "L0231")
    withdrawn = {"Overleg": edited("Overleg", F8="ingetrokken", F10="ingetrokken")}
    where = school(tmp_path, rows=withdrawn, **laid)
    with pytest.raises(NotYet) as refused:
        send(where, "L0231", tmp_path / "usb")
    assert [finding.code for finding in refused.value.findings] == ["G06"]
    found = handover(where)
    page = view(release(found.records, found.document, FINAL), found.records.today)
    assert (page["secties"]["noden"]["nr"], page["secties"]["stem"]["nr"]) == (0, 0)
    whole = handover(school(tmp_path, **laid))
    before = view(release(whole.records, whole.document, FINAL), whole.records.today)
    assert before["secties"]["noden"]["nr"]
    assert before["secties"]["stem"]["nr"]
