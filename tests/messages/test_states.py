"""What lies around the workbooks: folders, settings, forms, documents, transfers; and the whole sentence of each."""

# ruff: noqa: E501 - a sentence as it is printed

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import sqlite3
import sys
import zipfile
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace

import pytest

from docgen.authors.rendering import DataFaultError, render_file
from docgen.disk.holding import RUN, WATCH, HeldError, Holder
from docgen.disk.storage import of_document
from docgen.findings import CellRef, Finding, Severity
from docgen.handover.acts import prepare, release_copy
from docgen.handover.package import opened
from docgen.handover.receipts import receipt
from docgen.handover.refusal import Refused
from docgen.handover.sending import recall, send
from docgen.inbox import in_use, owner_of, settled
from docgen.init import init
from docgen.making.failures import findings_of
from docgen.making.pdf import convert
from docgen.marked import write_marked
from docgen.marked.state import LARGEST
from docgen.messages import sentence
from docgen.pipeline import build, check
from docgen.project import Project, ProjectError
from docgen.sheets import read
from docgen.watch.loop import Event, Waits, Watch
from tests.building import checked, edited
from tests.documents import plain_template
from tests.forms.filling import drop, fill
from tests.handover.helping import GC, PASSWORD, inner, locked, page, report, row, school, zipped
from tests.language import workbook
from tests.office import UNREADABLE, failing, first_on_path, nowhere, preparing
from tests.test_inbox import owner_file
from tests.test_privacy import leak
from tests.test_publish import school as published
from tests.worked_example import project

STAFF = "Code | Naam | Functie\nMVB | Marie Van Boven | leraar"
WEEKS = {"start": date(2026, 3, 16), "end": date(2026, 3, 27)}
State = Callable[[Path], Iterable[Finding]]
STATES: dict[str, tuple[State, str]] = {}


def says(name: str, text: str) -> Callable[[State], State]:
    """Note that the state that a function makes is told in this sentence."""

    def note(state: State) -> State:
        STATES[name] = (state, text)
        return state

    return note


def refused(act: Callable[[], object]) -> tuple[Finding, ...]:
    """Why an act was refused."""
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.findings


def no_rights(*asked: object, **more: object) -> None:
    """A folder that refuses."""
    raise PermissionError(errno.EACCES, "")


# --- the folder inputs/ -----------------------------------------------------------------------------------------------


@says(
    "A01.inputs",
    "inputs: In de map inputs staat geen werkboek. Zet een werkboek met het blad Leerlingen in de map inputs, of begin met docgen init.",
)
def nothing_to_read(folder: Path) -> Iterable[Finding]:
    return settled(folder)[1]


def a_workbook_that_is_open(folder: Path, owner: str, *, held: bool) -> Iterable[Finding]:
    (folder / "zorg.xlsx").write_bytes(b"x")
    (folder / "~$zorg.xlsx").write_bytes(owner_file(owner) if owner else b"")
    if held:
        return [in_use("zorg.xlsx", owner_of(folder / "zorg.xlsx") or "", "held")]
    return settled(folder)[1]


@says(
    "S01.open",
    "zorg.xlsx: Dit bestand is open in Excel. Wat laatst bewaard is, is gelezen. Bewaar en sluit het, en start docgen opnieuw.",
)
def open_somewhere(folder: Path) -> Iterable[Finding]:
    return a_workbook_that_is_open(folder, "", held=False)


@says(
    "S01.open_by",
    "zorg.xlsx: Dit bestand is open in Excel bij S. Claes. Wat laatst bewaard is, is gelezen. Bewaar en sluit het, en start docgen opnieuw.",
)
def open_by_somebody(folder: Path) -> Iterable[Finding]:
    return a_workbook_that_is_open(folder, "S. Claes", held=False)


@says(
    "S01.held",
    "zorg.xlsx: Dit bestand is nog open in Excel. Sluit het bestand in Excel. docgen leest het daarna vanzelf.",
)
def open_while_watching(folder: Path) -> Iterable[Finding]:
    return a_workbook_that_is_open(folder, "", held=True)


@says(
    "S01.held_by",
    "zorg.xlsx: Dit bestand is open in Excel bij S. Claes. Sluit het bestand in Excel. docgen leest het daarna vanzelf.",
)
def open_by_somebody_while_watching(folder: Path) -> Iterable[Finding]:
    return a_workbook_that_is_open(folder, "S. Claes", held=True)


@says("S13", "weg.xlsx: Dit bestand kan niet gelezen worden. Kijk na of de map bereikbaar is, en probeer opnieuw.")
def a_workbook_that_went_away(folder: Path) -> Iterable[Finding]:
    return read(folder / "weg.xlsx", "weg.xlsx").findings


@says(
    "S13.permission",
    "zorg.xlsx: U hebt geen rechten om dit bestand te lezen. Vraag rechten op het bestand, of sluit het in het andere programma.",
)
def a_workbook_that_may_not_be_read(folder: Path) -> Iterable[Finding]:
    path = workbook(folder, Personeel=STAFF)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", no_rights)  # an administrator may read everything
        return read(path, "zorg.xlsx").findings


