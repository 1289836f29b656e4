"""All rules together: each code exists, forty faults give those forty findings, and a sound school gives none."""

# ruff: noqa: E501 - rows and findings as they are
from __future__ import annotations

import re
from pathlib import Path

from docgen import spec
from docgen.findings import Severity
from docgen.pipeline import check
from docgen.project import Project
from tests.building import checked, edited, more
from tests.telling import line, showing
from tests.test_messages import emitted_codes

ROOT = Path(__file__).parent.parent
CODES = [f"{group}{number:02}" for group, last in zip("ABCDEFGH", (12, 8, 18, 15, 13, 7, 15, 8), strict=True) for number in range(1, last + 1)]  # fmt: skip
ELSEWHERE = {
    "D11": "dropped: the extent is computed (sheets.md 9)",
    "D12": "merged into G08 (sheets.md 9)",
    "G14": "not a finding: the ledger and the log keep what was made, when and from which input",
    "A09": "told as S01 and S02 by the reading of files",
}


def test_every_rule_of_the_domain_is_told_somewhere() -> None:
    assert set(CODES) - emitted_codes() <= set(ELSEWHERE)
    assert {rule.code for rule in spec.rules()} <= set(CODES)


def test_every_rule_is_stated_in_one_dutch_sentence() -> None:
    for rule in spec.rules():
        assert re.fullmatch(r"[A-Z][^!?]{15,118}\.", rule.statement), rule.code
        assert rule.source


def test_the_worked_example_and_the_example_school_hold_nothing(tmp_path: Path) -> None:
    for result in (checked(tmp_path), check(Project(ROOT))):
        assert [line(f) for f in result.findings if f.severity in (Severity.ERROR, Severity.HOLD)] == []
    assert any(finding.severity is Severity.WARNING for finding in check(Project(ROOT)).findings)


