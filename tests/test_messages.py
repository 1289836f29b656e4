"""Every finding has a sentence in both languages, and every sentence is one a school secretary can read."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import docgen
from docgen import spec
from docgen.findings import CellRef, Effect, Finding, Severity, TagRef
from docgen.messages import (
    HOLE,
    LANGUAGES,
    PLACEHOLDERS,
    Entry,
    Sentence,
    catalogue,
    clock,
    codes,
    day,
    explanations,
    listed,
    number,
    seconds,
    sentence,
    where,
)
from docgen.messages.catalogue import Tables
from docgen.reports.explain import explain

SOURCES = sorted(Path(docgen.__file__).parent.rglob("*.py"))
CODE = re.compile(r"\b[A-HRST]\d\d\b")
FORBIDDEN = re.compile(
    r"\b(ongeldige?|null|parse|records?|gelieve|succesvol|oeps|validatie|constraint|invalid|please|successfully|oops"
    r"|exception|traceback)\b|!|veld op positie",
    re.IGNORECASE,
)
CELL = CellRef("trajecten.xlsx", "Trajecten", 9, 11, "Start")
FACTS = {
    "target": "Beslissingen",
    "allowed": ("ja", "nee", "nog te bevragen"),
    "example": "14/02/2026",
    "form": "L0231",
    "limit": 5,
    "least": 1,
    "most": 10,
    "length": 612,
    "list": ("WIS4-12", "WIS4-14"),
    "days": 6,
    "date": date(2026, 3, 5),
    "time": "8.30 u.",
    "tag": "{{ les.lokaal }}",
    "kind": "diagnose",
    "word": 7,
    "person": "SECR-02",
    "id": "L0231-2",
    "name": "les.lokaal",
    "document": "Aangepast lesrooster",
    "owner": "S. Claes",
    "character": "U+202E",
    "english": "#N/A",
    "cell": "E3",
    "file": "https://voorbeeld.be",
}


def finding(code: str, case: str = "", *, n: int | None = None, value: str | None = None, **facts: object) -> Finding:
    args = {**facts, **({"n": n} if n is not None else {})}
    return Finding(
        code, Severity.ERROR, CELL, case, tuple(args.items()), value, also=(CellRef("a.xlsx", "Trajecten", 9),)
    )


def every_entry(lang: str) -> list[tuple[str, str, Entry]]:
    return [(code, case, entry) for (code, case), entry in catalogue(lang).entries.items()]


def templates(entry: Entry) -> Iterator[str]:
    for template in (entry.title, entry.what, entry.fix, entry.what_closed, entry.fix_closed):
        if template is not None:
            yield from [template] if isinstance(template, str) else template.values()


def test_a_file_that_is_read_table_by_table_says_the_same() -> None:
    for lang in LANGUAGES:
        text = (Path(docgen.__file__).parent / "messages" / f"{lang}.toml").read_text(encoding="utf-8")
        assert dict(Tables(text, lambda name: True)) == tomllib.loads(text)


# --- every code has its texts --------------------------------------------------------------------------------------


CASE_AT = {
    "Finding": 3,
    "fault": 2,
    "_fault": 2,
    "_tell": 1,
    "report": 1,
    "EngineFault": 1,
}  # which argument is the case


def emitted_codes() -> set[str]:
    """Codes of the rules, and of every `Findings:` line in a docstring."""
    found = {rule.code for rule in spec.rules()}
    for path in SOURCES:
        for line in re.findall(r"Findings?: (.*(?:\n +[A-Z]\d\d.*)*)", path.read_text(encoding="utf-8")):
            found.update(CODE.findall(line))
    return found


def emitted_cases() -> set[tuple[str, str]]:
    """Codes and cases that stand in the source as constants: Finding(...), fault(...), and breaches inside a rule."""
    found: set[tuple[str, str]] = set()
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) in CASE_AT and node.args:
                position = CASE_AT[called(node)]
                for code in constants(node.args[0]):
                    found.update(
                        (code, case) for case in constants(*node.args[position : position + 1]) if CODE.match(code)
                    )
            if isinstance(node, ast.FunctionDef):
                found.update(cases_of_rule(node))
    return found


def cases_of_rule(function: ast.FunctionDef) -> set[tuple[str, str]]:
    code = next(
        (
            c
            for d in function.decorator_list
            if isinstance(d, ast.Call) and called(d) == "rule"
            for c in constants(d.args[0])
        ),
        "",
    )
    cases: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and called(node).lower().endswith("breach"):
            cases.update(constants(*node.args[1:]))
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "case" for t in node.targets):
            cases.update(constants(node.value))
    return {(code, case) for case in cases if code and re.fullmatch(r"[a-z_]+", case)}


def called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def constants(*nodes: ast.expr) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        if isinstance(node, ast.IfExp):
            yield from constants(node.body, node.orelse)


def test_every_code_that_can_be_found_has_sentences_and_an_explanation() -> None:
    assert emitted_codes() - set(codes()) == set()
    for lang in LANGUAGES:
        assert set(codes()) - set(explanations(lang)) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_is_explained_with_its_rule_its_reason_and_an_example_wrong_and_right(lang: str) -> None:
    known = explanations(lang)
    parts = ("rule", "why", "stops", "wrong", "right")
    assert [(code, part) for code in codes() for part in parts if not known[code].get(part)] == []
    assert [code for code in codes() if known[code]["wrong"] == known[code]["right"]] == []
    for code in codes():
        told = explain(code, lang=lang)
        assert told is not None
        assert all(" ".join(known[code][part].split()) in " ".join(told.split()) for part in parts), code


def test_what_is_explained_to_stop_something_is_what_stops_something() -> None:
    known = explanations("nl")
    for one in spec.rules():
        if " / " not in known[one.code]["severity"]:
            assert known[one.code]["stops"].startswith("niets") == (one.effect is Effect.NONE), one.code


def test_the_explained_severity_is_that_of_the_rule() -> None:
    known = explanations("nl")
    wrong = [rule.code for rule in spec.rules() if rule.severity.value not in known[rule.code]["severity"].split(" / ")]
    assert wrong == []


def test_every_case_in_the_source_has_its_own_sentence() -> None:
    assert emitted_cases() - set(catalogue("nl").entries) == set()


def test_both_languages_have_the_same_codes_cases_and_keys() -> None:
    assert set(catalogue("nl").entries) == set(catalogue("en").entries)
    assert set(keys(catalogue("nl").sections)) == set(keys(catalogue("en").sections))
    assert {c: set(e) for c, e in explanations("nl").items()} == {c: set(e) for c, e in explanations("en").items()}


def keys(table: object, path: str = "") -> Iterator[str]:
    if isinstance(table, dict):
        for name, value in table.items():
            yield from keys(value, f"{path}.{name}")
    else:
        yield path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_placeholders_are_from_the_closed_list(lang: str) -> None:
    used = {
        hole for _, _, entry in every_entry(lang) for template in templates(entry) for hole in HOLE.findall(template)
    }
    assert used - PLACEHOLDERS == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_that_shows_a_value_has_a_closed_form_that_does_not(lang: str) -> None:
    for code, case, entry in every_entry(lang):
        if any("{value}" in text for text in texts_of(entry.what)):
            assert entry.what_closed is not None, (code, case)
            assert not any("{value}" in text for text in texts_of(entry.what_closed)), (code, case)


def texts_of(template: object) -> list[str]:
    return [template] if isinstance(template, str) else list(template.values()) if isinstance(template, dict) else []


# --- every sentence reads well -------------------------------------------------------------------------------------


def every_sentence(lang: str) -> Iterator[tuple[str, Sentence]]:
    for code, case, _ in every_entry(lang):
        for n in (0, 1, 2, 1234):
            for value in (None, "WIS"):
                args = {name: fact for name, fact in FACTS.items() if name != "file"}
                yield f"{code}.{case} n={n} {value}", sentence(finding(code, case, n=n, value=value, **args), lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_is_whole_short_and_kind(lang: str) -> None:
    wrong = []
    for name, told in every_sentence(lang):
        for text in (told.what, told.fix):
            bare = text.replace("{{ les.lokaal }}", "tag").replace("8.30 u.", "8u30")
            if "{" in bare or "  " in bare or not bare.endswith((".", "?")) or FORBIDDEN.search(bare):
                wrong.append((name, text))
            if any(len(part.split()) > 22 for part in re.split(r"[.?](?= |$)", bare)):
                wrong.append((name, text))
    assert wrong == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_case_falls_back_to_the_sentence_of_last_resort(lang: str) -> None:
    last = catalogue(lang).entry("unknown").what
    assert [name for name, told in every_sentence(lang) if told.what == last and not name.startswith("unknown")] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_of_the_interface_have_no_forbidden_words(lang: str) -> None:
    texts = [text for section in catalogue(lang).sections.values() for text in leaves(section)]
    texts += [text for entry in explanations(lang).values() for text in entry.values()]
    assert [text for text in texts if FORBIDDEN.search(text)] == []


def leaves(table: object) -> Iterator[str]:
    if isinstance(table, dict):
        for value in table.values():
            yield from leaves(value)
    elif isinstance(table, str):
        yield table


def test_an_explanation_names_sheets_and_columns_that_exist() -> None:
    wrong = []
    for code, known in explanations("nl").items():
        for name, headings in re.findall(r"(\w+) \(([^)]*)\)", known.get("looks_in", "")):
            existing = {column.heading for column in spec.sheet(name).columns()} if name in spec.sheets() else set()
            wrong += [(code, name, heading) for heading in headings.split(", ") if heading not in existing]
    assert wrong == []


# --- whole messages --------------------------------------------------------------------------------------------------


def test_an_open_value_is_shown_with_its_place_and_an_example() -> None:
    place = CellRef("roosters.xlsx", "Examenrooster", 7, 4, "Datum")
    wrong_date = Finding("A02", Severity.ERROR, place, "date", (("example", "14/02/2026"),), "morgen")
    assert (
        str(sentence(wrong_date))
        == 'roosters.xlsx › Examenrooster › D7 (Datum): "morgen" is geen datum. Typ bijvoorbeeld 14/02/2026.'
    )


def test_a_closed_value_is_never_shown_and_the_list_is() -> None:
    place = CellRef("zorg.xlsx", "Overleg", 8, 6, "Akkoord")
    closed = Finding("A02", Severity.ERROR, place, "list", (("allowed", ("ja", "nee", "voorwaardelijk")),))
    assert str(sentence(closed)) == (
        "zorg.xlsx › Overleg › F8 (Akkoord): Deze waarde staat niet in de lijst. Kies ja, nee of voorwaardelijk."
    )


def test_a_long_list_is_not_read_out() -> None:
    long = Finding("A02", Severity.ERROR, CELL, "list", (("allowed", tuple("abcdefghij")),))
    assert sentence(long).fix == "Kies een waarde uit de lijst."


def test_a_suggestion_is_one_question() -> None:
    place = CellRef("zorg.xlsx", "Maatregelen", 12, 4, "Doelen")
    near = Finding("B02", Severity.ERROR, place, "unknown", (("target", "Leerplandoelen"),), "WIS4-21", "WIS4-12")
    assert sentence(near).message == '"WIS4-21" staat niet in het blad Leerplandoelen. Bedoelde u WIS4-12?'
    assert sentence(near, "en").message == '"WIS4-21" is not in the sheet Leerplandoelen. Did you mean WIS4-12?'


def test_a_second_place_stands_between_brackets_and_vanishes_when_unknown() -> None:
    exam = CellRef("zorg.xlsx", "Examenaanpassingen", 14, 5, "Nieuwe datum")
    window = CellRef("zorg.xlsx", "Maatregelen", 9)
    known = Finding("E06", Severity.ERROR, exam, also=(window,))
    assert sentence(known).what == "Dit examen valt in een periode zonder evaluaties (Maatregelen › rij 9)."
    unknown = Finding("E06", Severity.ERROR, exam)
    assert sentence(unknown).what == "Dit examen valt in een periode zonder evaluaties."


def test_a_finding_on_a_whole_sheet_names_the_version_it_is_about() -> None:
    talks = Finding("C05", Severity.ERROR, CellRef("zorg.xlsx", "Overleg"), trajectory="L0231-1")
    assert sentence(talks).place == "zorg.xlsx › Overleg › L0231-1"


def test_missing_facts_and_unknown_codes_still_give_a_sentence() -> None:
    assert sentence(Finding("A02", Severity.ERROR, CELL, "range")).what == (
        "Wat in deze cel staat, past niet bij deze kolom."
    )
    assert sentence(Finding("D01", Severity.ERROR, CELL, "no such case")).what == "Hier klopt iets niet."
    assert sentence(Finding("Z99", Severity.NOTE, CELL)).fix == "Kijk deze plaats na, of vraag raad."


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([CellRef("")], "inputs"),
        ([CellRef("zorg/2025/a.xlsx")], "inputs › zorg › 2025 › a.xlsx"),
        ([CellRef("a.xlsx", "Opvang")], "a.xlsx › Opvang"),
        ([CellRef("a.xlsx", "Opvang", 0, 3)], "a.xlsx › Opvang › kolom C"),
        ([CellRef("a.xlsx", "Opvang", 9)], "a.xlsx › Opvang › rij 9"),
        ([CellRef("a.xlsx", "B", r) for r in (12, 15)], "a.xlsx › B › rij 12 en rij 15"),
        ([CellRef("a.xlsx", "B", r, 14, "Plaats") for r in (22, 23, 31)], "a.xlsx › B › N22, N23 en N31 (Plaats)"),
        ([CellRef("a.xlsx", "B", r, 14, "Plaats") for r in range(22, 59)], "a.xlsx › B › N22 tot N58 (Plaats)"),
        ([CellRef("a.xlsx", "B", r, 14) for r in range(22, 96, 2)], "a.xlsx › B › N22 en 36 andere cellen"),
        (
            [TagRef("brief.docx", steps=(("table", 1), ("row", 3), ("column", 2)))],
            "sjabloon brief.docx › tabel 1, rij 3, kolom 2",
        ),
        ([TagRef("brief.docx", "footer")], "sjabloon brief.docx › voettekst"),
        ([TagRef("brief.docx", "header", 1, (("paragraph", 2),))], "sjabloon brief.docx › koptekst, alinea 2"),
        ([TagRef("brief.docx", "footnotes", 2)], "sjabloon brief.docx › voetnoot 2"),
        ([TagRef("brief.docx")], "sjabloon brief.docx"),
    ],
)
def test_places_read_as_a_person_would_say_them(places: list[CellRef | TagRef], expected: str) -> None:
    assert where(catalogue(), places) == expected


def test_a_name_of_somebody_else_stays_on_its_line_and_steers_nothing() -> None:
    place = CellRef("a\x1b[31m\nb/c\u202ex.xlsx", "x\r\ny\u202e" + "z" * 99)
    found = Finding("A07", Severity.WARNING, place, "objects", (("list", ("d\x07.docx",)), ("n", 1)))
    told = sentence(found)
    assert told.place == f"inputs › a [31m b › c x.xlsx › x y {'z' * 76}…"
    assert told.what.startswith("In dit werkboek zit 1 ingesloten bestand of knop: d .docx.")


def test_words_numbers_and_dates_are_flemish() -> None:
    nl, en = catalogue("nl"), catalogue("en")
    assert [listed(nl, items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a en b", "a, b en c"]
    assert [number(nl, value) for value in (0, 30411, 1.4, 2.0, 1234.5)] == ["0", "30.411", "1,4", "2", "1.234,5"]
    assert [seconds(nl, 1.44), seconds(en, 1.44)] == ["1,4", "1.4"]
    assert day(nl, date(2026, 3, 3)) == "dinsdag 3 maart 2026"
    assert day(en, date(2026, 3, 3), year=False) == "Tuesday 3 March"
    assert clock(nl, __import__("datetime").time(7, 42)) == "7.42 u."
