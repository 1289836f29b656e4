"""Every filled paper of a class council that cannot be read whole: what was done to it, and the whole sentence."""

# ruff: noqa: E501 - a sentence as it is printed

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from lxml import etree

from docgen.messages import sentence
from docgen.pipeline import build
from docgen.project import Project
from docgen.readback.filling import read_back
from tests.building import edited as rows_edited
from tests.filled_papers import ENTITIES, W, controls, edited, fill_control, filled, joined, with_member
from tests.forms.filling import request
from tests.messages.test_files import ole
from tests.test_readback import COUNCILS, OPEN, held
from tests.worked_example import project

REASONS = {"Elementen": "De ochtenden lukken.", "Besluit": "Twee examens worden verplaatst."}
Maker = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Spoilt:
    """A paper of KR19 on which something is wrong: what was done to it, and the sheets of the school that reads it."""

    name: str
    made: Maker
    text: str
    sheets: Mapping[str, str] = field(default_factory=dict)


def chosen(**values: str) -> Maker:
    """These choices about the second point, which nobody decided yet."""
    return lambda paper: filled(paper, {f"KR19.2|{column.replace('_', ' ')}": text for column, text in values.items()})


def without_fields(paper: bytes) -> bytes:
    """Every field made plain text, as copying the text to a new document does."""
    return edited(paper, lambda root: etree.strip_tags(root, f"{W}sdt", f"{W}sdtContent"))


def without_outcome(paper: bytes) -> bytes:
    """The field of the outcome deleted with its paragraph."""

    def deleted(root: etree._Element) -> None:
        paragraph = controls(root)["KR19.2|Uitslag"].getparent()
        paragraph.getparent().remove(paragraph)

    return edited(paper, deleted)


def outcome_twice(paper: bytes) -> bytes:
    """The field of the outcome copied, and filled in otherwise."""

    def twice(root: etree._Element) -> None:
        paragraph = controls(root)["KR19.2|Uitslag"].getparent()
        copy = etree.fromstring(etree.tostring(paragraph))
        paragraph.addnext(copy)
        fill_control(paragraph.find(f"{W}sdt"), "goedgekeurd")
        fill_control(copy.find(f"{W}sdt"), "afgewezen")

    return edited(paper, twice)