@says(
    "S13.deep",
    "inputs › 1 › 2 › 3 › 4 › 5 › 6 › 7 › 8 › 9: Deze map zit dieper dan 8 mappen onder inputs. Ze is niet gelezen. Zet de werkboeken hoger in de map inputs.",
)
def a_folder_that_is_too_deep(folder: Path) -> Iterable[Finding]:
    (folder / "1/2/3/4/5/6/7/8/9").mkdir(parents=True)
    return settled(folder)[1]


@says("S13.link", "zorg.xlsx: Dit is een snelkoppeling. Ze is niet gelezen. Zet het bestand zelf in de map inputs.")
def a_link(folder: Path) -> Iterable[Finding]:
    (folder / "zorg.xlsx").symlink_to(folder / "elders.xlsx")
    return settled(folder)[1]


@says(
    "S13.special", "zorg.xlsx: Dit is geen gewoon bestand. Het is niet gelezen. Zet het bestand zelf in de map inputs."
)
def a_pipe(folder: Path) -> Iterable[Finding]:
    os.mkfifo(folder / "zorg.xlsx")
    return settled(folder)[1]


@says(
    "A07.hidden_sheet",
    "zorg.xlsx › Personeel: Dit blad is verborgen en toch gelezen. Maak het zichtbaar, of verwijder het.",
)
def a_hidden_sheet(folder: Path) -> Iterable[Finding]:
    return read(workbook(folder, hidden=["Personeel"], Personeel=STAFF), "zorg.xlsx").findings


@says(
    "A07.hidden_rows",
    "zorg.xlsx › Personeel › rij 4: 1 verborgen rij is gelezen. Maak de rijen zichtbaar, of verwijder ze.",
)
def a_hidden_row(folder: Path) -> Iterable[Finding]:
    return read(workbook(folder, hidden_rows=[4], Personeel=STAFF), "zorg.xlsx").findings


@says(
    "A02.merged",
    "zorg.xlsx › Personeel › B4 (Naam): De cellen B4:B5 zijn samengevoegd. Welke rij de waarde heeft, is niet te zien. Splits de cellen en vul elke rij in.",
)
def cells_that_are_merged(folder: Path) -> Iterable[Finding]:
    rows = f"{STAFF}\nKDW | | directie"
    return read(workbook(folder, merged={"Personeel": ["B4:B5"]}, Personeel=rows), "zorg.xlsx").findings


# --- settings, storage, data ------------------------------------------------------------------------------------------


def settings(folder: Path, text: bytes) -> Iterable[Finding]:
    """Why a docgen.toml cannot be used."""
    (folder / "docgen.toml").write_bytes(text)
    with pytest.raises(ProjectError) as caught:
        Project(folder)
    return [caught.value.finding]


@says(
    "S14.unreadable",
    "docgen.toml: Het bestand docgen.toml is niet leesbaar. Kijk de rechten na, of bewaar het bestand opnieuw als UTF-8.",
)
def settings_in_another_encoding(folder: Path) -> Iterable[Finding]:
    return settings(folder, b"\xff\xfe\xff")


@says(
    "S14.syntax",
    "docgen.toml: In docgen.toml staat een teken te veel of te weinig. Kijk aanhalingstekens en haken na, of haal het bestand weg.",
)
def settings_with_a_bracket_too_few(folder: Path) -> Iterable[Finding]:
    return settings(folder, b"[datum")


@says(
    "S14.setting",
    'docgen.toml: De instelling "datum.peildatum" in docgen.toml bestaat niet of heeft een andere soort waarde. Kijk de naam en de waarde na in de uitleg van docgen.toml.',
)
def settings_of_another_kind(folder: Path) -> Iterable[Finding]:
    return settings(folder, b"[datum]\npeildatum = 'morgen'\n")


@says(
    "S16",
    "docgen.toml: Dit bestand bestaat al en is niet gewijzigd. U hoeft niets te doen. Wilt u een nieuw? Hernoem het en start docgen init opnieuw.",
)
def a_file_that_is_there_already(folder: Path) -> Iterable[Finding]:
    (folder / "docgen.toml").write_text("[datum]\n")
    return init(folder, date(2026, 3, 3)).findings


@says(
    "S16.sheets",
    "inputs › 6_meldingen.xlsx: De bladen van dit beginwerkboek staan al in de map inputs. Het is niet gemaakt. U hoeft niets te doen.",
)
def a_workbook_whose_sheets_are_there_already(folder: Path) -> Iterable[Finding]:
    init(folder, date(2026, 3, 3))
    (folder / "inputs" / "6_meldingen.xlsx").rename(folder / "inputs" / "onze meldingen.xlsx")
    return [finding for finding in init(folder, date(2026, 3, 3)).findings if finding.case == "sheets"]


def after(error: Exception) -> Iterable[Finding]:
    return findings_of(error)[1]


@says("S06", "outputs › zorg: De schijf is vol. Maak plaats. Er is niets half bewaard.")
def a_full_disk(folder: Path) -> Iterable[Finding]:
    return after(OSError(errno.ENOSPC, "", "outputs/zorg"))