FORTY = {
    "School": more(
        "School",
        """regel | Max examens per dag | 1
        regel | Schoolreglement vermeldt afwijkingen | nee
        regel | Open taken per leraar | 0
        regel | Hervatting maximaal in dagen | 14
        lesuur | 7 | na de middag""",
    ),
    "Leerlingen": more("Leerlingen", "L0232 | Dubbel | Dries | 01/01/2010 | 4WEWIb | Natuurwetenschappen |  | 01/09/2022"),
    "Contacten": edited("Contacten", D4="ja, ontvangt niets"),
    "Personeel": edited("Personeel", C7="CLB"),
    "Kalender": more("Kalender", "22/06/2026 |  | vrije dag | Brugdag"),
    "Examenrooster": more("Examenrooster", "4WEWIb |  | NED | schriftelijk | morgen | 09:00 | 50 | C101"),
    "Leerplandoelen": edited("Leerplandoelen", G6="veiligheid of praktijk", L6="", H4="WIS4-14"),
    "Signalen": edited("Signalen", D4="spijbelen"),
    "Overleg": more("Overleg", "L0999 | 01/03/2026 | opvolging | leerling | Iemand"),
    "Trajecten": edited("Trajecten", G5="20/06/2026", I5="", K5="rust", M5="minder lui zijn", O5="rust na de kine"),
    "Maatregelen": edited("Maatregelen", E5="Bram brengt de bundels", G6="10/02/2026", I6="6; 4; 8", K5="", D7="WIS4-13"),
    "Lesroosteraanpassingen": edited("Lesroosteraanpassingen", D4="di4", H5="", C6="04/04/2026"),
    "Examenaanpassingen": edited("Examenaanpassingen", G5="100", M4="08/06/2026"),
    "Klassenraden": edited("Klassenraden", B4="portret", F4="KDW"),
    "Beslissingen": edited("Beslissingen", J6="31/05/2026", L5="voor 9"),
    "Afspraken": edited("Afspraken", B4="IAC-doel", F4="JVP"),
    "Meldingen": edited("Meldingen", E4="Zit best niet naast Bram Andersen.", G4="29/05/2026"),
    "Overdrachten": edited("Overdrachten", D4="", E4="01/03/2026", F4="02/03/2026", G4="03/03/2026", H4="TR11", L4="30/05/2026", M4=""),
    "Bevestigingen": "G08-12 | KDW | 01/05/2026 | nagekeken",
}  # fmt: skip
EXPECTED: list[str] = [
    'A02.date fout Examenrooster!E8 (example=15/06/2026, heading=Datum) "morgen" block',
    'A02.hours fout School!C19 (example=10:20-11:10, heading=Waarde) "na de middag" block for everybody',
    "A02.list fout Signalen!D4 (allowed=afwezigheidspatroon+schoolmoeheid+afhaken in de les+faalangst: lege toolbox+faalangst: perfectionisme+onderpresteren+resultaten+lichamelijke klachten+verandering in omgeving+sociaal+andere, example=schoolmoeheid, heading=Soort) block for L0231",
    'A03 fout Leerlingen!A5 (heading=Leerling-ID, n=2) "L0232" block for L0232 see Leerlingen!A6',
    'A13.form waarschuwing Bevestigingen!A4 "G08-12" none',
    'B01.unknown fout Overleg!A11 (heading=Leerling of traject, target=Leerlingen) "L0999" block for L0999',
    "B02.unknown fout Maatregelen!D7 (heading=Doelen, target=Leerplandoelen) block for L0231-1",
    'B03.function fout Opvang!C4 (allowed=opvoeder+leraar+directie) "OPV" draft: lesrooster for L0231 see Personeel!C7',
    "C09 fout Afspraken!B4 block: iac-doelen for L0231",
    "C10.kind fout Beslissingen!D5 (kind=portret) draft: overdrachtsfiche traject for L0231-1 see Klassenraden!B4",
    "C11.chair fout Klassenraden!D4 block: uittreksel verslag for L0231",
    "C12.count fout Beslissingen!L5 (n=9, limit=3) block: uittreksel verslag for L0231",
    "C14 waarschuwing School!C16 none",
    "D01 fout Lesroosteraanpassingen!D4 (list=di4) block: lesrooster for L0231-1",
    "D03.place fout Lesroosteraanpassingen!H5 draft: lesrooster for L0231-1",
    "D08.goals waarschuwing Maatregelen!D8 (list=GES4-09, n=1) none for L0231-1",
    "D13 waarschuwing Maatregelen!D8 (n=1) none: zorgfolder for L0231-1",
    "D14.weeks waarschuwing Trajecten!G5 (n=9, limit=6) none: zorgfolder for L0231-2",
    "D15 fout Lesroosteraanpassingen!C6 block: lesrooster for L0231-1 see Trajecten!F4",
    "E05.holiday fout Examenaanpassingen!E5 block: examenrooster for L0231-2 see Kalender!D7",
    "E08.goals waarschuwing Examenaanpassingen!D6 (list=GES4-09, n=1) none: examenrooster for L0231-2",
    "E09.late waarschuwing Examenaanpassingen!M4 (limit=5) none: examenrooster for L0231-2",
    "E11.shorter waarschuwing Examenaanpassingen!G5 (n=100, limit=135) none: examenrooster for L0231-2",
    "F01 fout Maatregelen!G6 block: hervattingsplan time-outplan zorgfolder for L0231-1 see Maatregelen!H5",
    "F02.days fout Maatregelen!H6 (n=32, limit=14) draft: hervattingsplan zorgfolder for L0231-1",
    "F03 waarschuwing Maatregelen!I6 none: hervattingsplan zorgfolder for L0231-1",
    "F05.person waarschuwing Maatregelen!K5 none: time-outplan for L0231-1",
    "F06.decision_ended waarschuwing Beslissingen!J6 (date=2026-05-31) none: traject for L0231-2 see Trajecten!F5",
    "G03 fout Overdrachten!D4 block: overdrachtsfiche overdracht for L0231",
    "G05 waarschuwing Overdrachten!H4 none for L0231",
    f"G08.therapie te bevestigen Trajecten!O5 (kind=therapie, word=4) block: {showing('Trajecten', 'Drempels en afspraken')} for L0231-2",
    f"G10.word te bevestigen Trajecten!M5 (word=2) block: {showing('Trajecten', 'Hoofddoel')} for L0231-2",
    "G11 fout Contacten!D4 block: akkoordverklaring brief overdrachtsfiche inzage for L0231",
    "G13.ended waarschuwing Meldingen!G4 none",
    "H01.strengths waarschuwing Trajecten!I5 none: zorgfolder for L0231-2",
    "H02 waarschuwing Trajecten!K5 none: overdrachtsfiche zorgfolder for L0231-2",
    "H03 waarschuwing Leerplandoelen!L6 none: doelenoverzicht",
    "H05.cycle waarschuwing Leerplandoelen!H4 (list=WIS4-12+WIS4-14) none: doelenoverzicht",
    "H06.count waarschuwing Personeel!A8 (n=1, limit=0) none: taken-vakleraren",
    "H07.count opmerking Personeel!E4 (n=1, limit=12.0) none",
]


def test_forty_faults_give_forty_findings(tmp_path: Path) -> None:
    found = [line(finding) for finding in checked(tmp_path, "2026-06-01", **FORTY).findings]
    assert sorted(found) == sorted(EXPECTED)
    assert len({found.split()[0] for found in EXPECTED}) == len(EXPECTED) == 40