def strict(paper: bytes) -> bytes:
    """As Word saves it under 'Strict Open XML-document'."""
    plain, own = (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main")  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(paper)) as opened:
        return with_member(paper, "word/document.xml", opened.read("word/document.xml").replace(plain, own))


def workbook_in_its_place(paper: bytes) -> bytes:
    """A zip that holds no Word document."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
    return saved.getvalue()


PAPERS = [
    Spoilt("R01.foreign", without_fields, "bundel.docx: In dit bestand staan geen invulvelden van docgen. Neem de beslissingsbundel of de agenda uit outputs, zoals Word of LibreOffice ze bewaarde."),
    Spoilt("R01.empty", lambda paper: b"", "bundel.docx: Dit bestand is leeg. Neem het bestand waarin de beslissingen ingevuld zijn."),
    Spoilt("R01.large", lambda paper: with_member(paper, "word/media/foto.bmp", b"\0" * (65 * 2**20)), "bundel.docx: Dit bestand is te groot voor een papier van een klassenraad. Het is niet gelezen. Bewaar het opnieuw zonder afbeeldingen."),
    Spoilt("R01.not_zip", lambda paper: b"Beste klassenraad", "bundel.docx: Dit is geen Word-document, maar een pdf, een foto of een tekst. Is het een scan? Typ de beslissingen in het formulier klassenraad. Neem anders het .docx-bestand zelf."),
    Spoilt("R01.password", lambda paper: ole("EncryptionInfo", "EncryptedPackage"), "bundel.docx: Dit bestand heeft een wachtwoord. Bewaar het zonder wachtwoord."),
    Spoilt("R01.old_word", lambda paper: ole("WordDocument"), "bundel.docx: Dit bestand heeft de oude vorm van Word (.doc). Open het in Word en bewaar het als Word-document (.docx)."),
    Spoilt("R01.not_word", workbook_in_its_place, "bundel.docx: Dit is een werkboek of een ander bestand, geen Word-document. Open het in Word of LibreOffice en bewaar het als .docx."),
    Spoilt("R01.strict", strict, "bundel.docx: Dit bestand is bewaard als Strict Open XML-document. Bewaar het in Word opnieuw en kies bij het type Word-document (.docx)."),
    Spoilt("R01.damaged", lambda paper: paper[:-400], "bundel.docx: Dit bestand is beschadigd. Er is niets uit gelezen. Open het in Word, laat het herstellen en bewaar opnieuw."),
    Spoilt("R01.damaged", lambda paper: with_member(paper, "word/document.xml", b"<w:document"), "bundel.docx: Dit bestand is beschadigd. Er is niets uit gelezen. Open het in Word, laat het herstellen en bewaar opnieuw."),
    Spoilt("R01.doctype", lambda paper: with_member(paper, "word/document.xml", ENTITIES), "bundel.docx: Dit bestand bevat onderdelen die Word nooit schrijft. Er is niets uit gelezen. Open het in Word en bewaar het opnieuw."),
    Spoilt("R02.several", joined, "bundel.docx: In dit bestand staan punten van meer dan één klassenraad: KR19 en KR20. Er is niets uit gelezen. Neem per klassenraad een eigen papier uit outputs en vul daar de punten van die klassenraad in."),
    Spoilt("R02.year", chosen(**REASONS), "bundel.docx: Dit papier is van een ander schooljaar dan 2026-2027. Er is niets uit gelezen. Neem het papier van dit schooljaar uit outputs. Klopt het schooljaar in het blad School niet? Verbeter het daar.", {"School": rows_edited("School", C5="2026-2027")}),
    Spoilt("R02.council", chosen(**REASONS), "bundel.docx: Klassenraad KR19 van dit papier staat niet in de werkboeken. Er is niets uit gelezen. Zet KR19 in het blad Klassenraden en zijn punten in Beslissingen, of neem het papier van een andere klassenraad.", {"Klassenraden": "", "Beslissingen": OPEN.splitlines()[1]}),
    Spoilt("R03.list", chosen(Uitslag="misschien"), "bundel.docx › KR19.2 (Uitslag) › L0231: Deze keuze staat niet in de lijst. Ze is niet overgenomen. Kies goedgekeurd, goedgekeurd onder voorwaarde, uitgesteld, afgewezen of ingetrokken."),
    Spoilt("R03.date", chosen(Geldig_tot="volgende week"), "bundel.docx › KR19.2 (Geldig tot en met) › L0231: Wat hier staat, is geen datum. Dit veld is niet overgenomen. Kies een datum, of typ ze als 27/03/2026."),
    Spoilt("R03.date", chosen(Uitslag="goedgekeurd", Bekrachtigd_op="gisteren", **REASONS), 'bundel.docx › KR19.2 (Bekrachtigd op) › L0231: "gisteren" is geen datum. Dit veld is niet overgenomen. Kies een datum, of typ ze als 30/01/2026.'),
    Spoilt("R03.weekday", chosen(Geldig_tot="maandag 30 juni 2026"), "bundel.docx › KR19.2 (Geldig tot en met) › L0231: De weekdag en de datum passen niet bij elkaar. De datum is niet overgenomen. Kies de datum opnieuw in het veld."),
    Spoilt("R03.weekday", chosen(Uitslag="goedgekeurd", Bekrachtigd_op="maandag 31 maart 2026", **REASONS), 'bundel.docx › KR19.2 (Bekrachtigd op) › L0231: "maandag 31 maart 2026" bestaat niet: de weekdag en de datum passen niet bij elkaar. De datum is niet overgenomen. Kies de datum opnieuw in het veld.'),
    Spoilt("R03.who", chosen(Wie="Piet Niemand"), "bundel.docx › KR19.2 (Wie volgt op) › L0231: Deze persoon staat niet in het blad Personeel. De keuze is niet overgenomen. Kies een naam uit de lijst, of typ de code uit Personeel."),
    Spoilt("R03.field", without_outcome, "bundel.docx › KR19.2 (Uitslag) › L0231: Het veld Uitslag van dit punt is weg uit het papier. De uitslag is niet overgenomen. Zet de keuze zelf in het formulier klassenraad, of vul een nieuw papier in."),
    Spoilt("R04.twice", outcome_twice, "bundel.docx › KR19.2 (Uitslag) › L0231: Dit veld staat twee keer in het bestand, met een andere keuze. Geen van beide is overgenomen. Verwijder één van beide, of vul in beide hetzelfde in."),
    Spoilt("R04.condition", chosen(Uitslag="goedgekeurd onder voorwaarde", **REASONS), "bundel.docx › KR19.2 (Uitslag) › L0231: De uitslag is onder voorwaarde, maar er staat geen voorwaarde. De uitslag is niet overgenomen. Schrijf de voorwaarde, of kies een andere uitslag."),
    Spoilt("R04.no_condition", chosen(Uitslag="goedgekeurd", Voorwaarde="na een gesprek", **REASONS), 'bundel.docx › KR19.2 (Voorwaarde, als die er is) › L0231: Er staat een voorwaarde, maar de uitslag is niet onder voorwaarde. Beide zijn overgenomen. Kies als uitslag "goedgekeurd onder voorwaarde", of wis de voorwaarde.'),
    Spoilt("R04.unexplained", chosen(Uitslag="uitgesteld"), "bundel.docx › KR19.2 (Uitslag) › L0231: Er is een uitslag, maar de motivering of het besluit ontbreekt. De uitslag is wel overgenomen. Vul beide in, op het papier of in het formulier. Zonder telt de beslissing niet."),
    Spoilt("R04.undecided", chosen(Besluit="Noor start."), "bundel.docx › KR19.2 (Uitslag) › L0231: Dit punt is ingevuld, maar de uitslag is niet gekozen. De rest is overgenomen. Kies een uitslag, op het papier of in het formulier."),
    Spoilt("R04.before", chosen(Geldig_tot="29/03/2026"), "bundel.docx › KR19.2 (Geldig tot en met) › L0231: Deze datum valt vóór de klassenraad van maandag 30 maart 2026. Ze is niet overgenomen. Kies een datum vanaf de dag van de klassenraad."),
    Spoilt("R04.ratified", chosen(Uitslag="afgewezen", Bekrachtigd_op="31/03/2026", **REASONS), "bundel.docx › KR19.2 (Bekrachtigd op) › L0231: Er staat een datum van bekrachtiging, maar het punt is niet goedgekeurd. De datum is niet overgenomen. Kies een uitslag die goedkeurt, of wis de datum."),
    Spoilt("R04.nobody", chosen(Uitslag="afgewezen", Tegen="30/04/2026", **REASONS), "bundel.docx › KR19.2 (Tegen) › L0231: Er staat een afspraak of een datum, maar niet wie opvolgt. Wat hier staat, is niet overgenomen. Kies bij Wie volgt op een naam, of wis dit veld."),
    Spoilt("R04.typed", chosen(Uitslag="goedgekeurd"), "bundel.docx › KR19.2 (Uitslag) › L0231: In het werkboek staat iets anders (Beslissingen › H6). De keuze is niet overgenomen. Geldt het papier? Wis de cel in het werkboek en lees het papier opnieuw. Geldt het werkboek? U hoeft niets te doen.", {"Beslissingen": OPEN.replace("gespreid worden? | | | |", "gespreid worden? | e | b | uitgesteld |")}),
    Spoilt("R05", chosen(**REASONS), "bundel.docx › KR19.2: Dit punt staat niet meer in het blad Beslissingen. Het is niet overgenomen. Kijk Beslissing-ID na, of zet het punt terug in Beslissingen en lees het papier opnieuw.", {"Beslissingen": "\n".join(OPEN.splitlines()[:-1])}),
    Spoilt("R05.other", chosen(**REASONS), "bundel.docx › KR19.2 › L0232: Dit punt gaat in het blad Beslissingen nu over iemand anders dan op het papier. Het is niet overgenomen. Kijk Over wie na in Beslissingen. Klopt het daar? Vul dan een nieuw papier in.", {"Beslissingen": OPEN.replace("| L0231-2 |", "| L0232 |")}),
]  # fmt: skip


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The decision bundle of KR19 as docgen made it."""
    return held(tmp_path_factory.mktemp("klassenraad")).paper


@pytest.mark.parametrize("spoilt", PAPERS, ids=[f"{spoilt.name} {number}" for number, spoilt in enumerate(PAPERS)])
def test_a_filled_paper_is_told_in_these_words(paper: bytes, tmp_path: Path, spoilt: Spoilt) -> None:
    sheets = {"Klassenraden": COUNCILS, "Beslissingen": OPEN, "Overdrachten": "", **spoilt.sheets}
    school = Project(project(tmp_path, today="2026-03-31", **sheets))
    (tmp_path / "bundel.docx").write_bytes(spoilt.made(paper))
    found = read_back(tmp_path / "bundel.docx", request(school, "")).findings
    code, _, case = spoilt.name.partition(".")
    assert [str(sentence(one)) for one in found if (one.code, one.case) == (code, case)] == [spoilt.text]


def test_a_paper_that_is_not_there_is_told_in_these_words(tmp_path: Path) -> None:
    (found,) = read_back(tmp_path / "nergens.docx", request(Project(project(tmp_path)), "")).findings
    assert (found.code, found.case) == ("R01", "storage")
    assert (
        str(sentence(found))
        == "nergens.docx: Dit bestand is er niet, of het is niet te openen. Kijk de naam en de map na, en of u het mag lezen."
    )


def test_a_paper_that_was_set_aside_is_told_in_these_words(tmp_path: Path) -> None:
    meeting = held(tmp_path)
    standing = meeting.school.outputs / "klassenraad" / "beslissingsbundel_KR19.docx"
    standing.write_bytes(chosen(**REASONS)(meeting.paper))
    found = [finding for finding in build(meeting.school).checked.findings if finding.code == "R06"]
    assert [str(sentence(one)) for one in found] == [
        "outputs › ingevuld › beslissingsbundel_KR19.docx: Dit papier was ingevuld waar het stond. Het is opzijgezet, en op zijn plaats staat een nieuw. Lees het terug met docgen read-back en verwijder het daarna."
    ]


COVERED = frozenset(spoilt.name for spoilt in PAPERS) | {"R01.storage", "R06"}
"""Code and case of every finding that is told here."""
