"""what-if."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.root import DAYS, Named, Screen, commands, misused
from docgen.making.status import DONE, FOUND, PRIVACY, TEMPLATE

if TYPE_CHECKING:
    from docgen.kinds import Slot
    from docgen.whatif.variants import Drop


@commands.command("what-if")
@click.argument("names", metavar="TRAJECT...", nargs=-1, required=True)
@click.option("--drop", "slots", multiple=True, help="Een lesuur dat wegvalt: di3. Mag meer dan eens.")
@click.option("--vak", "--subject", "subjects", multiple=True, help="Een vak waarvan alle uren wegvallen: GES.")
@click.option("--van", type=click.DateTime(DAYS), help="De eerste dag; standaard vandaag, of de start van het traject.")
@click.option("--tot", type=click.DateTime(DAYS), help="De laatste dag; standaard het einde van het traject.")
@click.option("--invulling", "filling", default="ZW", show_default=True, help="Wat de leerling dan doet: een code.")
@click.option("--waarvoor", "purpose", default="", help="Waaraan de leerling dan werkt: WIS bundel 2.")
@click.option("--plaats", "place", default="", help="Waar de leerling dan zit: studiezaal.")
@click.option("--output", type=Named(".docx"), help="Maak de vergelijking: een .docx.")
@click.option("--json", "as_json", is_flag=True, help="De uitkomst als JSON op stdout.")
@click.pass_obj
def what_if(screen: Screen, /, names: tuple[str, ...], output: Path | None, as_json: bool, **given: Any) -> None:
    """Reken uit wat een traject of variant kost, voor de klassenraad erover beslist."""
    from docgen.collecting import put_off_for_good
    from docgen.reading.engine import one_child

    with put_off_for_good(), one_child() as reader:
        reader.start()  # it gets ready while the rest is imported
        drop = _drop(given)
        _answer(screen, names, drop, as_json=as_json)
        status = _compare(screen, names, drop, output) if output else DONE
    sys.exit(status)


def _answer(screen: Screen, names: tuple[str, ...], drop: Drop, *, as_json: bool) -> None:
    """Print what each variant touches."""
    from docgen.reports import whatif as report
    from docgen.whatif.glance import glance
    from docgen.whatif.variants import READS, UnknownError, students_of, weigh

    try:
        glanced = glance(screen.project(), READS, students_of(names))
        found = weigh(glanced.records, names, drop)
    except UnknownError as error:
        raise click.UsageError(misused(f"whatif_{error.case}", _said(error.facts, screen.lang))) from None
    school, refused = glanced.records.school, glanced.refused(found[0].dossier.name)
    if as_json:
        from docgen.reports.json import printed

        sys.stdout.buffer.write(printed(report.as_json(found, school, refused)).encode())
    else:
        click.echo("\n".join(report.lines(found, school, screen.lang, refused)))


def _drop(given: dict[str, Any]) -> Drop:
    """What falls away, as typed. Raises click.UsageError for what does not exist or does not go together."""
    from pydantic_core import PydanticCustomError

    from docgen.kinds import Slots
    from docgen.tables.care import FILLINGS
    from docgen.whatif.variants import Drop

    filling = given["filling"].upper()
    if filling not in FILLINGS:
        facts = {"value": given["filling"], "list": ", ".join(FILLINGS)}
        raise click.UsageError(misused("whatif_filling", facts))
    _refuse_what_does_not_go_together(given, filling)
    slots: list[Slot] = []
    for typed in given["slots"]:
        try:
            slots += Slots().parse(typed)
        except PydanticCustomError:
            raise click.UsageError(misused("whatif_slot", {"value": typed})) from None
    days = (given[name] and given[name].date() for name in ("van", "tot"))
    return Drop(tuple(slots), given["subjects"], filling, given["purpose"], given["place"], *days)


def _refuse_what_does_not_go_together(given: dict[str, Any], filling: str) -> None:
    """Raises click.UsageError for an option that says nothing beside the others, or the opposite of one."""
    from docgen.school.timetable import SUPERVISED

    said = {"--invulling": filling != "ZW", "--waarvoor": given["purpose"], "--plaats": given["place"]}
    alone = [option for option, typed in said.items() if typed]
    if alone and not given["slots"] and not given["subjects"]:
        raise click.UsageError(misused("whatif_alone", {"value": alone[0]}))
    if given["place"] and filling not in SUPERVISED:
        raise click.UsageError(misused("whatif_place", {"value": filling, "list": ", ".join(sorted(SUPERVISED))}))
    if filling == "LE" and not given["purpose"]:
        raise click.UsageError(misused("whatif_purpose", {}))


def _said(facts: dict[str, Any], lang: str) -> dict[str, Any]:
    """The facts of a usage error as they are printed."""
    from datetime import date

    from docgen.messages import catalogue, day

    texts = catalogue(lang)
    shown = {name: day(texts, value) if isinstance(value, date) else value for name, value in facts.items()}
    return {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in shown.items()}


def _compare(screen: Screen, names: tuple[str, ...], drop: Drop, output: Path) -> int:
    """Make the comparison; the exit status. What stops it is told."""
    from docgen.reports.group import arrange
    from docgen.reports.plain import check_lines
    from docgen.whatif.comparing import compare

    done = compare(screen.project(), names, drop, output)
    for line in check_lines(arrange(done.findings, {}, everything=True), screen.lang):
        screen.say(line)
    if done.path:
        click.echo(str(done.path), err=True)
        return DONE
    codes = {finding.code for finding in done.findings}
    return PRIVACY if "G01" in codes else TEMPLATE if any(code[0] == "T" for code in codes) else FOUND
