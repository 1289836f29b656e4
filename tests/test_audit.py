"""The log survives nothing that should not be: any change, deletion, insertion or swap is found, at its place."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import audit
from docgen.audit import START, Fault, Key, Record, canonical, chained, digest, key_of, make_key, verify
from docgen.ledger import Ledger, Made
from docgen.making.accounting import copy_of, decided, nameless
from docgen.messages import catalogue, day
from docgen.pipeline import build, check
from docgen.privacy.transfer import FIELDS, granted
from docgen.project import Project
from docgen.reports.audit import Log, consent, issued, story, verdict
from docgen.retention import destroy_due
from docgen.spec import documents, sheets
from docgen.tables.transfer import Transfer
from tests.building import edited, files
from tests.test_cli import docgen
from tests.test_privacy import OF_STUDENTS, canaries
from tests.worked_example import ROWS, STAGES, project

MOMENT = datetime(2026, 6, 30, 7, 42, 5, tzinfo=UTC)
KEY = Key(b"a key")
COUNT = 6
LATE = "2026-07-02"
LINES = 1 + len(files(LATE))
"""What the first build of the worked example writes in the log: the run, and a line per document."""


@pytest.fixture(autouse=True)
def _user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "mentor")


def written(count: int = COUNT) -> list[Record]:
    """So many records in a chain."""
    return list(chained(None, [{"action": "made", "name": f"d{n}"} for n in range(count)], "who", MOMENT))


def sealed(records: list[Record]) -> audit.Seal:
    return KEY.seal(len(records), records[-1].hash)


def rewritten(record: Record, **changed: object) -> Record:
    """The record with something else in it, and a hash that fits."""
    text = canonical({**record.event, **changed})
    return Record(record.number, text, digest(text))


# --- the chain -------------------------------------------------------------------------------------------------------


def test_a_record_is_canonical_and_carries_the_hash_of_the_one_before() -> None:
    first, second = written(2)
    assert first.body == (
        f'{{"action":"made","at":"2026-06-30T07:42:05+00:00","name":"d0","number":1,"previous":"{START}","who":"who"}}'
    )
    assert first.hash == digest(first.body)
    assert second.event["previous"] == first.hash


def test_a_log_that_nobody_touched_is_whole() -> None:
    records = written()
    assert verify(records, sealed(records), KEY) == ()
    assert verify([], None, None) == ()


@pytest.mark.parametrize("place", range(COUNT))
def test_a_changed_record_is_found(place: int) -> None:
    records = written()
    seal = sealed(records)
    records[place] = Record(place + 1, records[place].body.replace('"d', '"x'), records[place].hash)
    assert verify(records, seal, KEY) == (Fault(place + 1, "changed"),)


@pytest.mark.parametrize("place", range(COUNT))
def test_a_changed_record_with_a_hash_that_fits_is_found(place: int) -> None:
    records = written()
    seal = sealed(records)
    records[place] = rewritten(records[place], name="other")
    expected = Fault(place + 2, "order") if place + 1 < COUNT else Fault(COUNT, "seal")
    assert verify(records, seal, KEY) == (expected,)


@pytest.mark.parametrize("place", range(COUNT))
def test_a_deleted_record_is_found(place: int) -> None:
    records = written()
    seal = sealed(records)
    del records[place]
    assert verify(records, seal, KEY) == (Fault(place + 1, "missing"),)


@pytest.mark.parametrize("place", range(COUNT))
def test_a_deleted_record_is_found_when_the_others_are_numbered_anew(place: int) -> None:
    records = written()
    seal = sealed(records)
    del records[place]
    records = [Record(number, record.body, record.hash) for number, record in enumerate(records, start=1)]
    moved = [Fault(number, "order") for number in range(place + 1, COUNT)]
    assert verify(records, seal, KEY) == (*moved, Fault(COUNT, "missing"))


@pytest.mark.parametrize("place", range(COUNT + 1))
def test_an_inserted_record_is_found(place: int) -> None:
    records = written()
    seal = sealed(records)
    last = records[place - 1] if place else None
    (added,) = chained(last, [{"action": "made", "name": "inserted"}], "who", MOMENT)
    records = [*records[:place], added, *records[place:]]
    records = [Record(number, record.body, record.hash) for number, record in enumerate(records, start=1)]
    moved = [Fault(number, "order") for number in range(place + 2, COUNT + 2)]
    found = verify(records, seal, KEY)
    assert found == (*moved, Fault(COUNT + 1, "extra"))


@pytest.mark.parametrize("one", range(COUNT))
@pytest.mark.parametrize("other", range(COUNT))
def test_swapped_records_are_found(one: int, other: int) -> None:
    records = written()
    seal = sealed(records)
    first, second = records[one], records[other]
    records[one] = Record(first.number, second.body, second.hash)
    records[other] = Record(second.number, first.body, first.hash)
    places = {fault.number for fault in verify(records, seal, KEY)}
    assert places.issuperset({one + 1, other + 1}) if one != other else places == set()


def test_a_log_that_was_cut_off_is_found_wherever() -> None:
    records = written()
    for count in range(COUNT):
        assert verify(records[:count], sealed(records), KEY) == tuple(
            Fault(number, "missing") for number in range(count + 1, COUNT + 1)
        )
        assert verify(records[count:], sealed(records), KEY) == tuple(
            Fault(number, "missing") for number in range(1, count + 1)
        )


def test_any_byte_of_any_record_changed_left_out_or_put_in_is_found() -> None:
    records = written()
    tried = 0
    for index, record in enumerate(records):
        for place in range(len(record.body)):
            before, sign, after = record.body[:place], record.body[place], record.body[place + 1 :]
            other = "0" if sign != "0" else "1"
            for body in (f"{before}{other}{after}", f"{before}{after}", f"{before}{sign}{other}{after}"):
                for hashed in (record.hash, digest(body)):  # also by one who works the hash out anew
                    spoiled = [*records[:index], Record(record.number, body, hashed), *records[index + 1 :]]
                    assert verify(spoiled, sealed(records), KEY) != ()
                    tried += 1
        for place in range(64):
            other = "0" if record.hash[place] != "0" else "1"
            changed = f"{record.hash[:place]}{other}{record.hash[place + 1 :]}"
            spoiled = [*records[:index], Record(record.number, record.body, changed), *records[index + 1 :]]
            assert verify(spoiled, sealed(records), KEY) != ()
            tried += 1
    assert tried > 5_000


def test_a_log_written_anew_without_the_key_is_found() -> None:
    records = list(chained(None, [{"action": "made", "name": "forged"}], "who", MOMENT))
    assert verify(records, Key(b"another key").seal(1, records[0].hash), KEY) == (Fault(1, "seal"),)
    assert verify(records, None, KEY) == (Fault(1, "seal"),)
    assert verify(records, KEY.seal(1, records[0].hash), None) == (Fault(1, "seal"),)


def test_a_log_written_anew_with_the_key_is_found_by_a_head_that_was_kept() -> None:
    kept = written()
    anew = written(2)
    assert verify(anew, sealed(anew), KEY) == ()
    assert verify(anew, sealed(anew), KEY, kept[-1].hash) == (Fault(0, "head"),)
    assert verify(kept, sealed(kept), KEY, kept[2].hash) == ()
    assert verify([], None, None, kept[-1].hash) == (Fault(0, "head"),)


@pytest.mark.parametrize("body", ["", "[]", "{", '{"number": 1}', "null"])
def test_a_record_that_is_no_record_is_found(body: str) -> None:
    records = written()
    seal = sealed(records)
    records[0] = Record(1, body, digest(body))
    assert Fault(1, "changed") in verify(records, seal, KEY)


def test_marks_differ_per_purpose_and_per_key() -> None:
    marks = {KEY.student("L1"), KEY.receiver("L1"), Key(b"b").student("L1"), KEY.student("L2")}
    assert (len(marks), {len(mark) for mark in marks}) == (4, {32})
    assert KEY.receiver("TI  de beek") == KEY.receiver("TI De Beek")


def test_without_a_user_the_operator_stays_neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError

    monkeypatch.setattr("getpass.getuser", nobody)
    assert KEY.user() == "bediener"


# --- in the ledger ---------------------------------------------------------------------------------------------------


def built(folder: Path, today: str = LATE, **changed: str) -> Path:
    """The worked example, built."""
    build(Project(project(folder, today=today, **changed)))
    return folder / "outputs"


def events(outputs: Path) -> list[dict[str, Any]]:
    with Ledger(outputs, writable=False) as ledger:
        return [record.event for record in ledger.log()]


def test_a_run_logs_its_inputs_and_what_it_made(tmp_path: Path) -> None:
    begun = audit.now()
    outputs = built(tmp_path)
    run, *logged = events(outputs)
    assert begun <= datetime.fromisoformat(run["at"]) <= audit.now()
    key = key_of(outputs)
    assert key is not None
    (read,) = run.pop("inputs")
    assert (read[0], len(read[1])) == ("school.xlsx", 64)
    assert {name: run[name] for name in ("action", "number", "previous", "list", "today", "who")} == {
        "action": "run",
        "number": 1,
        "previous": START,
        "list": "1",
        "today": LATE,
        "who": key.user(),
    }
    assert [event["action"] for event in logged] == ["made"] * len(files(LATE))
    own = [event for event in logged if event["student"]]
    assert {(event["name"], event["audience"], event["copy"]) for event in own} >= {
        ("examenrooster_*-2", "zorg", ""),
        ("lesrooster_*-1_2026-03-16", "zorg", ""),
        ("overdrachtsfiche_*_inzage", "overdracht", "inzage"),
        ("overdrachtsfiche_*_overdracht", "overdracht", "overdracht"),
        ("zorgfolder_*", "zorg", ""),
    }
    assert {event["student"] for event in own} == {key.student("L0231")}
    shared = [event["students"] for event in logged if not event["student"]]
    assert {student for students in shared for student in students} <= {key.student("L0231"), key.student("L0232")}
    standing = {known.sha256 for known in Ledger(outputs, writable=False).made().values()}
    assert {event["sha256"] for event in logged} == standing
    later = {event["name"].partition("_")[0] for event in logged if event["destroy_after"] != "2027-08-31"}
    assert later == {"verslag"}  # the minutes of a council are kept longer
    assert all(len(event["template"]) > 15 for event in logged)


def test_a_transfer_logs_its_fields_with_their_ground_and_the_others_with_the_reason(tmp_path: Path) -> None:
    outputs = built(tmp_path)
    copy = next(event for event in events(outputs) if event.get("copy") == "overdracht")
    assert copy["receiver"] == make_key(outputs).receiver("Technisch Instituut De Beek")
    assert copy["given"] == {
        "TR01": "always",
        "TR02": "default",
        "TR04": "default",
        "TR05": "default",
        "TR06": "default",
        "TR07": "default",
        "TR10": "asked",
        "TR12": "both",
        "TR15": "always",
    }
    assert copy["withheld"] == {
        "TR03": "parents",
        "TR08": "empty",
        "TR09": "empty",
        "TR11": "empty",
        "TR13": "never",
        "TR14": "not_agreed",
        "TR16": "never",
    }


def transfers() -> Iterator[Transfer]:
    given = {"Leerling-ID": "L1", "Profiel": "intern", "Naar school": "De Beek"}
    for student in ("", "TR03", "TR10; TR12", "TR01"):
        for parents in ("", "TR03", "TR11"):
            for also in ("", "TR12", "TR14"):
                for asked in (None, MOMENT.date()):
                    yield Transfer.model_construct(
                        **given,
                        student_objects=tuple(student.split("; ")),
                        parents_object=(parents,),
                        also_give=(also,),
                        student_asked_on=asked,
                    )


def test_what_is_logged_is_what_is_granted() -> None:
    for transfer in transfers():
        given, withheld = decided(transfer, alone=False)
        assert set(given) == granted(transfer, alone=False)
        assert sorted([*given, *withheld]) == sorted(FIELDS)


def test_why_a_field_stays_behind_is_told_per_person() -> None:
    common = {"also_give": (), "student_asked_on": None, "profile": "nieuwe graad", "wellbeing": None}
    both = Transfer.model_construct(student_objects=("TR03", "TR04"), parents_object=("TR03", "TR05"), **common)
    assert decided(both, alone=False)[1] == {
        "TR03": "student_and_parents",
        "TR04": "student",
        "TR05": "parents",
        "TR10": "not_asked",
        "TR12": "not_agreed",
        "TR13": "never",
        "TR14": "not_agreed",
        "TR16": "never",
    }


def test_a_run_that_changes_nothing_logs_nothing(tmp_path: Path) -> None:
    before = events(built(tmp_path))
    assert events(built(tmp_path)) == before
    later = events(built(tmp_path, today="2026-07-03"))[len(before) + 1 :]
    assert {event["name"].partition("_")[0] for event in later} == {
        "bewaarlijst",
        "cel",
        "schoolbeeld",
        "zelfevaluatie",
    }


def test_a_withdrawn_document_is_logged(tmp_path: Path) -> None:
    built(tmp_path)
    outputs = built(tmp_path, Overleg=edited("Overleg", F10="ingetrokken"))
    added = [(event["action"], event.get("name"), event.get("stood")) for event in events(outputs)[LINES:]]
    assert added[0] == ("run", None, None)
    gone = {name for action, name, stood in added if action == "withdrawn" and stood}
    assert {"examenrooster_*-2", "zorgfolder_*", "overdrachtsfiche_*_overdracht"} <= gone
    assert not [name for name in gone if name.startswith("lesrooster")]


HIDDEN = ("kanarie", "l0231", "noor", "voorbeeld", "beek", "mentor", "peeters", "l0232", "bram", "andersen")


def logged(outputs: Path) -> str:
    with Ledger(outputs, writable=False) as ledger:
        return " ".join(record.body for record in ledger.log()).lower()


def test_no_name_id_or_text_is_in_the_log(tmp_path: Path) -> None:
    log = logged(built(tmp_path, **{name: canaries(name) for name in OF_STUDENTS}))
    assert [word for word in HIDDEN if word in log] == []


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_nor_of_any_type_of_document_made_withdrawn_or_destroyed(stage: str, tmp_path: Path) -> None:
    moment = STAGES[stage]
    built(tmp_path, moment.today, **moment.rows(ROWS))
    built(tmp_path, moment.today, **{**moment.rows(ROWS), "Overleg": ""})
    (tmp_path / "docgen.toml").write_text("[datum]\npeildatum = 2036-01-01\n")
    assert destroy_due(Project(tmp_path)).removed
    log = logged(tmp_path / "outputs")
    assert [action for action in ("made", "withdrawn", "removed") if f'"action":"{action}"' not in log] == []
    assert [word for word in HIDDEN if word in log] == []


def test_the_key_is_the_owners_only_and_made_once(tmp_path: Path) -> None:
    outputs = built(tmp_path)
    path = outputs / ".docgen" / "key"
    secret = path.read_bytes()
    built(tmp_path, today="2026-07-03")
    assert (path.read_bytes(), len(bytes.fromhex(secret.decode()))) == (secret, 32)
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_documents_and_log_are_kept_together_or_not_at_all(tmp_path: Path) -> None:
    fine = Made("zorg/a.docx", "a_L1", "f", "s", MOMENT.date())
    broken = replace(fine, sha256=None)  # type: ignore[arg-type]
    with Ledger(tmp_path, writable=True) as ledger:
        with pytest.raises(sqlite3.IntegrityError):
            ledger.record([broken], (), {}, events=[{"action": "run"}])
        with pytest.raises(TypeError, match="not JSON serializable"):
            ledger.record([fine], (), {}, events=[{"action": object()}])
        assert (ledger.log(), dict(ledger.made())) == ((), {})


def test_the_ledger_refuses_to_change_or_shorten_its_log(tmp_path: Path) -> None:
    outputs = built(tmp_path)
    with closing(sqlite3.connect(outputs / ".docgen" / "ledger.sqlite")) as connection:
        for statement in ("update audit set body='' where number=2", "delete from audit where number=2"):
            with pytest.raises(sqlite3.IntegrityError, match="the log is only added to"):
                connection.execute(statement)


# --- on the command line ---------------------------------------------------------------------------------------------


def tampered(outputs: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    """Change the file as somebody would who knows SQLite."""
    with closing(sqlite3.connect(outputs / ".docgen" / "ledger.sqlite")) as connection, connection:
        connection.execute("drop trigger audit_is_not_changed")
        connection.execute("drop trigger audit_is_not_shortened")
        change(connection)


def test_verify_says_that_the_log_is_whole_and_shows_its_head(tmp_path: Path) -> None:
    outputs = built(tmp_path)
    with Ledger(outputs, writable=False) as ledger:
        head = ledger.log()[-1].hash
    run = docgen("audit", "verify", folder=tmp_path)
    assert (run.returncode, run.stdout) == (0, f"Het logboek is heel: {LINES} regels.\nKop: {head}\n")
    assert docgen("audit", "verify", "--head", head, folder=tmp_path).returncode == 0
    assert docgen("audit", "verify", "--head", "0" * 64, folder=tmp_path).stdout == (
        "Het logboek is niet heel: 1 plaats.\nDe kop die u gaf, staat niet in dit logboek.\n"
    )


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("update audit set body=replace(body, 'zorg', 'x') where number=3", "regel 3: de inhoud is gewijzigd."),
        ("delete from audit where number=4", "regel 4: deze regel ontbreekt."),
        (f"delete from audit where number={LINES}", f"regel {LINES}: deze regel ontbreekt."),
        ("delete from seal", f"na regel {LINES}: het zegel op de laatste regel ontbreekt of klopt niet."),
    ],
)  # fmt: skip
def test_verify_names_the_place_and_ends_with_1(tmp_path: Path, statement: str, told: str) -> None:
    outputs = built(tmp_path)
    tampered(outputs, lambda connection: connection.execute(statement))
    run = docgen("audit", "verify", folder=tmp_path)
    assert (run.returncode, run.stdout) == (1, f"Het logboek is niet heel: 1 plaats.\n{told}\n")


def test_an_empty_project_has_an_empty_log(tmp_path: Path) -> None:
    run = docgen("audit", "verify", folder=project(tmp_path))
    assert (run.returncode, run.stdout) == (0, "Het logboek is nog leeg.\n")
    assert docgen("audit", "show", "L0231", folder=tmp_path).stdout == "In het logboek staat niets over L0231.\n"
    assert not (tmp_path / "outputs").exists()


def test_build_shows_the_head_and_keeps_the_contract_of_its_json(tmp_path: Path) -> None:
    run = docgen("build", "--json", folder=project(tmp_path, today=LATE))
    with Ledger(tmp_path / "outputs", writable=False) as ledger:
        head = ledger.log()[-1].hash
    assert run.stderr == f"Logboek: {LINES} regels erbij, kop {head}\n"
    assert list(json.loads(run.stdout)) == ["schema", "findings", "counts", "documents"]
    assert docgen("build", "--json", folder=tmp_path).stderr == ""


# --- as a parent is told ---------------------------------------------------------------------------------------------


def log_of(outputs: Path) -> Log:
    key = key_of(outputs)
    assert key is not None
    with Ledger(outputs, writable=False) as ledger:
        return Log(ledger.log(), key, ("Technisch Instituut De Beek",))


def test_the_story_of_a_student_in_plain_dutch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    outputs = built(tmp_path)
    log = log_of(outputs)
    told = story(log, "L0231", MOMENT.date())
    copy = next(event for event in log.events() if event.get("copy") == "overdracht")
    read = log.events()[0]["inputs"][0][1]
    assert told.count(f"Gemaakt uit       school.xlsx ({read[:12]})") == 1
    part = told[told.index("Overdrachtsfiche (voor de andere school)") :].split("\n\n")[0]
    mark = log.key.student("L0231")
    own = [event for event in log.events() if mark in (event.get("student"), *event.get("students", ()))]
    head = f"Wat docgen voor L0231 maakte en doorgaf\n{len(own)} gebeurtenissen, stand van 30 juni 2026.\n\n"
    assert told.startswith(head)
    assert (
        part
        == f"""\
