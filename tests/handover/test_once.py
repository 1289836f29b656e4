"""Each act happens once and stands in the log: what, to whom, on which ground; also when two people try at once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.audit import key_of, verify
from docgen.findings import Severity
from docgen.handover.acts import prepare, release_copy
from docgen.handover.procedure import Step
from docgen.handover.receipts import receipt
from docgen.handover.receiving import receive
from docgen.handover.refusal import AlreadySent, NotYet, Refused
from docgen.handover.sending import recall, send
from docgen.handover.unfinished import Abandoned
from docgen.ledger import Ledger
from docgen.pipeline import build
from docgen.project import Project
from docgen.reports import handing
from docgen.reports.audit import Log, issued, story
from tests.handover.helping import GC, PASSWORD, handover, inner, report, school
from tests.worked_example import ROWS

SCHOOL = "Technisch Instituut De Beek"
ACTS = ("prepared", "released", "sent", "received")
ALL_ACTS = (*ACTS, "recalled")


def log(where: Project) -> Log:
    """The log of a project, found whole."""
    with Ledger(where.outputs, writable=False) as ledger:
        records, seal = ledger.log(), ledger.seal()
    key = key_of(where.outputs)
    assert verify(records, seal, key) == ()
    assert key is not None
    return Log(records, key, (SCHOOL,))


def acts(where: Project) -> list[str]:
    return [event["action"] for event in log(where).events() if event["action"] in ALL_ACTS]


def test_the_log_tells_what_was_passed_on_when_to_whom_and_why(tmp_path: Path) -> None:
    where = school(tmp_path)
    prepare(where, "L0231")
    release_copy(where, "L0231")
    made = send(where, "L0231", tmp_path / "usb", made_up=lambda: PASSWORD)
    scan = tmp_path / "bewijs.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    receipt(where, "L0231", scan)
    assert acts(where) == [*ACTS]
    number = made.path.stem.removeprefix("overdracht-")
    (event,) = (event for event in log(where).events() if event["action"] == "sent")
    assert (event["package"], event["given"], event["withheld"]) == (
        number,
        {"TR01": "always", "TR02": "default", "TR04": "default", "TR05": "default", "TR06": "default",
         "TR07": "default", "TR10": "asked", "TR12": "both", "TR15": "always"},
        {"TR03": "parents", "TR08": "empty", "TR09": "empty", "TR11": "empty", "TR13": "never", "TR14": "not_agreed",
         "TR16": "never"},
    )  # fmt: skip
    told = story(log(where), "L0231", where.today)
    assert f"Overdrachtsfiche (voor de andere school): versleuteld pakket {number} gemaakt om te verzenden." in told
    assert f"de ontvangende school, {SCHOOL}" in told
    assert f"ontvangstbewijs van pakket {number} genoteerd." in told
    assert f"verzonden in pakket {number}." in issued(log(where), "L0231", {})
    assert not [record for record in log(where).records if "L0231" in record.body or "Beek" in record.body]


def test_the_reports_stand_in_the_log_as_a_package_of_their_own(tmp_path: Path) -> None:
    where = school(tmp_path, rows={"Maatregelen": GC}, inspection="", signed="", asked="", parents_no="TR11")
    report(where)
    send(where, "L0231", tmp_path / "usb", reports=True)
    (event,) = (event for event in log(where).events() if event["action"] == "sent")
    assert (event["document"], event["given"], event["withheld"]) == (
        "verslagen", {"TR01": "always", "TR11": "always"}, {}
    )  # fmt: skip
    assert "Verplichte verslagen: versleuteld pakket" in story(log(where), "L0231", where.today)


def test_doing_it_again_adds_nothing(tmp_path: Path) -> None:
    where = school(tmp_path)
    for _ in range(2):
        prepare(where, "L0231")
    for _ in range(2):
        release_copy(where, "L0231")
    assert acts(where) == ["prepared", "released"]
    build(where)
    assert (acts(where), handover(where).step) == (["prepared", "released"], Step.RELEASED)


def test_a_package_whose_password_is_lost_is_recalled_and_made_anew(tmp_path: Path) -> None:
    """As when docgen is killed after the note in the ledger and before it shows the password: nobody knows it."""
    where = school(tmp_path)
    release_copy(where, "L0231")
    lost = send(where, "L0231", tmp_path / "usb").path
    number = lost.stem.removeprefix("overdracht-")
    with pytest.raises(AlreadySent) as refused:
        send(where, "L0231", tmp_path / "usb")
    assert handing.already_sent(refused.value) == (
        "L0231 is al verzonden op 30 juni 2026. Er is niets gemaakt.\n"
        "Is het wachtwoord kwijt, of kwam het pakket niet aan? "
        "Laat het dan eerst vervallen: docgen transfer recall L0231"
    )
    assert handing.recalled(*recall(where, "L0231")) == [
        f"Pakket {number} is vervallen. Verwijder overdracht-{number}.zip overal waar het staat, "
        "en geef het niet meer door.",
        "Maak een nieuw pakket met: docgen transfer send L0231 --to MAP",
    ]
    assert handover(where).step is Step.RELEASED
    made = send(where, "L0231", tmp_path / "usb", made_up=lambda: PASSWORD)
    assert (made.path != lost, handover(where).step) == (True, Step.SENT)
    with pytest.raises(AlreadySent):
        send(where, "L0231", tmp_path / "usb")
    assert acts(where) == ["released", "sent", "recalled", "sent"]
    assert f"pakket {number} telt niet meer" in story(log(where), "L0231", where.today)
    told = issued(log(where), "L0231", {})
    assert f"pakket {number}, dat daarna verviel." in told
    assert f"verzonden in pakket {made.path.stem.removeprefix('overdracht-')}." in told


def test_only_a_package_that_counts_can_be_recalled(tmp_path: Path) -> None:
    where = school(tmp_path)
    release_copy(where, "L0231")
    assert stopped(lambda: recall(where, "L0231")) == ["not_sent"]
    first = send(where, "L0231", tmp_path / "usb", made_up=lambda: PASSWORD)
    recall(where, "L0231")
    assert stopped(lambda: recall(where, "L0231")) == ["not_sent"]
    there = receive(first.path, PASSWORD, tmp_path / "daar", where.today)
    assert stopped(lambda: receipt(where, "L0231", there.folder / "ontvangst.json")) == ["recalled"]
    second = send(where, "L0231", tmp_path / "usb", made_up=lambda: PASSWORD)
    assert stopped(lambda: receipt(where, "L0231", there.folder / "ontvangst.json")) == ["recalled"]
    there = receive(second.path, PASSWORD, tmp_path / "daar", where.today)
    receipt(where, "L0231", there.folder / "ontvangst.json")
    assert stopped(lambda: recall(where, "L0231")) == ["received"]


def test_what_changed_since_a_package_holds_for_the_next_one(tmp_path: Path) -> None:
    """An objection that came after the package left: what is made after a recall waits for another release."""
    release_copy(school(tmp_path, parents_no=""), "L0231")
    send(school(tmp_path, parents_no=""), "L0231", tmp_path / "usb")
    where = school(tmp_path, parents_no="TR05", sent="30/06/2026")
    recall(where, "L0231")
    assert stopped(lambda: send(where, "L0231", tmp_path / "usb")) == ["not_released"]
    release_copy(where, "L0231")
    members = inner(send(where, "L0231", tmp_path / "usb", made_up=lambda: PASSWORD).path.read_bytes())
    assert "TR05" not in json.loads(members["overdracht.json"])["velden"]


def test_the_reports_are_recalled_on_their_own(tmp_path: Path) -> None:
    where = school(tmp_path, rows={"Maatregelen": GC})
    report(where)
    release_copy(where, "L0231")
    send(where, "L0231", tmp_path / "usb")
    send(where, "L0231", tmp_path / "usb", reports=True)
    recall(where, "L0231", reports=True)
    assert handover(where).step is Step.SENT
    send(where, "L0231", tmp_path / "usb", reports=True)
    with pytest.raises(AlreadySent) as refused:
        send(where, "L0231", tmp_path / "usb", reports=True)
    assert handing.already_sent(refused.value).endswith("docgen transfer recall L0231 --verslagen")
    assert len(list((tmp_path / "usb").iterdir())) == 3


def stopped(act: Callable[[], object]) -> list[str]:
    """The cases of the findings that an act is refused with."""
    with pytest.raises(Refused) as refused:
        act()
    return [finding.case for finding in refused.value.findings]


def test_two_who_send_at_the_same_moment_make_one_package(tmp_path: Path) -> None:
    where = school(tmp_path / "p")
    release_copy(where, "L0231")
    command = [
        sys.executable,
        "-m",
        "docgen.cli",
        "--project",
        str(tmp_path / "p"),
        "transfer",
        "send",
        "L0231",
        "--to",
    ]
    tried = [
        subprocess.Popen([*command, str(tmp_path / "usb")], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=200)[1] for process in tried]
    assert sorted(process.returncode for process in tried) == [0, 1]
    assert sorted("Wachtwoord: " in text for text in said) == [False, True]
    assert (len(list((tmp_path / "usb").iterdir())), acts(where)) == (1, ["released", "sent"])


def test_a_package_that_cannot_be_written_is_not_noted(tmp_path: Path) -> None:
    where = school(tmp_path / "p")
    release_copy(where, "L0231")
    (tmp_path / "usb").write_text("no folder")
    with pytest.raises(OSError, match="usb"):
        send(where, "L0231", tmp_path / "usb")
    assert (acts(where), handover(where).step) == (["released"], Step.RELEASED)
    assert send(where, "L0231", tmp_path / "other").path.is_file()


KILLED = """
import sys, os, signal
from pathlib import Path
from docgen.handover import sending
from docgen.ledger import Ledger
from docgen.project import Project

