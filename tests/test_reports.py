"""The same findings in every reading, as whole texts: piped, on a terminal of 80 columns, as JSON, and explained."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

import pytest

from docgen.findings import CellRef, Effect, Finding, Place, Severity, TagRef
from docgen.messages import catalogue
from docgen.reports import explain, json, plain, summary, terminal
from docgen.reports.group import arrange
from docgen.reports.progress import Progress
from docgen.reports.stop import privacy_stop

CARE, COUNCIL = "trajecten.xlsx", "klassenraad.xlsx"
WINDOW = CellRef(CARE, "Maatregelen", 9)
GOALS = CellRef(CARE, "Maatregelen", 12, 4, "Doelen")


def at(file: str, sheet: str, row: int, column: int, heading: str = "") -> CellRef:
    return CellRef(file, sheet, row, column, heading)


def hit(code: str, severity: Severity, place: Place, case: str = "", *students: str, **facts: object) -> Finding:
    also, cause = facts.pop("also", ()), facts.pop("cause", None)
    value, suggestion = facts.pop("value", None), facts.pop("suggestion", None)
    mark = facts.pop("fingerprint", "")
    return Finding(
        code, severity, place, case, tuple(facts.items()), value, suggestion, also,  # type: ignore[arg-type]
        Effect.BLOCK, frozenset(students), cause=cause, fingerprint=mark,  # type: ignore[arg-type]
    )  # fmt: skip


FINDINGS = (
    hit(
        "B02", Severity.ERROR, GOALS, "unknown", "L0764", target="Leerplandoelen", value="WIS4-21", suggestion="WIS4-12"
    ),
    hit("D08", Severity.WARNING, CellRef(CARE, "Maatregelen", 12), "", "L0764", n=1, cause=GOALS),
    hit("C16", Severity.ERROR, at(CARE, "Trajecten", 5, 1, "Traject-ID"), "", "L0764", cause=GOALS),
    *(
        hit("D03", Severity.ERROR, at(CARE, "Lesroosteraanpassingen", row, 8, "Plaats"), "place", student)
        for row, student in ((22, "L0097"), (23, "L0281"), (31, "L0693"))
    ),
    hit("E06", Severity.ERROR, at(CARE, "Examenaanpassingen", 14, 5, "Nieuwe datum"), "", "L0231", also=(WINDOW,)),
    *(
        hit("G08", Severity.HOLD, at(CARE, "Trajecten", row, col, head), "", student, fingerprint=mark)
        for row, col, head, student, mark in (
            (17, 10, "Wat moeilijk gaat", "L0378", "7F3A21"),
            (28, 11, "Heeft nodig", "L0425", "0B44C9"),
        )
    ),
    hit("C02", Severity.ERROR, at(COUNCIL, "Beslissingen", 38, 11, "Bekrachtigd op"), "later", "L0691"),
    *(hit("A04", Severity.WARNING, at("school.xlsx", "Kalender", row, 1, "Van"), "date") for row in (4, 5, 9)),
)
STOPPED = {
    0: ("zorgfolder_L0764-1.docx",),
    2: ("lesrooster_L0764-1.docx", "zorgfolder_L0764-1.docx"),
    3: ("lesrooster_L0097-1.docx",),
    4: ("lesrooster_L0281-1.docx",),
    5: ("lesrooster_L0693-2.docx",),
    6: ("examenrooster_L0231-1.docx",),
    7: ("zorgfolder_L0378-1.docx",),
    8: ("zorgfolder_L0425-1.docx",),
    9: ("lesrooster_L0691-1.docx",),
}


@dataclass(frozen=True)
class Made:
    path: str
    status: str = "definitief"
    changed: bool = False
    type: str = "lesrooster"
    audience: str = "zorg"
    student: str = "L0231"
    sha256: str = "ab"
    reason: str = ""


def test_piped_each_cause_is_one_line_that_can_be_searched() -> None:
    assert plain.check_lines(arrange(FINDINGS, STOPPED)) == [
        "FOUT D03 trajecten.xlsx > Lesroosteraanpassingen > H22, H23 en H31 (Plaats): Bij deze 3 invullingen hoort een "
        "plaats op school. Vul Plaats in. [houdt 3 documenten tegen: L0097, L0281, L0693]",
        'FOUT B02 trajecten.xlsx > Maatregelen > D12 (Doelen): "WIS4-21" staat niet in het blad Leerplandoelen. '
        "Bedoelde u WIS4-12? Verbeter D12, of voeg een rij toe in Leerplandoelen. "
        "[houdt 2 documenten tegen: L0764] [2 gevolgen niet getoond]",
        "FOUT E06 trajecten.xlsx > Examenaanpassingen > E14 (Nieuwe datum): Dit examen valt in een periode zonder "
        "evaluaties (Maatregelen > rij 9). Kies een datum na die periode, of vraag de klassenraad om de periode te "
        "wijzigen. [houdt 1 document tegen: L0231]",
        "BEVESTIG G08 trajecten.xlsx > Trajecten > J17 en K28: 2 teksten bevatten een woord uit de lijst met "
        "risicowoorden. Schrijf wat de leerling nodig heeft, of bevestig de tekst. [2 documenten wachten: L0378, "
        "L0425] [bevestigingscodes G08-7F3A21 en G08-0B44C9]",
        "FOUT C02 klassenraad.xlsx > Beslissingen > K38 (Bekrachtigd op): De datum van de bekrachtiging ligt nog in de "
        "toekomst. Wacht tot die dag, of verbeter de datum. [houdt 1 document tegen: L0691]",
        "LET OP A04 school.xlsx > Kalender > A4, A5 en A9 (Van): 3 datums stonden als tekst en zijn gelezen als "
        "dag/maand/jaar. Kijk na of dat klopt.",
    ]


def test_on_a_terminal_what_asks_for_an_act_stands_per_workbook() -> None:
    lines = arrange(FINDINGS, STOPPED)
    head = terminal.Head(
        "check", datetime(2026, 3, 3, 7, 42), "De Kantelboom", {CARE: r"outputs\controle\trajecten.gecontroleerd.xlsx"}
    )
    assert on_terminal(lines, summary.of_check(lines), head) == GOLDEN_TERMINAL


GOLDEN_TERMINAL = r"""docgen check · De Kantelboom · dinsdag 3 maart 2026, 7.42 u.

