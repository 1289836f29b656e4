"""What the transfer sheet prints under each field of the allow-list, and the fingerprint of all of it (G06).

The words are those of the page itself, cut up per field: a line for each line or row of a table that is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from docgen.filters.flemish import datum, datum_kort, datum_lang, hoofdletter
from docgen.making.inspection import content
from docgen.pages.page import view
from docgen.plan.plan import plan
from docgen.plan.planned import FINAL, Planned
from docgen.privacy import release
from docgen.records.dossier import Dossier, Records
from docgen.spec import document
from docgen.tables.transfer import Transfer

SHEET, SEEN = "overdrachtsfiche", "inzage"
ON_REQUEST = ("TR12", "TR14")
"""Fields that go along only with twice `ja`: the form shows what they would give."""
BESIDE = " · "
"""Between the cells of one printed row."""
Page = Mapping[str, Any]


def printed(records: Records, dossier: Dossier, transfer: Transfer | None) -> Mapping[str, str]:
    """The text of each field as it would be printed if nobody objected; '' for a field without content."""
    asked = {"student_asked_on": records.today, "student_objects": (), "parents_object": (), "also_give": ON_REQUEST}
    records, planned = _with(records, dossier, (transfer or _new(dossier)).model_copy(update=asked))
    page = view(release(records, planned, FINAL), records.today)
    return {code: "\n".join(line for line in lines(page) if line) for code, lines in LINES.items()}


def fingerprint(records: Records, dossier: Dossier, transfer: Transfer | None) -> str:
    """The fingerprint that G06 compares: of what is printed now, objections and all."""
    return content(*_with(records, dossier, transfer or _new(dossier)))


def _new(dossier: Dossier) -> Transfer:
    """A transfer of which nothing is known yet."""
    empty = {name: field.default for name, field in Transfer.model_fields.items() if not field.is_required()}
    return Transfer.model_construct(student=dossier.name, profile="", to_school="", **empty)


def _with(records: Records, dossier: Dossier, transfer: Transfer) -> tuple[Records, Planned]:
    """The records of one student with this transfer only, and its inspection copy."""
    own = replace(dossier, rows={**dossier.rows, Transfer.sheet.name: (transfer,)})
    rows = {Transfer.sheet.name: (), **records.register.rows}
    only = replace(records, register=replace(records.register, rows=rows), dossiers={dossier.name: own})
    (seen,) = (planned for planned in plan(only, [document(SHEET)]) if planned.copy == SEEN)
    return only, seen


def _who(page: Page) -> Iterator[str]:
    yield BESIDE.join((page["leerling"]["naam"], datum_lang(page["geboren"])))


def _career(page: Page) -> Iterator[str]:
    career = page["loopbaan"]
    if career:
        yield " ".join(str(part) for part in (career["leerjaar"], career["richting"]) if part)
        yield BESIDE.join(
            f"{word} {datum_lang(day)}" for word, day in (("van", career["van"]), ("tot", career["tot"])) if day
        )


def _results(page: Page) -> Iterator[str]:
    results = page["secties"]["resultaten"]
    if results["rijen"]:
        yield hoofdletter(BESIDE.join(results["periodes"]))
    for row in results["rijen"]:
        yield BESIDE.join((row["vak"], *row["resultaten"]))


def _goals(page: Page) -> Iterator[str]:
    for row in page["secties"]["resultaten"]["doelen"]:
        for word, goals in (("Essentieel en behaald", "behaald"), ("Essentieel en nog te verwerven", "te_verwerven")):
            for goal in row[goals]:
                yield BESIDE.join((row["vak"], word, goal))


def _advice(page: Page) -> Iterator[str]:
    for row in page["secties"]["advies"]["rijen"]:
        yield row["tekst"]
        yield f"Beslissing {row['nummer']}, {datum(row['datum'])}"


def _needs(page: Page) -> Iterator[str]:
    for word, name in (("Nodig", "noden"), ("Aanpak", "aanpak")):
        for sentence in page["secties"]["noden"][name]:
            yield BESIDE.join((word, hoofdletter(sentence)))


def _measure(measure: Mapping[str, Any], last: str) -> str:
    decision = measure["beslissing"]
    number = f"{decision['nummer']}, {datum_kort(decision['datum'])}" if decision else "–"
    return BESIDE.join((measure["soort"], measure["wat"], measure["waar"], last, number))


def _adaptations(page: Page) -> Iterator[str]:
    for measure in page["secties"]["aanpassingen"]["rijen"]:
        yield _measure(measure, measure["ervaring"])


def _running(page: Page) -> Iterator[str]:
    running = page["secties"]["loopt"]
    if running["iac"]:
        yield f"Doelen van het IAC: {'; '.join(running['iac'])}."
    for measure in running["maatregelen"]:
        start, end = datum_kort(measure["van"]), datum_kort(measure["tot"])
        days = f"{start} – {end}" if start and end else f"tot {end}" if end else f"sinds {start}" if start else "–"
        yield _measure(measure, days)


def _support(page: Page) -> Iterator[str]:
    for row in page["secties"]["loopt"]["leersteun"]:
        words = "loopt sinds" if row["loopt"] else "is aangevraagd op"
        text = f"Leersteun {words} {datum(row['sinds'])}." if row["sinds"] else f"Leersteun {words.rpartition(' ')[0]}."
        yield f"{text} Contact: {row['contact']}." if row["contact"] else text


def _voice(page: Page) -> Iterator[str]:
    voice = page["secties"]["stem"]
    if voice["woorden"]:
        yield f"“{voice['woorden']}”"
    if voice["sterktes"]:
        yield f"{'. '.join(voice['sterktes'])}."


def _reports(page: Page) -> Iterator[str]:
    for row in page["secties"]["verslagen"]["rijen"]:
        of = f" van {datum_lang(row['datum'])}" if row["datum"] else ""
        yield f"Kopie van het {row['verslag']}{of}."


def _wellbeing(page: Page) -> Iterator[str]:
    sentence = page["secties"]["welbevinden"]["zin"]
    if sentence:
        yield f"{sentence}."


def _contact(page: Page) -> Iterator[str]:
    yield f"{page['secties']['contact']['wie'] or page['school']['naam']}."


def _nothing(page: Page) -> Iterator[str]:
    """A field that comes with papers of its own."""
    return iter(())


LINES: Mapping[str, Callable[[Page], Iterator[str]]] = {
    "TR01": _who,
    "TR02": _career,
    "TR03": _results,
    "TR04": _goals,
    "TR05": _advice,
    "TR06": _needs,
    "TR07": _adaptations,
    "TR08": _running,
    "TR09": _support,
    "TR10": _voice,
    "TR11": _reports,
    "TR12": _wellbeing,
    "TR14": _nothing,
    "TR15": _contact,
}