class Dying(Ledger):
    def _append(self, events):
        os.kill(os.getpid(), signal.SIGKILL)

sending.note.__globals__["Ledger"] = Dying
sending.send(Project(Path(sys.argv[1])), "L0231", Path(sys.argv[2]))
"""
"""A computer that stops between the last byte of the package and the note of it."""


def test_a_package_that_was_cut_off_before_it_counted_is_taken_away(tmp_path: Path) -> None:
    """Nobody knows its password; the next package says what became of it, and only that one is left."""
    where = school(tmp_path / "p")
    release_copy(where, "L0231")
    killed = [sys.executable, "-c", KILLED, str(where.root), str(tmp_path / "usb")]
    assert subprocess.run(killed, check=False, timeout=200).returncode == -9
    (left,) = (tmp_path / "usb").iterdir()
    assert handover(where).step is Step.RELEASED
    made = send(where, "L0231", tmp_path / "usb", made_up=lambda: PASSWORD)
    assert list((tmp_path / "usb").iterdir()) == [made.path]
    assert made.abandoned == Abandoned(left.absolute(), removed=True)
    said = f"Een vorig pakket was niet af en telde niet mee. Het is verwijderd: {left.name}"
    assert said in handing.sent(made)
    assert not (where.outputs / ".docgen" / "package.json").exists()


def test_a_package_that_was_cut_off_on_a_stick_that_is_gone_is_named(tmp_path: Path) -> None:
    where = school(tmp_path / "p")
    release_copy(where, "L0231")
    killed = [sys.executable, "-c", KILLED, str(where.root), str(tmp_path / "usb")]
    assert subprocess.run(killed, check=False, timeout=200).returncode == -9
    (left,) = (tmp_path / "usb").iterdir()
    (tmp_path / "usb").rename(tmp_path / "elsewhere")
    said = f"Een vorig pakket was niet af en telt niet mee. Verwijder het als u het nog vindt: {left.name}"
    assert said in handing.sent(send(where, "L0231", tmp_path / "other"))


def test_a_package_that_counted_stays_when_the_program_was_killed_after_it(tmp_path: Path) -> None:
    where = school(tmp_path / "p", rows={"Maatregelen": GC})
    report(where)
    release_copy(where, "L0231")
    made = send(where, "L0231", tmp_path / "usb")
    number = made.path.stem.removeprefix("overdracht-")
    note = {"number": number, "process": "1_a", "path": str(made.path)}
    (where.outputs / ".docgen" / "package.json").write_text(json.dumps(note))
    other = send(where, "L0231", tmp_path / "usb", reports=True)
    assert (other.abandoned, made.path.is_file()) == (None, True)


@pytest.mark.parametrize(
    "said",
    [
        b"{", b"[" * 30_000, b"[]", b"\xff", b"{}", b"9" * 5_000, b" " * 50_000,
        json.dumps({"number": 7, "process": "1_a", "path": "/tmp/overdracht-7.zip"}).encode(),
        json.dumps({"number": "7f3a91c2", "process": "*", "path": "/tmp/overdracht-7f3a91c2.zip"}).encode(),
        json.dumps({"number": "7f3a91c2", "process": "1_a", "path": "overdracht-7f3a91c2.zip"}).encode(),
        json.dumps({"number": "7f3a91c2", "process": "1_a", "path": "/tmp/\0/overdracht-7f3a91c2.zip"}).encode(),
    ],
)  # fmt: skip
def test_a_note_that_docgen_did_not_write_stops_nothing(said: bytes, tmp_path: Path) -> None:
    where = school(tmp_path / "p")
    release_copy(where, "L0231")
    note = where.outputs / ".docgen" / "package.json"
    note.write_bytes(said)
    made = send(where, "L0231", tmp_path / "usb")
    assert (made.abandoned, note.exists()) == (Abandoned(None), False)
    assert any(line.startswith("Een vorig pakket was misschien niet af") for line in handing.sent(made))


def test_a_note_never_removes_anything_but_a_package_of_its_number(tmp_path: Path) -> None:
    where = school(tmp_path / "p")
    release_copy(where, "L0231")
    precious = tmp_path / "jaarrekening.xlsx"
    precious.write_bytes(b"x")
    other = tmp_path / ".docgen-9_abcdef_12345678-x.tmp"
    other.write_bytes(b"x")
    forged = {"number": "7f3a91c2", "process": "9_abcdef_12345678", "path": str(precious)}
    (where.outputs / ".docgen" / "package.json").write_text(json.dumps(forged))
    made = send(where, "L0231", tmp_path / "usb")
    assert (made.abandoned, precious.is_file(), other.is_file()) == (Abandoned(None), True, True)


def test_an_objection_after_the_release_asks_for_another_release(tmp_path: Path) -> None:
    where = school(tmp_path, parents_no="")
    prepare(where, "L0231")
    release_copy(where, "L0231")
    where = school(tmp_path, parents_no="TR05")
    with pytest.raises(Refused) as refused:
        send(where, "L0231", tmp_path / "usb")
    assert [(f.code, f.case) for f in refused.value.findings] == [("S31", "not_released")]
    assert not (tmp_path / "usb").exists()
    release_copy(where, "L0231")
    assert handover(where).step is Step.RELEASED
    send(where, "L0231", tmp_path / "usb")
    (event,) = (event for event in log(where).events() if event["action"] == "sent")
    assert event["withheld"]["TR05"] == "parents"


def test_build_knows_what_was_laid_out(tmp_path: Path) -> None:
    """One fingerprint: content that changed between the copy and the inspection stops the build's copy too."""
    where = school(tmp_path, today="2026-06-26", inspection="", signed="")
    prepare(where, "L0231")
    other = {"Maatregelen": ROWS["Maatregelen"].replace("een derde extra tijd", "een kwart extra tijd")}
    where = school(tmp_path, rows=other, inspection="27/06/2026")
    built = build(where)
    found = [finding for finding in built.checked.findings if finding.code == "G06"]
    assert [finding.severity for finding in found] == [Severity.ERROR]
    assert not (where.outputs / "overdracht" / "overdrachtsfiche_L0231_overdracht.docx").exists()
    with pytest.raises(NotYet) as refused:
        release_copy(where, "L0231")
    assert [finding.code for finding in refused.value.findings] == ["G06"]
    where = school(tmp_path, inspection="27/06/2026")  # back to what they saw
    release_copy(where, "L0231")
    assert handover(where).step is Step.RELEASED


def test_a_second_copy_laid_out_counts_as_the_one_inspected(tmp_path: Path) -> None:
    where = school(tmp_path, today="2026-06-26", inspection="", signed="")
    prepare(where, "L0231")
    other = {"Maatregelen": ROWS["Maatregelen"].replace("een derde extra tijd", "een kwart extra tijd")}
    prepare(school(tmp_path, today="2026-06-26", inspection="", signed="", rows=other), "L0231")
    assert handover(school(tmp_path, inspection="27/06/2026")).changed
    assert not handover(school(tmp_path, rows=other, inspection="27/06/2026")).changed
    assert acts(where) == ["prepared", "prepared"]
