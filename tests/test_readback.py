"""The circle closes: a paper of the class council, filled in and read back, becomes the form, the minutes, the extract.

Every choice that cannot be read or contradicts another is a finding with its place; nothing is guessed.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lxml import etree

from docgen import pipeline
from docgen.findings import CellRef, Severity
from docgen.forms.model import Request
from docgen.project import Project
from docgen.readback.choices import Choices
from docgen.readback.days import read_day
from docgen.readback.filling import fill_form, read_back
from tests.building import edited as rows_edited
from tests.building import more
from tests.documents import as_text
from tests.filled_papers import ENTITIES, W, controls, edited, fill_control, filled, joined, with_member
from tests.forms.filling import request, rows
from tests.worked_example import project

COUNCILS = "KR12 | begeleidende | 15.30 u., B204 | KDW | DPT | | CLA | 09/02/2026\nKR19 | begeleidende | 15.30 u., B204 | KDW | DPT | JVP | CLA |"  # noqa: E501
OPEN = """
    KR12.3 | 26/01/2026 | L0231-1 | start traject | Kan Noor starten? | Hele dagen lukken niet. | Noor start op 2 februari. | goedgekeurd | | 27/03/2026 | 30/01/2026 | consensus | |
    KR19.1 | 30/03/2026 | | geen maatregel | Welke leerstof telt mee voor juni? | | | | | | | | |
    KR19.2 | 30/03/2026 | L0231-2 | bijsturing | Kunnen de examens gespreid worden? | | | | | | | | |