def nearly_full(error: OSError, then: Callable[[OSError], Iterable[Finding]]) -> Iterable[Finding]:
    """What is said on a disk with 3 MB of room."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=3 * 2**20))
        return then(error)


@says("S06.free", "outputs › zorg: De schijf is vol: er is nog 3 MB vrij. Maak plaats. Er is niets half bewaard.")
def a_disk_with_little_room(folder: Path) -> Iterable[Finding]:
    return nearly_full(OSError(errno.ENOSPC, "", "outputs/zorg"), after)


@says(
    "S06.document_free",
    "outputs › zorg › a.docx: De schijf is vol: er is nog 3 MB vrij. De documenten van deze leerling zijn gebleven zoals ze waren. Maak plaats. De volgende ronde bewaart ze.",
)
def a_disk_with_little_room_for_a_document(folder: Path) -> Iterable[Finding]:
    error = OSError(errno.ENOSPC, "", str(folder / "zorg" / "a.docx"))
    return nearly_full(error, lambda told: (of_document(told, "zorg/a.docx", writable=True),))


@says("S08", "outputs › zorg: De map is niet bereikbaar. Kijk na of u rechten hebt op deze map.")
def a_folder_that_is_not_there(folder: Path) -> Iterable[Finding]:
    return after(OSError(errno.EIO, "", "outputs/zorg"))


@says(
    "S08.link",
    "outputs › koppeling: Dit is een koppeling naar een andere map. Wat docgen bewaart, blijft in outputs. Haal de koppeling weg. Er is geen document gemaakt.",
)
def a_link_that_leads_out_of_outputs(folder: Path) -> Iterable[Finding]:
    return after(OSError(errno.ELOOP, "", "outputs/koppeling"))


@says(
    "S08.rights",
    "outputs › zorg: docgen mag in deze map niet schrijven. Vraag schrijfrechten voor deze map. Er is niets half bewaard.",
)
def a_folder_without_rights(folder: Path) -> Iterable[Finding]:
    return after(PermissionError(errno.EACCES, "", "outputs/zorg"))


@says("S06", "outputs: De schijf is vol. Maak plaats. Er is niets half bewaard.")
def a_full_disk_under_what_docgen_keeps_for_itself(folder: Path) -> Iterable[Finding]:
    return after(OSError(errno.ENOSPC, "", str(folder / "outputs" / ".docgen" / "taken-1-a" / "zorg.xlsx")))


@says(
    "S08.rights",
    "outputs › zorg: docgen mag in deze map niet schrijven. Vraag schrijfrechten voor deze map. Er is niets half bewaard.",
)
def a_folder_without_rights_by_its_whole_path(folder: Path) -> Iterable[Finding]:
    return after(PermissionError(errno.EACCES, "", str(folder / "outputs" / "zorg" / ".docgen-1-x.tmp")))


@says(
    "S08.ledger",
    "outputs › .docgen › ledger.sqlite: Het logboek van docgen is niet leesbaar of beschadigd. Hernoem het bestand. docgen maakt dan alle documenten opnieuw.",
)
def a_ledger_that_is_damaged(folder: Path) -> Iterable[Finding]:
    return after(sqlite3.DatabaseError())


def refused_document(folder: Path, code: int) -> Iterable[Finding]:
    """What a build says when the system refuses one document."""
    real = os.replace

    def refuse(source: str, target: str) -> None:
        if str(target).endswith("zorgfolder_L0231.docx"):
            raise OSError(code, "")
        real(source, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        return build(Project(project(folder, today="2026-07-02"))).published.findings


@says(
    "S06.document",
    "outputs › zorg › brief-inzage_L0231_1.docx: De schijf is vol. De documenten van deze leerling zijn gebleven zoals ze waren. Maak plaats. De volgende ronde bewaart ze.",
)
def a_disk_that_is_full_for_a_document(folder: Path) -> Iterable[Finding]:
    return refused_document(folder, errno.ENOSPC)


@says(
    "S07",
    "outputs › zorg › brief-inzage_L0231_1.docx: Dit document is open in Word. De nieuwe versie wacht. Sluit het in Word. docgen vervangt het daarna vanzelf.",
)
def a_document_that_is_open(folder: Path) -> Iterable[Finding]:
    return refused_document(folder, errno.EACCES)


@says(
    "S08.document",
    "outputs › zorg › brief-inzage_L0231_1.docx: De schijf weigert dit document. De documenten van deze leerling zijn gebleven zoals ze waren. Kijk de schijf na. De volgende ronde probeert opnieuw.",
)
def a_disk_that_refuses_a_document(folder: Path) -> Iterable[Finding]:
    return refused_document(folder, errno.EIO)


def watched(folder: Path) -> Iterable[Finding]:
    """What a watcher says of a workbook that is still being copied."""
    moments = count(0.0, 5.0)
    events: list[Event] = []
    project(folder)
    next((folder / "inputs").iterdir()).write_bytes(b"PK\x03\x04 the begin of a workbook")
    watcher = Watch(folder, events.append, clock=lambda: next(moments))
    for _ in range(5):
        watcher.round()
    watcher.close()
    return [event.finding for event in events if isinstance(event, Waits)]


@says(
    "S02.waits",
    "school.xlsx: Dit bestand is nog niet volledig gekopieerd. Wacht even. docgen leest het vanzelf zodra het volledig is.",
)
def a_copy_that_is_not_finished(folder: Path) -> Iterable[Finding]:
    return watched(folder)


def held(purpose: str, *, known: bool) -> Iterable[Finding]:
    """What the second docgen in a folder says."""
    return after(HeldError(purpose, Holder("SECR-02", "7_a", datetime(2026, 3, 3, 7, 30)) if known else None))


@says(
    "S09",
    "inputs: docgen let al op deze map. U hoeft niets te doen. Wilt u hier verder? Stop docgen dan daar.",
)
def a_second_watcher(folder: Path) -> Iterable[Finding]:
    return held(WATCH, known=False)


@says(
    "S09.by",
    "inputs: docgen let al op deze map, op computer SECR-02 sinds 03/03 07:30. U hoeft niets te doen. Wilt u hier verder? Stop docgen dan daar.",
)
def a_second_watcher_who_knows_the_first(folder: Path) -> Iterable[Finding]:
    return held(WATCH, known=True)


@says(
    "S09.run",
    "inputs: Een andere docgen maakt nu documenten in deze map. Wacht tot die klaar is en probeer opnieuw.",
)
def a_second_build(folder: Path) -> Iterable[Finding]:
    return held(RUN, known=False)


@says(
    "S09.run_by",
    "inputs: Een andere docgen maakt nu documenten in deze map, op computer SECR-02 sinds 03/03 07:30. Wacht tot die klaar is en probeer opnieuw.",
)
def a_second_build_that_knows_the_first(folder: Path) -> Iterable[Finding]:
    return held(RUN, known=True)


@says(
    "S12.report",
    "outputs › docgen.log: Er ging iets mis in docgen zelf (melding S12-0000). Er is niets half bewaard. Probeer opnieuw. Blijft het? Stuur outputs\\docgen.log door: er staan geen namen in.",
)
def a_fault_of_docgen_itself(folder: Path) -> Iterable[Finding]:
    return after(RuntimeError("geheim"))


@says(
    "S12.ended",
    "outputs: Het systeem heeft docgen hier stilgelegd. Meestal is er te weinig geheugen. Er is niets half bewaard. Sluit andere programma's, of gebruik een kleiner getal bij --jobs, en probeer opnieuw.",
)
def a_process_that_died(folder: Path) -> Iterable[Finding]:
    with ProcessPoolExecutor(1, get_context("spawn")) as workers:
        ended = workers.submit(os._exit, 9).exception()
    assert isinstance(ended, BrokenExecutor)
    return after(ended)


@says(
    "S10",
    "outputs: LibreOffice is niet gevonden. De Word-documenten zijn wel gemaakt. Installeer LibreOffice, of laat --pdf weg.",
)
def a_computer_without_libreoffice(folder: Path) -> Iterable[Finding]:
    with pytest.MonkeyPatch.context() as patch:
        nowhere(patch)
        return convert({"zorg/zorgfolder_L0231.docx": b"PK"}, folder / "scratch").findings


@says(
    "S10.failed",
    "outputs › zorg › zorgfolder_L0231.docx: LibreOffice kon van dit document geen PDF maken. Het Word-document is er wel. Probeer opnieuw. Lukt het niet, maak de PDF dan met Word.",
)
def a_libreoffice_that_makes_nothing(folder: Path) -> Iterable[Finding]:
    office = str(failing(folder))
    return convert({"zorg/zorgfolder_L0231.docx": b"PK"}, folder / "scratch", office=office).findings


@says(
    "S10.unread",
    "outputs › zorg › zorgfolder_L0231.pdf: De tekst van deze PDF is niet leesbaar en dus niet na te kijken. De PDF is niet bewaard, het Word-document wel. Werk LibreOffice bij en probeer opnieuw.",
)
def a_pdf_without_its_text(folder: Path) -> Iterable[Finding]:
    where = published(folder / "school")
    with pytest.MonkeyPatch.context() as patch:
        first_on_path(patch, preparing(folder, UNREADABLE))
        built = build(where, only=lambda planned: planned.name == "zorgfolder_L0231", pdf=True)
    return built.checked.findings


def rendered(folder: Path, text: str) -> Iterable[Finding]:
    """Why data cannot be merged."""
    (folder / "brief.docx").write_bytes(plain_template("{{ naam }}"))
    (folder / "data.jsonl").write_text(text)
    with pytest.raises(DataFaultError) as caught:
        render_file(folder / "brief.docx", folder / "data.jsonl", folder / "uit")
    return [caught.value.finding]


@says("S15.json", "data.jsonl › rij 2: Hier staat geen leesbare JSON. Kijk aanhalingstekens, komma's en haken na.")
def data_that_break_off(folder: Path) -> Iterable[Finding]:
    return rendered(folder, '{"naam": "A"}\n{"naam": \n')


@says(
    "S15.object",
    "data.jsonl › rij 1: Hier staat geen JSON-object met namen en waarden. Begin met een accolade, zoals in het voorbeeld.",
)
def data_without_names(folder: Path) -> Iterable[Finding]:
    return rendered(folder, "[1, 2]\n")


# --- forms, marked workbooks, documents -------------------------------------------------------------------------------


def weeks(folder: Path, **cells: str) -> Project:
    """A school without typed changes, with one filled form of two weeks."""
    where = Project(project(folder, today="2026-03-01", Lesroosteraanpassingen=""))
    drop(where, "weekrooster", "L0231-1", **WEEKS, cells={"D17": "TR thuis rusten"})  # type: ignore[arg-type]
    fill(where.inputs / "form.xlsx", cells, locked=True)
    return where


@says(
    "A10.key",
    "form.xlsx › Formulier weekrooster › B2: De sleutel van dit formulier is gewijzigd of gewist. Het formulier is niet gelezen. Maak een nieuw formulier met docgen form en neem de antwoorden over.",
)
def a_form_without_its_key(folder: Path) -> Iterable[Finding]:
    return check(weeks(folder, B2="")).findings


@says(
    "A10.heading",
    'form.xlsx › Formulier weekrooster › D11: De kop "dinsdag" van dit formulier is gewijzigd of gewist. Het formulier is niet gelezen. Maak een nieuw formulier met docgen form en neem de antwoorden over.',
)
def a_form_with_another_heading(folder: Path) -> Iterable[Finding]:
    return check(weeks(folder, D11="di")).findings


def moved(folder: Path) -> tuple[Finding, ...]:
    """What is found when the lesson that somebody answered became another."""
    where = weeks(folder)
    project(folder, today="2026-03-01", Lesroosteraanpassingen="", Basisrooster=edited("Basisrooster", F4="FRA"))
    return check(where).findings


@says(
    "A11",
    "form.xlsx › Formulier weekrooster › B7: De grijze cellen van dit formulier kloppen niet meer met de werkboeken. Maak een nieuw formulier met docgen form. Wat al ingevuld is, blijft geldig.",
)
def a_form_that_is_outdated(folder: Path) -> Iterable[Finding]:
    return moved(folder)


@says(
    "A11.cell",
    "form.xlsx › Formulier weekrooster › D17: Deze cel is ingevuld, maar wat ernaast stond is intussen gewijzigd (D16). Kijk het antwoord na in een nieuw formulier.",
)
def an_answer_that_is_outdated(folder: Path) -> Iterable[Finding]:
    return moved(folder)


def beside_a_row(folder: Path, row: str) -> tuple[Finding, ...]:
    """What is found when a row is typed beside the form."""
    where = weeks(folder)
    project(folder, today="2026-03-01", Lesroosteraanpassingen=row)
    return check(where).findings


@says(
    "A12",
    "form.xlsx › Formulier weekrooster › D17 (Invulling): Het formulier en de getypte rij zeggen niet hetzelfde (Lesroosteraanpassingen › F4). Geen van beide is gebruikt. Laat één van beide staan.",
)
def a_form_and_a_row_that_differ(folder: Path) -> Iterable[Finding]:
    return beside_a_row(folder, "L0231-1 | 16/03/2026 | 27/03/2026 | di3 | GES | TW |  |")


@says(
    "A12.same",
    "school.xlsx › Lesroosteraanpassingen › D4 (Uren): Dit staat ook in een formulier (Formulier weekrooster › D17). Het telt één keer. Schrap één van beide als u wilt.",
)
def a_form_and_a_row_that_agree(folder: Path) -> Iterable[Finding]:
    return beside_a_row(folder, "L0231-1 | 16/03/2026 | 27/03/2026 | di3 | GES | TR |  |")


@says(
    "A12.forms",
    "form.xlsx › Formulier weekrooster › B2: De twee formulieren zeggen niet hetzelfde (twee.xlsx › Formulier weekrooster › B2). Geen van beide is gebruikt. Laat één formulier staan, of maak een nieuw met docgen form.",
)
def two_forms_that_differ(folder: Path) -> Iterable[Finding]:
    where = weeks(folder)
    two = where.inputs / "twee.xlsx"
    two.write_bytes((where.inputs / "form.xlsx").read_bytes())
    fill(two, {"D17": "TW thuis zelfstandig werken"})
    return check(where).findings


@says(
    "A12.replaced",
    "form.xlsx › Formulier weekrooster › B2: Een nieuwer formulier komt in de plaats van dit formulier (twee.xlsx › Formulier weekrooster › B2). Het oude formulier mag weg.",
)
def a_newer_form(folder: Path) -> Iterable[Finding]:
    where = weeks(folder)
    drop(where, "weekrooster", "L0231-1", "twee.xlsx", **WEEKS, cells={"D17": "TW thuis zelfstandig werken"})  # type: ignore[arg-type]
    return check(where).findings


def confirmed(folder: Path, code: str, **changed: str) -> tuple[Finding, ...]:
    """What is found once somebody confirmed what is held under this code."""
    found = checked(folder / "a", **changed).findings
    (mark,) = {finding.fingerprint for finding in found if finding.code == code and finding.fingerprint}
    row = f"{mark} | KDW | 29/06/2026 | nagekeken"
    return checked(folder / "b", **changed, Bevestigingen=row).findings


@says(
    "B04.confirmed",
    "school.xlsx › Resultaten › A4 (Leerling-ID): Deze tekst is nagekeken en bevestigd. U hoeft niets te doen.",
)
def a_name_that_was_confirmed(folder: Path) -> Iterable[Finding]:
    return confirmed(folder, "B04", Resultaten=edited("Resultaten", A4="L0231 Jan Andere"))


@says(
    "G09.confirmed",
    "school.xlsx › Maatregelen › E5 (Wat): Deze tekst is nagekeken en bevestigd. U hoeft niets te doen.",
)
def another_students_name_that_was_confirmed(folder: Path) -> Iterable[Finding]:
    return confirmed(folder, "G09", Maatregelen=edited("Maatregelen", E5="Bram brengt de bundels"))


@says(
    "G10.confirmed",
    "school.xlsx › Trajecten › M5 (Hoofddoel): Deze tekst is nagekeken en bevestigd. U hoeft niets te doen.",
)
def a_judgement_that_was_confirmed(folder: Path) -> Iterable[Finding]:
    return confirmed(folder, "G10", Trajecten=edited("Trajecten", M5="minder lui zijn"))


def marked(folder: Path, data: bytes, file: str = "zorg.xlsx") -> Iterable[Finding]:
    """What is said of a workbook with a fault of which no copy can be made."""
    where = Project(project(folder))
    (where.inputs / file).write_bytes(data)
    fault = Finding("A02", Severity.ERROR, CellRef(file, "Trajecten", 5, 5), "date")
    return write_marked(where, replace(check(Project(project(folder / "goed"))), findings=(fault,))).checked.findings


@says(
    "S17",
    "zorg.xlsx: Van dit werkboek is geen gecontroleerde kopie gemaakt. Gebruik de plaatsen in de bevindingen zelf.",
)
def a_broken_workbook_that_is_to_be_marked(folder: Path) -> Iterable[Finding]:
    return marked(folder, workbook(folder, Personeel=STAFF).read_bytes()[:900])


@says(
    "S17.large",
    "zorg.xlsx: Dit werkboek is te groot voor een gecontroleerde kopie (16 MB). Gebruik de plaatsen in de bevindingen zelf.",
)
def a_large_workbook_that_is_to_be_marked(folder: Path) -> Iterable[Finding]:
    large = io.BytesIO(workbook(folder, Personeel=STAFF).read_bytes())
    with zipfile.ZipFile(large, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image1.png", bytes(LARGEST))
    return marked(folder, large.getvalue())


@says(
    "S17.open",
    "school.xlsx: De gecontroleerde kopie van dit werkboek is open in Excel. De nieuwe versie wacht. Sluit de kopie in Excel. De volgende ronde maakt ze opnieuw.",
)
def a_copy_that_is_open_in_excel(folder: Path) -> Iterable[Finding]:
    where = Project(project(folder, Opvang=edited("Opvang", D4="veel")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", no_rights)  # what Windows says of a file that Excel has open
        return write_marked(where, check(where)).checked.findings


@says(
    "S18",
    "school.xlsx › School › C5 (Waarde): De bewaartermijn van dit schooljaar is voorbij. Het document wordt niet meer gemaakt. Zet in het blad School het schooljaar van nu, of haal de rijen van deze leerling weg.",
)
def a_document_past_its_term(folder: Path) -> Iterable[Finding]:
    build(Project(project(folder, today="2026-07-02")))
    return build(Project(project(folder, today="2027-09-01"))).checked.findings


def leaked(folder: Path, document: str, text: str) -> Iterable[Finding]:
    """What the inspection says of a document in which this text stands, by whatever mistake."""
    outcome = leak(check(Project(project(folder))).records, document, text)
    assert isinstance(outcome, Finding)
    return [outcome]


@says(
    "G01.closed",
    "zorgfolder_L0231.docx › alinea 1: Dit document is niet gemaakt: er stond tekst in uit een gesloten kolom (school.xlsx › Beslissingen › N5 (Interne overwegingen)). Haal de tekst uit de cel die in het document komt, of de tag uit het sjabloon.",
)
def a_staff_text_in_a_document(folder: Path) -> Iterable[Finding]:
    return leaked(folder, "zorgfolder", "Interne nota over het gezin blijft bij de directie en de mentor.")


@says(
    "G01.other_student",
    "zorgfolder_L0231.docx › alinea 1: Dit document is niet gemaakt: er stonden gegevens in van een andere leerling. Haal de tekst uit de cel die in het document komt, of de tag uit het sjabloon.",
)
def another_students_name_in_a_document(folder: Path) -> Iterable[Finding]:
    return leaked(folder, "zorgfolder", "net als Bram Andersen")


@says(
    "G01.copy",
    "bijlagen/GC-verslag.pdf › bladzijde 1: Dit verslag gaat niet mee: er staan gegevens in van een andere leerling. Kijk na of dit het juiste verslag is. Zo ja: vraag aan wie het opstelde een versie zonder die gegevens.",
)
def another_students_name_in_a_report(folder: Path) -> Iterable[Finding]:
    where = school(folder, rows={"Maatregelen": GC})
    report(where, data=page("net als Bram Andersen"))
    release_copy(where, "L0231")
    return refused(lambda: sending(where, folder))


@says(
    "G02.closed",
    "overdrachtsfiche_L0231_inzage.docx › alinea 1: Dit document is niet gemaakt: er stond tekst in die niet naar een andere school mag (school.xlsx › Trajecten › O4 (Drempels en afspraken)). Haal de tekst uit de cel die in het document komt, of de tag uit het sjabloon.",
)
def a_text_for_another_school_that_is_not_on_the_list(folder: Path) -> Iterable[Finding]:
    return leaked(folder, "overdrachtsfiche", "vragen van de klas gaan naar juf De Pauw")


def twice(folder: Path, **changed: str) -> tuple[Finding, ...]:
    """What is found when sheets change after documents were made."""
    build(Project(project(folder)))
    return check(Project(project(folder, **changed))).findings


@says(
    "C16",
    "school.xlsx › Trajecten › A5 (Traject-ID): De inhoud van deze versie is gewijzigd sinds de bekrachtiging (Beslissingen › K6). Ze is weer ontwerp. Maak een nieuwe versie, of laat de wijziging bekrachtigen en vul de nieuwe datum in.",
)
def a_version_that_changed_after_its_ratification(folder: Path) -> Iterable[Finding]:
    return twice(folder, Trajecten=edited("Trajecten", F5="29/06/2026"))


@says(
    "G06",
    "school.xlsx › Overdrachten › F4 (Inzage op): De inhoud is gewijzigd na de inzage. Maak een nieuw inzage-exemplaar en vul de nieuwe datum in bij Inzage op.",
)
def a_transfer_that_changed_after_its_inspection(folder: Path) -> Iterable[Finding]:
    return twice(folder, Trajecten=edited("Trajecten", K5="heeft nodig: een rustige plaats"))


@says(
    "A01.gone",
    "school.xlsx: Het blad Contacten stond de vorige keer in dit werkboek, met 1 rij. Nu is het er niet meer. Zet het terug, als dat niet de bedoeling was. De documenten ervan vervallen.",
)
def a_sheet_that_was_deleted(folder: Path) -> Iterable[Finding]:
    return twice(folder, Contacten="")


SORTED = """
    L0231 | {} | Noor | 14/03/2010 | 4WEWIb | Natuurwetenschappen | ZED | 01/09/2022 | 31/08/2026
    L0232 | {} | Bram | 02/05/2010 | 4WEWIb | Natuurwetenschappen |     | 01/09/2022 |
    L0233 | {} | Aya  | 11/11/2010 | 4WEWIb | Natuurwetenschappen |     | 01/09/2022 |