Overdrachtsfiche (voor de andere school) gemaakt.
    Voor              de ontvangende school, Technisch Instituut De Beek
    Waarom            schoolverandering; veldenlijst 1
    Gaat mee          TR01 naam en geboortedatum (gaat altijd mee); TR02
                      loopbaan in deze school (standaard, zonder verzet); TR04
                      essentiële leerplandoelen (standaard, zonder verzet); TR05
                      beslissing en advies (standaard, zonder verzet); TR06
                      noden en aanpak (standaard, zonder verzet); TR07 redelijke
                      aanpassingen (standaard, zonder verzet); TR10 sterktes en
                      eigen woorden (na gesprek met de leerling); TR12
                      welbevinden (leerling en ouders zeiden ja); TR15
                      contactpersoon (gaat altijd mee)
    Gaat niet mee     TR03 resultaten (verzet van de ouders); TR08 wat nog loopt
                      (er was niets door te geven); TR09 leersteun (er was niets
                      door te geven); TR11 verplichte verslagen (er was niets
                      door te geven); TR13 werkhouding (gaat nooit mee); TR14
                      BaSO-fiche (geen ja van leerling en ouders); TR16
                      afwezigheden (gaat nooit mee)
    Gemaakt uit       dezelfde werkboeken
    Vingerafdruk      {copy["sha256"]}
    Te vernietigen na 31 augustus 2027
    Door              de gebruiker van deze computer"""
    )


def test_a_receiver_that_the_workbooks_no_longer_name_is_told_by_its_mark(tmp_path: Path) -> None:
    log = log_of(built(tmp_path))
    mark = log.key.receiver("Technisch Instituut De Beek")[:12]
    told = " ".join(story(Log(log.records, log.key), "L0231", MOMENT.date()).split())
    assert f"de ontvangende school, een school die niet meer in het blad Overdrachten staat (kenmerk {mark})" in told


def test_another_user_is_told_by_a_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = log_of(built(tmp_path))
    mark = log.key.user()[:12]
    monkeypatch.setattr("getpass.getuser", lambda: "secretariaat")
    assert f"Door              een andere gebruiker (kenmerk {mark})" in story(log, "L0231", MOMENT.date())


def test_nobody_elses_events_are_told(tmp_path: Path) -> None:
    log = log_of(built(tmp_path))
    assert "Zorgfolder" not in story(log, "L0232", MOMENT.date())  # Bram stands on lists of the class only
    assert story(log, "L0299", MOMENT.date()) == "In het logboek staat niets over L0299.\n"
    assert story(log, "L023", MOMENT.date()) == "In het logboek staat niets over L023.\n"


def test_withdrawn_consent_lists_what_was_already_issued(tmp_path: Path) -> None:
    made_on = datetime.fromisoformat(events(built(tmp_path))[0]["at"]).astimezone().date()
    withdrawn = {"Overleg": edited("Overleg", F10="ingetrokken")}
    outputs = built(tmp_path, **withdrawn)
    on = day(catalogue(), made_on, weekday=False)
    with Ledger(outputs, writable=False) as ledger:
        standing = {**ledger.lapsed(), **ledger.made()}
    first, *lines = issued(log_of(outputs), "L0231", standing).splitlines()
    assert first == f"L0231: {len(lines)} documenten zijn al gemaakt."
    assert set(lines) >= {
        f"  {on}  Aangepast examenrooster: leerling, ouders en betrokken personeel;"
        " staat in vervallen/zorg/examenrooster_L0231-2.docx.",
        f"  {on}  Aangepast lesrooster: leerling, ouders en betrokken personeel;"
        " staat in zorg/lesrooster_L0231-1_2026-03-16.docx.",
        f"  {on}  Overdrachtsfiche (afschrift voor inzage): leerling en ouders,"
        " vóór de overdracht naar Technisch Instituut De Beek;"
        " staat in overdracht/overdrachtsfiche_L0231_inzage.docx.",
        f"  {on}  Overdrachtsfiche (voor de andere school): de ontvangende school,"
        " Technisch Instituut De Beek; staat in vervallen/overdracht/overdrachtsfiche_L0231_overdracht.docx.",
        f"  {on}  Zorgfolder: samenvatting: leerling, ouders en betrokken personeel;"
        " staat in vervallen/zorg/zorgfolder_L0231.docx.",
    }
    listed = docgen("audit", "issued", folder=tmp_path).stdout
    assert listed.splitlines()[:2] == [
        "L0231: de leerling stemt niet (meer) toe. Al gemaakte documenten: docgen audit issued L0231",
        first,
    ]
    assert consent(()) == "Van geen enkele leerling is de toestemming ingetrokken.\n"


def test_english_is_told_as_well() -> None:
    records = written(1)
    assert verdict(records, (), "en") == f"The log is whole: 1 line.\nHead: {records[0].hash}\n"
    assert verdict(records, (Fault(1, "changed"),), "en") == (
        "The log is not whole: 1 place.\nline 1: its content was changed.\n"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lesrooster_L0231-1_2026-03-16", ("lesrooster_*-1_2026-03-16", "")),
        ("zorgfolder_L0231", ("zorgfolder_*", "")),
        ("overdrachtsfiche_L0231-2_inzage", ("overdrachtsfiche_*-2_inzage", "inzage")),
        ("vergelijking_L0231-3", ("vergelijking_*-3", "")),
        ("taken-vakleraren_AMR", ("taken-vakleraren_AMR", "")),
        ("agenda", ("agenda", "")),
    ],
)
def test_a_name_in_the_log_has_no_student(name: str, expected: tuple[str, str]) -> None:
    assert (nameless(name), copy_of(name)) == expected


def test_every_workbook_read_is_an_input_of_the_check(tmp_path: Path) -> None:
    checked = check(Project(project(tmp_path)))
    assert [(name, len(sha256)) for name, sha256 in checked.inputs] == [("school.xlsx", 64)]
    assert set(ROWS) <= set(sheets())
    assert "overdrachtsfiche" in documents()


EVENTS = st.lists(
    st.dictionaries(st.text(max_size=8), st.text(max_size=12) | st.integers() | st.none(), max_size=4),
    min_size=2,
    max_size=8,
)


@given(EVENTS, st.data())
def test_whatever_stands_in_the_log_one_change_to_it_shows(
    events: list[dict[str, object]], data: st.DataObject
) -> None:
    records = list(chained(None, [{**event, "action": "made"} for event in events], "who", MOMENT))
    seal = KEY.seal(len(records), records[-1].hash)
    assert verify(records, seal, KEY) == ()
    at = data.draw(st.integers(0, len(records) - 1))
    how = data.draw(st.sampled_from(["gone", "twice", "rewritten", "swapped"]))
    spoiled = list(records)
    if how == "gone":
        del spoiled[at]
    elif how == "twice":
        spoiled.insert(at, records[at])
    elif how == "rewritten":
        spoiled[at] = rewritten(records[at], action="sent")
    else:
        other = (at + 1) % len(records)
        spoiled[at], spoiled[other] = spoiled[other], spoiled[at]
    assert verify(spoiled, seal, KEY) != ()