"""  # noqa: E501
AFTER = "2026-03-31"
DECIDED = {
    "KR19.2|Uitslag": "goedgekeurd",
    "KR19.2|Elementen": "De ochtenden lukken.",
    "KR19.2|Besluit": "Twee examens worden verplaatst.",
    "KR19.2|Geldig tot": "dinsdag 30 juni 2026",
    "KR19.2|Bekrachtigd op": "dinsdag 31 maart 2026",
    "KR19.2|Wie": "MVB Marie Van Boven",
    "KR19.2|Wat": "Het rooster met elke leraar overlopen",
    "KR19.2|Tegen": "30/04/2026",
    "KR19.2|Interne overwegingen": "Enkel te bespreken met de directie.",
    "KR19.2|Stemming": "voor 2, tegen 1",
}


class Told(NamedTuple):
    """A finding as these tests compare it."""

    code: str
    case: str
    place: str
    severity: str = "fout"


@dataclass(frozen=True)
class Meeting:
    """A school on the day after a council, with the paper that docgen made for it."""

    school: Project
    paper: bytes
    asked: Request

    def read(self, data: bytes, name: str = "bundel.docx") -> Choices:
        path = self.school.root / name
        path.write_bytes(data)
        return read_back(path, self.asked)


def told(choices: Choices) -> list[Told]:
    return [
        Told(f.code, f.case, f.place.sheet if isinstance(f.place, CellRef) else "", str(f.severity))
        for f in choices.findings
    ]


def values(choices: Choices) -> dict[str, dict[str, Any]]:
    return {choice.number: dict(choice.values) for choice in choices.filled}


def held(folder: Path, today: str = AFTER, **changed: str) -> Meeting:
    sheets = {"Klassenraden": COUNCILS, "Beslissingen": OPEN, "Overdrachten": "", **changed}
    school = Project(project(folder, today=today, **sheets))
    pipeline.build(school)
    paper = (school.outputs / "klassenraad" / "beslissingsbundel_KR19.docx").read_bytes()
    return Meeting(school, paper, request(school, ""))


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> Meeting:
    return held(tmp_path_factory.mktemp("klassenraad"))


def test_a_paper_that_nobody_filled_in_says_nothing(meeting: Meeting) -> None:
    assert meeting.read(meeting.paper) == Choices("KR19", meeting.read(meeting.paper).points, ())
    assert values(meeting.read(meeting.paper)) == {}


def test_what_was_chosen_is_typed_as_a_sheet_would_hold_it(meeting: Meeting) -> None:
    found = meeting.read(filled(meeting.paper, DECIDED))
    assert told(found) == []
    assert values(found) == {
        "KR19.2": {
            "Uitslag": "goedgekeurd",
            "Geldig tot": date(2026, 6, 30),
            "Bekrachtigd op": date(2026, 3, 31),
            "Elementen": "De ochtenden lukken.",
            "Besluit": "Twee examens worden verplaatst.",
            "Interne overwegingen": "Enkel te bespreken met de directie.",
            "Stemming": "voor 2, tegen 1",
            "Wie": ("MVB",),
            "Wat": "Het rooster met elke leraar overlopen",
            "Tegen": date(2026, 4, 30),
        }
    }


def test_the_whole_circle_from_agenda_to_extract_without_typing_twice(tmp_path: Path) -> None:
    meeting = held(tmp_path)
    school = meeting.school
    choices = meeting.read(filled(meeting.paper, DECIDED))
    form = fill_form(choices, meeting.asked, school.outputs)
    assert form == school.outputs / "formulieren" / "klassenraad_KR19.xlsx"
    (school.inputs / form.name).write_bytes(form.read_bytes())

    built = pipeline.build(school)
    assert [f for f in built.checked.findings if f.severity is Severity.ERROR] == []
    decision = rows(built.checked, "Beslissingen")[-1]
    assert (decision["Beslissing-ID"], decision["Uitslag"]) == ("KR19.2", "goedgekeurd")
    (agreed,) = (row for row in rows(built.checked, "Afspraken") if row["Leerling of traject"] == "KR19.2")
    assert agreed == {
        "Leerling of traject": "KR19.2",
        "Soort": "actie",
        "Wat": "Het rooster met elke leraar overlopen",
        "Wie": ("MVB",),
        "Tegen": date(2026, 4, 30),
    }
    minutes = as_text((school.outputs / "klassenraad" / "verslag_KR19.docx").read_bytes())
    extract = as_text((school.outputs / "zorg" / "uittreksel_L0231_KR19.docx").read_bytes())
    for text in ("Twee examens worden verplaatst", "De ochtenden lukken", "Marie Van Boven", "overlopen"):
        assert text in minutes
        assert text in extract
    for text in ("Enkel te bespreken met de directie", "tegen 1", "Welke leerstof telt mee"):
        assert text in minutes
        assert text not in extract
    assert meeting.read(filled(meeting.paper, DECIDED)).council == "KR19"
    again = read_back(school.root / "bundel.docx", request(school, ""))
    assert (again.filled, again.findings) == ((), ())  # what the records say is no choice any more


def test_a_second_form_replaces_the_first(tmp_path: Path) -> None:
    meeting = held(tmp_path)
    first = {tag: text for tag, text in DECIDED.items() if not tag.endswith("Bekrachtigd op")}
    for number, chosen in enumerate((first, DECIDED)):
        asked = request(meeting.school, "")
        path = meeting.school.root / "bundel.docx"
        path.write_bytes(filled(meeting.paper, chosen))
        form = fill_form(read_back(path, asked), asked, meeting.school.outputs)
        (meeting.school.inputs / f"{number}.xlsx").write_bytes(form.read_bytes())
    found = pipeline.check(meeting.school)
    assert [f.code for f in found.findings if f.severity is Severity.ERROR] == []
    assert rows(found, "Beslissingen")[-1]["Bekrachtigd op"] == date(2026, 3, 31)
    assert len([row for row in rows(found, "Afspraken") if row["Leerling of traject"] == "KR19.2"]) == 1


@pytest.mark.program("libreoffice")
def test_a_paper_that_libreoffice_saved_again_reads_the_same(meeting: Meeting, tmp_path: Path) -> None:
    (tmp_path / "bundel.docx").write_bytes(filled(meeting.paper, DECIDED))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profiel'}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "bewaard")]
    subprocess.run([*command, str(tmp_path / "bundel.docx")], check=True, capture_output=True, timeout=120)
    saved = (tmp_path / "bewaard" / "bundel.docx").read_bytes()
    assert saved != filled(meeting.paper, DECIDED)
    found, own = meeting.read(saved), meeting.read(filled(meeting.paper, DECIDED))
    assert (values(found), told(found)) == (values(own), [])
    untouched = meeting.read(_saved_again(meeting.paper, tmp_path / "leeg"))
    assert (values(untouched), told(untouched)) == ({}, [])


def _saved_again(paper: bytes, folder: Path) -> bytes:
    folder.mkdir()
    (folder / "bundel.docx").write_bytes(paper)
    profile = f"-env:UserInstallation=file://{folder.parent / 'profiel'}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(folder / "bewaard")]
    subprocess.run([*command, str(folder / "bundel.docx")], check=True, capture_output=True, timeout=120)
    return (folder / "bewaard" / "bundel.docx").read_bytes()


# --- what programs and people do to a paper ------------------------------------------------------------------------


def without_tags(root: etree._Element) -> None:
    """As LibreOffice 7.4 saves lists and dates: neither tag nor name."""
    for properties in root.iter(f"{W}sdtPr"):
        for name in ("tag", "alias") if properties.find(f"{W}text") is None else ("tag",):
            properties.remove(properties.find(f"{W}{name}"))


def moved_into_block(root: etree._Element) -> None:
    """A control around its whole paragraph instead of inside it, as Word makes it when one selects the paragraph."""
    for control in list(root.iter(f"{W}sdt")):
        paragraph = control.getparent()
        content = control.find(f"{W}sdtContent")
        inner = etree.SubElement(content, f"{W}p")
        for run in list(content.findall(f"{W}r")):
            inner.append(run)
        paragraph.addprevious(control)
        paragraph.getparent().remove(paragraph)


def with_tracked_changes(root: etree._Element) -> None:
    """What was struck out does not count, what was put in does."""
    run = next(controls(root)["KR19.2|Uitslag"].iter(f"{W}r"))
    gone = etree.Element(f"{W}del", {f"{W}id": "901", f"{W}author": "x"})
    struck = etree.SubElement(etree.SubElement(gone, f"{W}r"), f"{W}delText")
    struck.text = "afgewezen"
    run.addprevious(gone)
    put_in = etree.Element(f"{W}ins", {f"{W}id": "902", f"{W}author": "x"})
    run.addprevious(put_in)
    put_in.append(run)


@pytest.mark.parametrize("change", [without_tags, moved_into_block, with_tracked_changes])
def test_a_choice_survives_what_programs_do_to_it(change: Callable[[Any], None], meeting: Meeting) -> None:
    own = meeting.read(filled(meeting.paper, DECIDED))
    found = meeting.read(edited(filled(meeting.paper, DECIDED), change))
    assert (values(found), told(found)) == (values(own), [])


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("maandag 30 maart 2026", date(2026, 3, 30)),
        ("30 mrt. 2026", date(2026, 3, 30)),
        ("30/03/2026", date(2026, 3, 30)),
        ("30-3-2026", date(2026, 3, 30)),
        ("2026-03-30", date(2026, 3, 30)),
        ("Monday, March 30, 2026", date(2026, 3, 30)),
        ("lundi 30 mars 2026", date(2026, 3, 30)),
    ],
)
def test_a_day_is_read_as_a_field_shows_it_or_a_person_types_it(typed: str, day: date) -> None:
    assert read_day(typed) == day


def test_a_field_that_shows_its_own_sentence_is_not_chosen_whatever_the_program_says(meeting: Meeting) -> None:
    words = {"KR19.2|Uitslag": "Kies een uitslag ↓", "KR19.2|Bekrachtigd op": "nog niet ↓", "KR19.2|Besluit": ""}
    assert values(meeting.read(filled(meeting.paper, words))) == {}


@pytest.mark.parametrize(
    ("chosen", "expected", "left"),
    [
        ({"Uitslag": "misschien"}, [Told("R03", "list", "KR19.2 (Uitslag)")], {}),
        ({"Geldig tot": "volgende week"}, [Told("R03", "date", "KR19.2 (Geldig tot en met)")], {}),
        ({"Geldig tot": "31 juni 2026"}, [Told("R03", "date", "KR19.2 (Geldig tot en met)")], {}),
        ({"Geldig tot": "maandag 30 juni 2026"}, [Told("R03", "weekday", "KR19.2 (Geldig tot en met)")], {}),
        ({"Wie": "Piet Niemand"}, [Told("R03", "who", "KR19.2 (Wie volgt op)")], {}),
        (
            {"Uitslag": "goedgekeurd onder voorwaarde", "Elementen": "a", "Besluit": "b"},
            [Told("R04", "condition", "KR19.2 (Uitslag)")],
            {"Elementen": "a", "Besluit": "b"},
        ),
        (
            {"Uitslag": "goedgekeurd", "Elementen": "a", "Besluit": "b", "Voorwaarde": "c"},
            [Told("R04", "no_condition", "KR19.2 (Voorwaarde, als die er is)", "waarschuwing")],
            {"Uitslag": "goedgekeurd", "Elementen": "a", "Besluit": "b", "Voorwaarde": "c"},
        ),
        (
            {"Uitslag": "uitgesteld"},
            [Told("R04", "unexplained", "KR19.2 (Uitslag)", "waarschuwing")],
            {"Uitslag": "uitgesteld"},
        ),
        (
            {"Besluit": "Noor start."},
            [Told("R04", "undecided", "KR19.2 (Uitslag)", "waarschuwing")],
            {"Besluit": "Noor start."},
        ),
        ({"Geldig tot": "29/03/2026"}, [Told("R04", "before", "KR19.2 (Geldig tot en met)")], {}),
        (
            {"Uitslag": "afgewezen", "Elementen": "a", "Besluit": "b", "Bekrachtigd op": "31/03/2026"},
            [Told("R04", "ratified", "KR19.2 (Bekrachtigd op)")],
            {"Uitslag": "afgewezen", "Elementen": "a", "Besluit": "b"},
        ),
        (
            {"Uitslag": "afgewezen", "Elementen": "a", "Besluit": "b", "Tegen": "30/04/2026"},
            [Told("R04", "nobody", "KR19.2 (Tegen)")],
            {"Uitslag": "afgewezen", "Elementen": "a", "Besluit": "b"},
        ),
        (
            {"Uitslag": "goed", "Elementen": "a", "Besluit": "b", "Bekrachtigd op": "gisteren"},
            [Told("R03", "list", "KR19.2 (Uitslag)"), Told("R03", "date", "KR19.2 (Bekrachtigd op)")],
            {"Elementen": "a", "Besluit": "b"},
        ),
    ],
)  # fmt: skip
def test_a_choice_that_is_unreadable_or_contradicts_another_is_told_with_its_place(
    chosen: dict[str, str], expected: list[Told], left: dict[str, str], meeting: Meeting
) -> None:
    found = meeting.read(filled(meeting.paper, {f"KR19.2|{column}": text for column, text in chosen.items()}))
    assert told(found) == expected
    assert values(found) == ({"KR19.2": left} if left else {})


def test_a_copied_page_counts_once_when_it_says_the_same_and_not_at_all_when_it_does_not(meeting: Meeting) -> None:
    def copied(text: str) -> bytes:
        def twice(root: etree._Element) -> None:
            own = controls(root)["KR19.2|Uitslag"]
            fill_control(own, "goedgekeurd")
            paragraph = own.getparent()
            other = etree.fromstring(etree.tostring(paragraph))
            paragraph.addnext(other)
            fill_control(other.find(f"{W}sdt"), text)

        return edited(filled(meeting.paper, {"KR19.2|Elementen": "a", "KR19.2|Besluit": "b"}), twice)

    assert values(meeting.read(copied("goedgekeurd")))["KR19.2"]["Uitslag"] == "goedgekeurd"
    found = meeting.read(copied("afgewezen"))
    assert told(found) == [Told("R04", "twice", "KR19.2 (Uitslag)")]
    assert values(found) == {"KR19.2": {"Elementen": "a", "Besluit": "b"}}


def test_a_field_that_somebody_deleted_is_told(meeting: Meeting) -> None:
    def deleted(root: etree._Element) -> None:
        control = controls(root)["KR19.2|Uitslag"]
        control.getparent().remove(control)

    assert told(meeting.read(edited(meeting.paper, deleted))) == [Told("R03", "field", "KR19.2 (Uitslag)")]


def test_what_a_typed_row_says_otherwise_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    typed = OPEN.replace("gespreid worden? | | | |", "gespreid worden? | e | b | uitgesteld |")
    meeting = held(tmp_path, "2026-03-29", Beslissingen=typed)
    found = meeting.read(filled(meeting.paper, {"KR19.2|Uitslag": "goedgekeurd"}))
    assert told(found) == [Told("R04", "typed", "KR19.2 (Uitslag)")]
    assert [(place.sheet, place.cell) for f in found.findings for place in f.also] == [("Beslissingen", "H6")]  # type: ignore[union-attr]
    assert values(found) == {}


def test_a_point_that_is_gone_or_now_about_somebody_else_is_not_taken_over(meeting: Meeting, tmp_path: Path) -> None:
    paper = filled(meeting.paper, DECIDED)
    gone = held(tmp_path / "weg", Beslissingen="\n".join(OPEN.splitlines()[:-1]))
    assert told(gone.read(paper)) == [Told("R05", "", "KR19.2")]
    other = held(tmp_path / "ander", Beslissingen=OPEN.replace("| L0231-2 |", "| L0232 |"))
    assert told(other.read(paper)) == [Told("R05", "other", "KR19.2")]


def test_a_paper_of_another_year_or_council_is_refused_whole(meeting: Meeting, tmp_path: Path) -> None:
    paper = filled(meeting.paper, DECIDED)
    later = held(tmp_path / "later", School=rows_edited("School", C5="2026-2027"))
    none = Project(project(tmp_path / "geen", today=AFTER, Beslissingen=OPEN.splitlines()[1], Overdrachten=""))
    for found, case in (
        (later.read(paper), "year"),
        (_read(none, paper), "council"),
        (meeting.read(joined(meeting.paper)), "several"),
    ):
        assert (found.council, found.points, told(found)) == ("", (), [Told("R02", case, "")])


def _read(school: Project, paper: bytes) -> Choices:
    (school.root / "bundel.docx").write_bytes(paper)
    return read_back(school.root / "bundel.docx", request(school, ""))


# --- files that are no paper, or were made to do harm ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "case"),
    [
        (lambda paper: b"", "empty"),
        (lambda paper: b"Beste klassenraad", "not_zip"),
        (lambda paper: paper[:-400], "damaged"),
        (lambda paper: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (lambda paper: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_word"),
        (lambda paper: with_member(paper, "word/document.xml", ENTITIES), "doctype"),
        (lambda paper: with_member(paper, "word/document.xml", b"<w:document"), "damaged"),
        (lambda paper: with_member(paper, "../buiten.xml", b"<x/>"), "damaged"),
        (lambda paper: with_member(paper, "word/media/bom.bin", b"\0" * (65 * 2**20)), "large"),
        (lambda paper: edited(paper, lambda root: [c.clear() for c in list(root.iter(f"{W}sdt"))]), "foreign"),
    ],
)
def test_what_is_no_paper_is_refused_before_it_is_parsed(
    made: Callable[[bytes], bytes], case: str, meeting: Meeting
) -> None:
    found = meeting.read(made(meeting.paper))
    assert (found.council, found.points, told(found)) == ("", (), [Told("R01", case, "")])


def test_a_file_that_is_not_there_is_told(meeting: Meeting) -> None:
    assert told(read_back(meeting.school.root / "nergens.docx", meeting.asked)) == [Told("R01", "storage", "")]


# --- a new run, and the command -------------------------------------------------------------------------------------


def test_a_paper_that_was_filled_in_where_it_stood_is_set_aside_not_written_over(tmp_path: Path) -> None:
    meeting = held(tmp_path)
    paper = meeting.school.outputs / "klassenraad" / "beslissingsbundel_KR19.docx"
    paper.write_bytes(filled(meeting.paper, DECIDED))
    built = pipeline.build(meeting.school)
    kept = meeting.school.outputs / "ingevuld" / paper.name
    assert (paper.read_bytes(), kept.read_bytes()) == (meeting.paper, filled(meeting.paper, DECIDED))
    told_of = [(f.code, f.place.file) for f in built.checked.findings if f.code == "R06"]  # type: ignore[union-attr]
    assert told_of == [("R06", "outputs/ingevuld/beslissingsbundel_KR19.docx")]
    assert [f.code for f in pipeline.build(meeting.school).checked.findings if f.code == "R06"] == []


def command(school: Project, *words: str) -> subprocess.CompletedProcess[str]:
    whole = [sys.executable, "-m", "docgen.cli", "--project", str(school.root), "read-back", *words]
    return subprocess.run(whole, capture_output=True, text=True, encoding="utf-8", timeout=120)


def test_the_command_shows_what_was_chosen_and_writes_the_form(tmp_path: Path) -> None:
    meeting = held(tmp_path)
    path = tmp_path / "bundel.docx"
    path.write_bytes(filled(meeting.paper, DECIDED))
    done = command(meeting.school, str(path))
    form = meeting.school.outputs / "formulieren" / "klassenraad_KR19.xlsx"
    assert (done.returncode, done.stdout) == (0, f"{form}\n")
    assert done.stderr.splitlines()[:3] == [
        "Klassenraad KR19",
        "  KR19.2  L0231-2",
        "    Uitslag: goedgekeurd",
    ]
    assert "Enkel te bespreken" not in done.stderr  # what is for staff only is named, not shown
    path.write_bytes(filled(meeting.paper, {"KR19.2|Uitslag": "misschien"}))
    failed = command(meeting.school, str(path))
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "R03 bundel.docx > KR19.2 (Uitslag)" in failed.stderr
    assert "misschien" not in failed.stderr  # the outcome is class Z


def test_an_agenda_takes_an_outcome_too(tmp_path: Path) -> None:
    meeting = held(tmp_path, "2026-03-29")
    agenda = (meeting.school.outputs / "klassenraad" / "agenda_KR19.docx").read_bytes()
    found = meeting.read(filled(agenda, {"KR19.2|Uitslag": "uitgesteld"}))
    assert values(found) == {"KR19.2": {"Uitslag": "uitgesteld"}}
    assert told(found) == [Told("R04", "unexplained", "KR19.2 (Uitslag)", "waarschuwing")]


def test_an_agreement_that_a_sheet_holds_already_is_not_said_twice(tmp_path: Path) -> None:
    agreed = "KR19.2 | actie | leren en studeren | Het rooster met elke leraar overlopen | in de middagpauze | MVB | 30/04/2026 | bezig"  # noqa: E501
    meeting = held(tmp_path, Afspraken=more("Afspraken", agreed))
    assert {"Wie", "Wat", "Tegen"}.isdisjoint(values(meeting.read(filled(meeting.paper, DECIDED)))["KR19.2"])