"""


@says(
    "B09",
    "school.xlsx › Leerlingen › B4 (Familienaam): In Familienaam staat bij 3 leerlingen wat de vorige keer bij iemand anders stond. Dat gebeurt als een kolom apart gesorteerd is. Maak het sorteren ongedaan, of neem het blad opnieuw uit het leerlingensysteem. Klopt het zo, bevestig het dan.",
)
def a_column_of_names_that_was_sorted_by_itself(folder: Path) -> Iterable[Finding]:
    build(Project(project(folder, Leerlingen=SORTED.format("Voorbeeld", "Andersen", "Claes"))))
    return check(Project(project(folder, Leerlingen=SORTED.format("Andersen", "Claes", "Voorbeeld")))).findings


# --- transfers --------------------------------------------------------------------------------------------------------


def sending(where: Project, folder: Path, *, reports: bool = False) -> bytes:
    """The package of a transfer."""
    return send(where, "L0231", folder / "usb", reports=reports, made_up=lambda: PASSWORD).path.read_bytes()


def package(folder: Path) -> bytes:
    """A package as it leaves the school."""
    where = school(folder)
    release_copy(where, "L0231")
    return sending(where, folder)


@says("S31.unknown", "school.xlsx › Overdrachten: Deze overdracht bestaat niet. Kies uit: docgen transfer status.")
def a_transfer_that_nobody_knows(folder: Path) -> Iterable[Finding]:
    return refused(lambda: prepare(school(folder), "L0999"))


@says(
    "S31.several",
    "school.xlsx › Overdrachten: Deze leerling heeft meer dan één overdracht. Kies één van deze: L0231-1 en L0231-2.",
)
def two_transfers_of_one_student(folder: Path) -> Iterable[Finding]:
    where = school(folder, rows={"Overdrachten": f"{row()}\n{row(to='Atheneum De Zee')}"})
    return refused(lambda: prepare(where, "L0231"))


@says(
    "S31.library",
    "pyzipper: Voor een versleuteld pakket is pyzipper nodig. Installeer het met: pip install docgen[crypt].",
)
def a_library_that_is_not_installed(folder: Path) -> Iterable[Finding]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "pyzipper", None)
        return refused(lambda: sending(school(folder), folder))


@says(
    "S31.report",
    "inputs › bijlagen › L0231 › GC-verslag.pdf: De bijlage GC-verslag moet mee, maar de kopie is er niet of is geen PDF. Zet de kopie op deze plaats en probeer opnieuw.",
)
def a_report_that_lacks(folder: Path) -> Iterable[Finding]:
    where = school(folder, rows={"Maatregelen": GC})
    release_copy(where, "L0231")
    return refused(lambda: sending(where, folder))


@says(
    "S31.no_reports",
    "school.xlsx › Overdrachten › rij 4: Voor deze leerling is er geen verplicht verslag. U hoeft niets te doen.",
)
def reports_that_are_not_there(folder: Path) -> Iterable[Finding]:
    return refused(lambda: sending(school(folder), folder, reports=True))


@says(
    "S31.not_released",
    "school.xlsx › Overdrachten › rij 4: Deze overdracht is nog niet vrijgegeven. Geef ze eerst vrij: docgen transfer release L0231.",
)
def a_transfer_that_was_not_released(folder: Path) -> Iterable[Finding]:
    return refused(lambda: sending(school(folder), folder))


@says(
    "S31.not_sent",
    "school.xlsx › Overdrachten › rij 4: Van deze overdracht is nog geen pakket verzonden. Verzend het eerst: docgen transfer send L0231 --to MAP.",
)
def a_receipt_of_what_was_not_sent(folder: Path) -> Iterable[Finding]:
    (folder / "bewijs.pdf").write_bytes(b"%PDF-1.4")
    return refused(lambda: receipt(school(folder), "L0231", folder / "bewijs.pdf"))


@says(
    "S31.recalled",
    "school.xlsx › Overdrachten › M4 (Ontvangen op): Dit ontvangstbewijs is van pakket 0a1b2c3d, dat u liet vervallen. Ging het toch open bij de andere school, vul dan hier de datum in. Er hoeft dan geen nieuw pakket meer.",
)
def a_receipt_of_a_package_that_was_recalled(folder: Path) -> Iterable[Finding]:
    package(folder)
    (file,) = (folder / "usb").glob("*.zip")
    number, paper = file.stem.removeprefix("overdracht-"), folder / "bewijs.json"
    recall(Project(folder), "L0231")
    paper.write_text(f'{{"soort": "docgen-ontvangst", "pakket": "{number}", "ontvangen_op": "2026-06-30"}}')
    (found,) = refused(lambda: receipt(Project(folder), "L0231", paper))
    return [replace(found, args=(("id", "0a1b2c3d"),))] if found.args == (("id", number),) else [found]


@says(
    "S31.received",
    "school.xlsx › Overdrachten › M4 (Ontvangen op): De ontvangst van deze overdracht is al genoteerd. U hoeft niets te doen.",
)
def a_receipt_that_came_before(folder: Path) -> Iterable[Finding]:
    package(folder)
    scan = folder / "bewijs.pdf"
    scan.write_bytes(b"%PDF-1.4")
    receipt(Project(folder), "L0231", scan)
    return refused(lambda: receipt(Project(folder), "L0231", scan))


@says(
    "S32",
    "pakket.zip: Dit bestand is geen pakket van docgen, of het is beschadigd. Vraag de afzender om het opnieuw te bezorgen.",
)
def no_package(folder: Path) -> Iterable[Finding]:
    return refused(lambda: opened(b"", PASSWORD, "pakket.zip"))


@says(
    "S32.password",
    "pakket.zip: Dit wachtwoord past niet bij het pakket. Typ de zes woorden opnieuw, of vraag ze na bij de afzender.",
)
def a_wrong_password(folder: Path) -> Iterable[Finding]:
    data = package(folder)
    return [found for word in map(str, range(50)) for found in refused(partial(opened, data, word, "pakket.zip"))]


@says(
    "S32.changed",
    "pakket.zip: Dit pakket is gewijzigd na het verzenden, of het is beschadigd. Er is niets bewaard. Vraag de afzender om het opnieuw te bezorgen.",
)
def a_package_with_a_file_more(folder: Path) -> Iterable[Finding]:
    spoilt = locked(zipped({**inner(package(folder)), "fiche.pdf": b"%PDF-1.4"}))
    return refused(lambda: opened(spoilt, PASSWORD, "pakket.zip"))


@says(
    "S32.version",
    "pakket.zip: Dit pakket komt van een nieuwere docgen. Er is niets bewaard. Werk docgen bij en probeer opnieuw.",
)
def a_package_of_a_newer_docgen(folder: Path) -> Iterable[Finding]:
    members = inner(package(folder))
    members["manifest.json"] = members["manifest.json"].replace(b'"versie": 1', b'"versie": 2')
    return refused(lambda: opened(locked(zipped(members)), PASSWORD, "pakket.zip"))


@says(
    "S32.large",
    "pakket.zip: Dit pakket is uitgepakt groter dan de grens (60 MB). Er is niets bewaard. Vraag de afzender om het opnieuw te bezorgen.",
)
def a_package_of_too_many_files(folder: Path) -> Iterable[Finding]:
    many = zipped({f"{number}.txt": b"" for number in range(50)})
    return refused(lambda: opened(many, PASSWORD, "pakket.zip"))


@says(
    "S32.path",
    "pakket.zip: In dit pakket zit een bestand dat er niet in hoort. Er is niets bewaard. Vraag de afzender om het opnieuw te bezorgen.",
)
def a_package_that_writes_elsewhere(folder: Path) -> Iterable[Finding]:
    spoilt = locked(zipped({**inner(package(folder)), "../buiten.txt": b"x"}))
    return refused(lambda: opened(spoilt, PASSWORD, "pakket.zip"))


@says(
    "S32.receipt",
    "bewijs.docx: Dit ontvangstbewijs hoort niet bij het pakket van deze overdracht. Kijk het pakketnummer na, of kies een ander bestand.",
)
def a_receipt_of_another_package(folder: Path) -> Iterable[Finding]:
    paper = folder / "bewijs.docx"
    paper.write_bytes(inner(package(folder / "b"))["ontvangstbewijs.docx"])
    package(folder / "a")
    return refused(lambda: receipt(Project(folder / "a"), "L0231", paper))


@pytest.mark.parametrize("name", STATES)
def test_a_state_is_told_in_these_words(tmp_path: Path, name: str) -> None:
    state, text = STATES[name]
    code, _, case = name.partition(".")
    found = [finding for finding in state(tmp_path) if (finding.code, finding.case) == (code, case)]
    assert list(dict.fromkeys(re.sub(r"S12-[0-9a-f]{4}", "S12-0000", str(sentence(one))) for one in found)) == [text]