trajecten.xlsx                             3 fouten, houden 6 documenten tegen

  ✕ fout D03 · Lesroosteraanpassingen › H22, H23 en H31 (Plaats)
    Bij deze 3 invullingen hoort een plaats op school.
    → Vul Plaats in.
    Houdt 3 documenten tegen (L0097, L0281, L0693).

  ✕ fout B02 · Maatregelen › D12 (Doelen)
    "WIS4-21" staat niet in het blad Leerplandoelen. Bedoelde u WIS4-12?
    → Verbeter D12, of voeg een rij toe in Leerplandoelen.
    Houdt 2 documenten tegen (L0764). 2 gevolgen niet getoond.

  ✕ fout E06 · Examenaanpassingen › E14 (Nieuwe datum)
    Dit examen valt in een periode zonder evaluaties (Maatregelen › rij 9).
    → Kies een datum na die periode, of vraag de klassenraad om de periode
      te wijzigen.
    Houdt 1 document tegen (L0231).

  ! te bevestigen G08 · Trajecten › J17 en K28
    2 teksten bevatten een woord uit de lijst met risicowoorden.
    → Schrijf wat de leerling nodig heeft, of bevestig de tekst.
    2 documenten wachten (L0378, L0425). Bevestigingscodes: G08-7F3A21 en
    G08-0B44C9.

  Gecontroleerde kopie: outputs\controle\trajecten.gecontroleerd.xlsx

klassenraad.xlsx                                1 fout, houdt 1 document tegen

  ✕ fout C02 · Beslissingen › K38 (Bekrachtigd op)
    De datum van de bekrachtiging ligt nog in de toekomst.
    → Wacht tot die dag, of verbeter de datum.
    Houdt 1 document tegen (L0691).

