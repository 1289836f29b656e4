"""audit, privacy matrix, retention."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.root import Named, Screen, commands, without_consent
from docgen.making.status import DONE, FOUND

if TYPE_CHECKING:
    from docgen.project import Project


@commands.group()
def audit() -> None:
    """Bekijk het logboek: wat gemaakt en doorgegeven is."""


@audit.command("verify")
@click.option("--head", "known", default="", metavar="KOP", help="Een kop die u eerder noteerde.")
@click.pass_obj
def audit_verify(screen: Screen, known: str) -> None:
    """Kijk na of het logboek heel is; anders staat er waar niet."""
    from docgen.audit import key_of, verify
    from docgen.ledger import Ledger
    from docgen.reports import audit as log

    outputs = screen.project().outputs
    with Ledger(outputs, writable=False) as ledger:
        records, seal = ledger.log(), ledger.seal()
    faults = verify(records, seal, key_of(outputs), known)
    click.echo(log.verdict(records, faults, screen.lang), nl=False)
    sys.exit(FOUND if faults else DONE)


@audit.command("show")
@click.argument("student", metavar="LEERLING-ID")
@click.pass_obj
def audit_show(screen: Screen, student: str) -> None:
    """Vertel wat voor een leerling gemaakt en doorgegeven is: wanneer, voor wie, waarom."""
    from docgen.reports import audit as log

    project = screen.project()
    known, _ = _log(project)
    click.echo(log.story(known, student, project.today, screen.lang), nl=False)


@audit.command("issued")
@click.argument("student", metavar="[LEERLING-ID]", required=False)
@click.pass_obj
def audit_issued(screen: Screen, student: str | None) -> None:
    """Toon wat al gemaakt is voor een leerling; zonder ID voor wie de toestemming introk."""
    from docgen.reports import audit as log

    project = screen.project()
    if student is None:
        from docgen import pipeline

        students = without_consent(pipeline.check(project).findings)
        click.echo(log.consent(students, screen.lang), nl=False)
    else:
        students = [student]
    known, standing = _log(project)
    for name in students:
        click.echo(log.issued(known, name, standing, screen.lang), nl=False)


def _log(project: Project) -> Any:
    """The log with the names that the workbooks still hold, and every document that stands in outputs/."""
    from docgen import answers
    from docgen.audit import Key, key_of
    from docgen.ledger import Ledger
    from docgen.reports.audit import Log

    with Ledger(project.outputs, writable=False) as ledger:
        records, standing = ledger.log(), {**ledger.lapsed(), **ledger.made()}
    handed = any("receiver" in record.event for record in records)
    schools = answers.receivers(project) if handed and project.inputs.is_dir() else ()
    return Log(records, key_of(project.outputs) or Key(b""), schools), standing


@commands.group()
def privacy() -> None:
    """Bekijk welke gegevens welk document kunnen bereiken."""


@privacy.command("matrix")
@click.option("--out", type=Named(".docx", ".csv"), help="Schrijf naar dit bestand: .docx of .csv.")
@click.pass_obj
def privacy_matrix(screen: Screen, out: Path | None) -> None:
    """Toon elke kolom, haar klasse, en elk document dat ze kan bereiken."""
    from docgen import matrix
    from docgen.disk.atomic import write
    from docgen.messages import catalogue

    texts = catalogue(screen.lang)
    words, headings = texts.word("privacy.words"), texts.word("privacy.headings")
    copies = texts.word("privacy.copies")
    if out is None:
        click.echo(matrix.as_text(words, headings, copies), nl=False)
    elif out.suffix.lower() == ".csv":
        write(out, matrix.as_csv(words, headings))
    else:
        write(out, matrix.as_word(words, headings, texts.word("privacy.document_headings"), copies))


@commands.command()
@click.option("--confirm", is_flag=True, help="Vernietig wat over zijn bewaartermijn is.")
@click.pass_obj
def retention(screen: Screen, confirm: bool) -> None:
    """Toon de documenten die over hun bewaartermijn zijn, en vernietig ze met --confirm."""
    from docgen import retention as keeping
    from docgen.changes import standing
    from docgen.dashboard import remove_pages
    from docgen.messages import catalogue
    from docgen.pipeline import alone

    texts, project = catalogue(screen.lang), screen.project()
    listed = keeping.due(project)
    for document in listed:
        click.echo(f"{document.destroy_after}  {document.path}")
    if not listed:
        screen.say(str(texts.word("retention.none")))
        return
    screen.say(texts.say("retention.due", len(listed)))
    if not confirm:
        screen.say(str(texts.word("retention.confirm")))
        return
    with alone(project):
        remove_pages(project.outputs)  # first: cut off half-way, nothing is left that names what is gone
        standing.forget(project.outputs)
        done = keeping.destroy_due(project)
    for name, documents in (("removed", done.removed), ("absent", done.absent), ("kept", done.kept)):
        if documents:
            screen.say(texts.say(f"retention.{name}", len(documents)))
    screen.say(str(texts.word("retention.pages")))
    screen.say(str(texts.word("retention.disk")))
    sys.exit(FOUND if done.kept else DONE)