────────────────────────────────────────────────────────────────────────────
4 fouten houden 7 documenten tegen. 1 te bevestigen. 1 waarschuwing.
Meer over een code: docgen explain D03
Ook waarschuwingen en gevolgen tonen: docgen check --alles
"""


def on_terminal(lines: tuple[plain.Line, ...], text: str, head: terminal.Head, width: int = 80) -> str:
    from rich.console import Console

    console = Console(file=io.StringIO(), width=width, force_terminal=True, highlight=False, record=True)
    for row in terminal.fancy(lines, text, head, console):
        console.print(row, no_wrap=True, overflow="ignore", crop=False)
    return console.export_text()


def test_with_only_warnings_the_terminal_shows_them() -> None:
    lines = arrange(FINDINGS[-3:], {})
    text = on_terminal(lines, summary.of_check(lines), terminal.Head("check", datetime(2026, 3, 3, 7, 42)))
    assert text.splitlines()[2:] == [
        "school.xlsx                                                     1 waarschuwing",
        "",
        "  ! waarschuwing A04 · Kalender › A4, A5 en A9 (Van)",
        "    3 datums stonden als tekst en zijn gelezen als dag/maand/jaar.",
        "    → Kijk na of dat klopt.",
        "",
        "─" * 76,
        "Alles in orde. 1 waarschuwing.",
        "Meer over een code: docgen explain A04",
    ]


def test_no_row_on_a_terminal_is_wider_than_80_columns() -> None:
    everything = arrange(FINDINGS, STOPPED, everything=True)
    text = on_terminal(everything, summary.of_check(everything), terminal.Head("check", datetime(2026, 3, 3, 7, 42)))
    assert max(map(len, text.splitlines())) <= 80


def test_no_color_and_a_pipe_give_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert [terminal.is_fancy(stream) for stream in (io.StringIO(), Screen())] == [False, True]
    monkeypatch.setenv("NO_COLOR", "1")
    assert not terminal.is_fancy(Screen())


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_plain_lines_end_with_the_marked_copies_and_the_summary() -> None:
    stream, lines = io.StringIO(), arrange(FINDINGS[6:7], STOPPED)
    copies = {
        "zorg.xlsx": "outputs/controle/zorg.gecontroleerd.xlsx",
        "a.xlsx": "outputs/controle/a.gecontroleerd.xlsx",
    }
    terminal.show(lines, "Klaar.", terminal.Head("check", datetime(2026, 3, 3), copies=copies), stream)
    assert stream.getvalue().splitlines()[-3:] == [
        "Gecontroleerde kopie: outputs/controle/a.gecontroleerd.xlsx",
        "Gecontroleerde kopie: outputs/controle/zorg.gecontroleerd.xlsx",
        "Klaar.",
    ]


def test_an_old_console_gets_words_instead_of_signs() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp850")
    lines = arrange(FINDINGS[6:7], STOPPED)
    terminal.show(lines, "Klaar → ✓ café", terminal.Head("check", datetime(2026, 3, 3)), stream)
    stream.flush()
    assert raw.getvalue().decode("cp850").splitlines()[-1] == "Klaar -> ok café"


def test_json_lists_every_finding_that_is_no_consequence() -> None:
    whole = json.of_check(FINDINGS, STOPPED)
    assert whole["schema"] == 1
    assert whole["counts"] == {"fout": 6, "te bevestigen": 2, "waarschuwing": 3, "opmerking": 0}
    assert [entry["code"] for entry in whole["findings"]] == [
        "B02", "D03", "D03", "D03", "E06", "C02", "G08", "G08", "A04", "A04", "A04",
    ]  # fmt: skip
    assert whole["findings"][0] == {
        "code": "B02",
        "severity": "fout",
        "file": "trajecten.xlsx",
        "sheet": "Maatregelen",
        "cell": "D12",
        "column": "Doelen",
        "message": '"WIS4-21" staat niet in het blad Leerplandoelen. Bedoelde u WIS4-12?',
        "hint": "Verbeter D12, of voeg een rij toe in Leerplandoelen.",
        "blocks": ["zorgfolder_L0764-1.docx", "lesrooster_L0764-1.docx"],
    }


def test_json_shows_consequences_on_request_and_rows_as_excel_does() -> None:
    whole = json.of_check(FINDINGS[:3], STOPPED, everything=True)
    assert [(entry["code"], entry["cell"]) for entry in whole["findings"]] == [
        ("B02", "D12"), ("C16", "A5"), ("D08", "12:12"),
    ]  # fmt: skip


def test_json_of_a_build_holds_the_documents_sorted_by_path() -> None:
    made = [Made("zorg/b.docx", changed=True), Made("zorg/a.docx")]
    assert json.of_build((), {}, made)["documents"] == [
        {"path": path, "type": "lesrooster", "audience": "zorg", "student": "L0231", "status": "definitief",
         "sha256": "ab", "changed": changed}
        for path, changed in (("zorg/a.docx", False), ("zorg/b.docx", True))
    ]  # fmt: skip


FRESH, SAME = Made("a.docx", changed=True), Made("b.docx")
DRAFT, GONE = Made("c.docx", "ontwerp"), Made("d.docx", "vervallen", True)


@pytest.mark.parametrize(
    ("findings", "documents", "dry_run", "expected"),
    [
        ((), [FRESH, SAME], False, "Alles in orde: 2 documenten, 1 vernieuwd, 1 ongewijzigd. 1,4 seconde."),
        ((), [SAME, DRAFT], False, "Niets gewijzigd: 2 documenten zijn bijgewerkt. 1,4 seconde."),
        (
            (),
            [FRESH, GONE],
            True,
            "Proef, er is niets bewaard: 1 document zou vernieuwd worden, 1 zou vervallen.",
        ),
        ((), [], False, "Er zijn nog geen documenten te maken. 1,4 seconde."),
        (
            FINDINGS,
            [FRESH, DRAFT, GONE],
            False,
            "4 fouten houden 7 documenten tegen. 1 te bevestigen. 1 waarschuwing. "
            "2 documenten in orde: 1 vernieuwd, 1 ongewijzigd. 1 vervallen. 1,4 seconde.",
        ),
    ],
)
def test_the_last_line_of_a_build(
    findings: tuple[Finding, ...], documents: list[Made], dry_run: bool, expected: str
) -> None:
    lines = arrange(findings, STOPPED if findings else {})
    assert summary.of_build(lines, documents, 1.41, dry_run=dry_run) == expected


def test_one_error_is_told_in_the_singular() -> None:
    assert summary.of_check(arrange(FINDINGS[6:7], {0: ("examenrooster_L0231-1.docx",)})) == (
        "1 fout houdt 1 document tegen."
    )


def test_findings_in_a_circle_of_causes_are_all_shown() -> None:
    one, other = at(CARE, "A", 1, 1), at(CARE, "A", 2, 1)
    pair = (hit("C03", Severity.ERROR, one, cause=other), hit("C07", Severity.ERROR, other, cause=one))
    shown = arrange(pair, {})
    assert len(shown) + sum(line.consequences for line in shown) == 2


def test_different_sentences_about_one_column_stay_apart() -> None:
    place = [at(CARE, "Opvang", row, 4, "Capaciteit") for row in (6, 7)]
    pair = (
        hit("A02", Severity.ERROR, place[0], "range", least=1, most=10, value="0"),
        hit("A02", Severity.ERROR, place[1], "empty"),
    )
    assert [line.finding.case for line in arrange(pair, {})] == ["range", "empty"]


def test_a_fault_in_a_template_has_its_own_block() -> None:
    tag = TagRef("lesrooster.docx", steps=(("table", 1), ("row", 3), ("column", 2)))
    fault = hit("T01", Severity.ERROR, tag, "name", tag="les.lokal", suggestion="les.lokaal")
    assert plain.check_lines(arrange((fault,), {0: ("lesrooster_L0231-1.docx",)}))[0].startswith(
        "FOUT T01 sjabloon lesrooster.docx > tabel 1, rij 3, kolom 2:"
    )


def test_explain_tells_the_rule_its_reason_and_where_it_bites_now() -> None:
    assert explain.explain("e06", FINDINGS) == (
        "E06 · fout · examens en evaluaties\n"
        "Geen examen in een periode zonder evaluaties.\n"
        "\n"
        "Waarom    Wie stapsgewijs terugkeert, krijgt eerst tijd om bij te benen. De\n"
        "          klassenraad legt die periode vast. Een examen in die periode haalt ze\n"
        "          onderuit.\n"
        "Kijkt in  Examenaanpassingen (Nieuwe datum), Examenrooster (Datum), Maatregelen\n"
        "          (Van, Evaluatievrij tot)\n"
        "Houdt     het examenrooster en het hervattingsplan van die leerling\n"
        "Fout      Evaluatievrij tot: 20/03/2026      Nieuwe datum: 18/03/2026\n"
        "Goed      Evaluatievrij tot: 20/03/2026      Nieuwe datum: 23/03/2026\n"
        "Bevestigen kan niet: dit is een fout.\n"
        "Bron      flexibel individueel traject, progressieve werkhervatting\n"
        "Nu        1 keer in deze map: trajecten.xlsx › Examenaanpassingen › E14\n"
    )


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    assert explain.explain("E60") is None
    assert explain.unknown("E60") == "E60 bestaat niet. Bedoelde u E06? Alle codes: docgen explain --alle"
    assert explain.every_code("nl").splitlines()[:2] == [
        "vorm van de werkboeken",
        "  A01  fout            Blad of kolom ontbreekt",
    ]


def test_a_privacy_stop_says_where_and_never_what() -> None:
    source = at(COUNCIL, "Beslissingen", 38, 14, "Interne overwegingen")
    place = TagRef("lesrooster_L0231-1.docx", steps=(("table", 2), ("row", 5), ("column", 3)))
    leak = hit(
        "G01",
        Severity.ERROR,
        place,
        "closed",
        "L0231",
        file="lesrooster_L0231-1.docx",
        kind="words",
        n=6,
        also=(source,),
    )
    assert privacy_stop(leak, 206) == (
        "GESTOPT DOOR DE PRIVACYCONTROLE (G01)\n"
        "\n"
        "lesrooster_L0231-1.docx is niet gemaakt. Er stond tekst in die er niet in mag.\n"
        "\n"
        "  afkomstig uit   klassenraad.xlsx › Beslissingen › N38 (Interne overwegingen)\n"
        "  gevonden in     tabel 2, rij 5, kolom 3\n"
        "  soort           6 opeenvolgende woorden\n"
        "\n"
        "Er is niets bewaard van dit document. De 206 andere documenten zijn in orde.\n"
        "→ Haal de tekst uit de cel die in het document komt, of de tag uit het sjabloon.\n"
        "  Twijfelt u? Vraag het de aanspreekpersoon informatieveiligheid.\n"
    )


def test_progress_is_one_line_after_half_a_second_and_only_on_a_terminal() -> None:
    times = iter((0.0, 0.1, 0.6, 0.62, 0.8, 0.9))
    screen = Screen()
    progress = Progress(screen, clock=lambda: next(times))
    progress("read", 1, 6)  # too early
    progress("make", 10, 20, "lesrooster")
    progress("make", 11, 20, "lesrooster")  # too soon after the last
    progress("make", 20, 20, "zorgfolder")
    progress.close()
    first, second = f"Maken 10/20 {'█' * 10}{'░' * 10} lesrooster", f"Maken 20/20 {'█' * 20} zorgfolder"
    assert screen.getvalue() == f"\r{first}\r{second}\r{' ' * len(second)}\r"
    quiet = io.StringIO()
    Progress(quiet)("read", 1, 6)
    assert quiet.getvalue() == ""


def test_every_part_of_the_interface_can_be_said_in_both_languages() -> None:
    for lang in ("nl", "en"):
        assert catalogue(lang).say("summary.nothing").endswith("docgen init")


def test_a_refused_trajectory_says_whose_documents_are_not_even_planned() -> None:
    pair = tuple(
        hit("A02", Severity.ERROR, at(CARE, "Trajecten", row, 4, "Vraag van"), "empty", student)
        for row, student in ((6, "L0226"), (8, "L0231"))
    )
    (line,) = arrange(pair, {1: ("zorgfolder_L0231-1.docx",)})
    assert (line.whole, line.students) == (("L0226",), ("L0231",))
    told = plain.check_lines([line])[0]
    assert told.endswith("[houdt 1 document tegen: L0231] [houdt alle documenten tegen van L0226]")
