"""The command line: options in, exit status out. No logic; everything heavy is imported inside its command.

Exit status: 0 done, 1 findings of severity fout, 2 usage, 3 template fault, 4 cannot read or write, 5 privacy stop.
Human text goes to stderr, data to stdout.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from docgen import __version__

if TYPE_CHECKING:
    from docgen.pipeline import Built, Checked
    from docgen.plan import Planned
    from docgen.project import Project

DONE, FOUND, USAGE, TEMPLATE, STORAGE, PRIVACY = range(6)
LANGUAGES = ("nl", "en")
DAYS = ("%d/%m/%Y", "%Y-%m-%d")
FILTERS = ("klas", "leerling", "document")


class Screen:
    """What every command needs: the project folder, the language, and where people read."""

    def __init__(self, folder: Path, lang: str) -> None:
        """Take the options of the group."""
        self.folder, self.lang = folder, lang

    def project(self) -> Project:
        """The project folder; ends the program with 4 when its docgen.toml cannot be used."""
        from docgen.project import Project

        with self.settings_faults():
            return Project(self.folder)

    @contextmanager
    def settings_faults(self) -> Iterator[None]:
        """End the program with 4 when a docgen.toml cannot be used."""
        from docgen.project import ProjectError

        try:
            yield
        except ProjectError as error:
            from docgen.findings import CellRef, Finding, Severity

            place = CellRef("docgen.toml")
            finding = Finding("S14", Severity.ERROR, place, error.case, tuple(error.facts.items()))
            self.fail(STORAGE, [finding])

    def fail(self, status: int, findings: Any) -> NoReturn:
        """Show findings and end with this status."""
        from docgen.reports.group import arrange
        from docgen.reports.plain import check_lines

        for line in check_lines(arrange(tuple(findings), {}, everything=True), self.lang):
            self.say(line)
        sys.exit(status)

    def say(self, text: str) -> None:
        """A line for people, on stderr, in signs their console has."""
        from docgen.reports.plain import encodable

        sys.stderr.write(encodable(text, sys.stderr.encoding or "utf-8").rstrip("\n") + "\n")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="docgen")
@click.option(
    "--project", "folder", type=click.Path(path_type=Path), default=".", help="De projectmap; standaard deze map."
)
@click.option("--lang", type=click.Choice(LANGUAGES), default="nl", help="De taal van de berichten.")
@click.pass_context
def commands(context: click.Context, folder: Path, lang: str) -> None:
    """Maakt van werkboeken in inputs/ nagekeken Word-documenten in outputs/."""
    context.obj = Screen(folder, lang)


@commands.command()
@click.option("--json", "as_json", is_flag=True, help="De bevindingen als JSON op stdout.")
@click.option("--alles", "everything", is_flag=True, help="Toon ook waarschuwingen, opmerkingen en gevolgen.")
@click.pass_obj
def check(screen: Screen, as_json: bool, everything: bool) -> None:
    """Kijk de werkboeken na, zonder iets te maken."""
    from docgen import pipeline

    project = screen.project()
    with _progress(screen) as progress:
        checked = pipeline.check(project, progress)
    if as_json:
        from docgen.reports import json

        _print_json(json.of_check(checked.findings, checked.stopped, screen.lang, everything=everything))
    else:
        from docgen.reports import summary
        from docgen.reports.group import arrange

        lines = arrange(checked.findings, checked.stopped, everything=everything)
        _show(screen, checked, summary.of_check(lines, screen.lang), "check", everything)
    sys.exit(_status(checked))


@commands.command()
@click.option("--json", "as_json", is_flag=True, help="De bevindingen en de documenten als JSON op stdout.")
@click.option("--only", multiple=True, metavar="klas=…|leerling=…|document=…", help="Maak enkel deze.")
@click.option("--dry-run", is_flag=True, help="Bewaar niets; zeg wat er zou veranderen.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Werk met zoveel processen tegelijk.")
@click.option("--force", is_flag=True, help="Maak alles opnieuw, ook wat niet veranderde.")
@click.option("--alles", "everything", is_flag=True, help="Toon ook waarschuwingen, opmerkingen en gevolgen.")
@click.pass_obj
def build(
    screen: Screen, as_json: bool, only: tuple[str, ...], dry_run: bool, jobs: int, force: bool, everything: bool
) -> None:
    """Kijk de werkboeken na en maak de documenten."""
    import time

    from docgen import pipeline
    from docgen.marked import write_marked

    project = screen.project()
    wanted, begun = _only(only), time.monotonic()
    with _progress(screen) as progress:
        built = pipeline.build(project, only=wanted, dry_run=dry_run, force=force, jobs=jobs, progress=progress)
    marked = write_marked(project, built.checked, screen.lang, dry_run=dry_run)
    if built.published.logged:
        from docgen.reports import audit as log

        screen.say(log.added(built.published.logged, built.published.head, screen.lang))
        if students := _without_consent(built.checked.findings):
            screen.say(log.consent(students, screen.lang))
    checked, documents = marked.checked, built.published.documents
    if as_json:
        from docgen.reports import json

        _print_json(json.of_build(checked.findings, checked.stopped, documents, screen.lang, everything=everything))
    else:
        from docgen.reports import summary
        from docgen.reports.group import arrange

        lines = arrange(checked.findings, checked.stopped, everything=everything)
        elapsed = time.monotonic() - begun
        text = summary.of_build(lines, documents, elapsed, screen.lang, dry_run=dry_run)
        _show(screen, checked, text, "build", everything, marked.copies)
        _show_stops(screen, built)
    sys.exit(_status(checked))


@commands.command()
@click.argument("code", required=False)
@click.option("--alle", "everything", is_flag=True, help="Toon alle codes.")
@click.pass_obj
def explain(screen: Screen, code: str | None, everything: bool) -> None:
    """Leg de code van een bevinding uit, bijvoorbeeld E06."""
    from docgen.reports import explain as explaining

    if everything:
        click.echo(explaining.every_code(screen.lang), nl=False)
        return
    if code is None:
        raise click.UsageError("CODE ontbreekt. Bijvoorbeeld: docgen explain E06")
    findings = None
    if (screen.folder / "inputs").is_dir():
        from docgen import pipeline

        findings = pipeline.check(screen.project()).findings
    text = explaining.explain(code, findings, screen.lang)
    if text is None:
        screen.say(explaining.unknown(code, screen.lang))
        sys.exit(USAGE)
    click.echo(text, nl=False)


@commands.command("init")
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path))
@click.option(
    "--lijsten",
    "lists_from",
    metavar="PROJECT",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Neem klassen, vakken, personeel en doelen voor de keuzelijsten uit deze projectmap.",
)
@click.pass_obj
def init_(screen: Screen, folder: Path, lists_from: Path | None) -> None:
    """Begin een projectmap: instellingen, werkboeken om in te vullen, sjablonen. Overschrijft niets."""
    from datetime import date

    from docgen.init import FIRST, init
    from docgen.messages import catalogue
    from docgen.reports.group import arrange
    from docgen.reports.plain import check_lines

    texts = catalogue(screen.lang)
    with screen.settings_faults():
        begun = init(folder, date.today(), lists_from=lists_from)
    for name in begun.written:
        click.echo(folder / name)
    for line in check_lines(arrange(begun.findings, {}, everything=True), screen.lang):
        screen.say(line)
    if begun.written:
        screen.say(texts.say("init.made", len(begun.written), folder=folder))
        screen.say(texts.say("init.next", file=folder / FIRST, folder=folder))
    else:
        screen.say(texts.say("init.nothing", folder=folder))


@commands.command()
@click.option("--format", "form", type=click.Choice(("json", "frictionless")), default="json", help="Welk schema.")
@click.option("--out", type=click.Path(path_type=Path), help="Schrijf naar dit bestand in plaats van naar stdout.")
def schema(form: str, out: Path | None) -> None:
    """Beschrijf de bladen voor andere programma's."""
    from docgen.atomic import write
    from docgen.schema import schema_text

    text = schema_text(form).encode()
    if out is not None:
        write(out, text)
    else:
        sys.stdout.buffer.write(text)


@commands.command()
@click.argument("kind", metavar="SOORT")
@click.argument("key", metavar="[SLEUTEL]", default="")
@click.option("--van", type=click.DateTime(DAYS), help="De eerste dag.")
@click.option("--tot", type=click.DateTime(DAYS), help="De laatste dag.")
@click.option("--datum", type=click.DateTime(DAYS), help="De dag van de klassenraad.")
@click.option("--klas", help="De klas, of meer dan één met ;")
@click.option("--vak", help="De vakcode.")
@click.option("--out", type=click.Path(path_type=Path), help="Het werkboek; standaard in outputs/formulieren.")
@click.pass_obj
def form(screen: Screen, /, kind: str, key: str, out: Path | None, **given: Any) -> None:
    """Maak een formulier om in te vullen: weekrooster, examens, doelen, klassenraad, traject, opvolging, …"""
    from docgen import pipeline
    from docgen.forms.making import finding, make, misuse
    from docgen.forms.model import FormError, Request

    options = {name: value for name, value in given.items() if value}
    if wrong := misuse(kind, key, options):
        raise click.UsageError(_misused(*wrong))
    project = screen.project()
    days = {name: value.date() if name in ("van", "tot", "datum") else value for name, value in options.items()}
    names = {"van": "start", "tot": "end", "datum": "on", "klas": "class_name", "vak": "subject"}
    checked = pipeline.check(project)
    asked: dict[str, Any] = {names[name]: value for name, value in days.items()}
    request = Request(checked.records, key, forms=checked.forms, findings=checked.findings, **asked)
    try:
        path = make(kind, request, project.outputs, out)
    except FileExistsError:
        raise click.UsageError(_misused("form_exists", {"value": str(out)})) from None
    except FormError as error:
        screen.fail(FOUND, [finding(error)])
    click.echo(str(path))


@commands.group()
def template() -> None:
    """Werk met de Word-sjablonen."""


@template.command()
@click.argument("template_file", metavar="TEMPLATE.docx", type=click.Path(path_type=Path))
@click.option("--data", required=True, type=click.Path(path_type=Path), help="Een .json of .jsonl.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Het document, of bij .jsonl de map.")
@click.pass_obj
def render(screen: Screen, template_file: Path, data: Path, out: Path) -> None:
    """Vul een sjabloon met gegevens uit JSON: enkel de samenvoeging, zonder controle."""
    from docgen.rendering import DataFaultError, render_file

    try:
        count = render_file(template_file, data, out)
    except DataFaultError as error:
        screen.fail(STORAGE, [error.finding])
    click.echo(str(count))


@template.command("check")
@click.argument("files", metavar="TEMPLATE.docx...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--annotate", "folder", type=click.Path(path_type=Path), help="Bewaar hier een kopie met opmerkingen.")
@click.pass_obj
def check_templates(screen: Screen, files: tuple[Path, ...], folder: Path | None) -> None:
    """Kijk sjablonen na zonder gegevens: alle fouten tegelijk, elk met zijn plaats."""
    from docgen import workshop
    from docgen.messages import sentence
    from docgen.reports.group import root_causes
    from docgen.reports.plain import check_lines

    errors = False
    for path in files:
        found = workshop.check(path)
        errors = errors or any(finding.severity == "fout" for finding in found)
        for line in check_lines(root_causes(found, {}, everything=True), screen.lang):
            screen.say(line)
        if folder is not None and found and path.is_file():
            workshop.annotated(path, found, folder, lambda finding: str(sentence(finding, screen.lang)))
    sys.exit(TEMPLATE if errors else DONE)


@template.command()
@click.argument("document")
@click.option("--out", type=click.Path(path_type=Path), help="Bewaar de lijst als Word-bestand.")
@click.pass_obj
def fields(screen: Screen, document: str, out: Path | None) -> None:
    """Toon alle tags van een soort document: betekenis, soort en voorbeeld."""
    from docgen import workshop
    from docgen.atomic import write

    spec = _document(document)
    if out is not None:
        write(out, workshop.fields_as_word(spec))
        return
    for tag in workshop.fields(spec):
        click.echo("\t".join((tag.tag, tag.meaning, tag.kind, tag.example)).rstrip())


@template.command()
@click.argument("document")
@click.option("--out", type=click.Path(path_type=Path), default="voorbeelden", help="De map voor de voorbeelden.")
@click.pass_obj
def preview(screen: Screen, document: str, out: Path) -> None:
    """Vul een sjabloon met een verzonnen leerling, en met een lange naam en 0 of 40 rijen."""
    from docgen import workshop

    for path in workshop.preview(screen.project(), _document(document), out):
        click.echo(str(path))


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

        students = _without_consent(pipeline.check(project).findings)
        click.echo(log.consent(students, screen.lang), nl=False)
    else:
        students = [student]
    known, standing = _log(project)
    for name in students:
        click.echo(log.issued(known, name, standing, screen.lang), nl=False)


def _log(project: Project) -> Any:
    """The log with the names that the workbooks still hold, and every document that stands in outputs/."""
    from docgen import pipeline
    from docgen.audit import Key, key_of
    from docgen.ledger import Ledger
    from docgen.reports.audit import Log

    with Ledger(project.outputs, writable=False) as ledger:
        records, standing = ledger.log(), {**ledger.lapsed(), **ledger.made()}
    handed = any("receiver" in record.event for record in records)
    schools = pipeline.receivers(project) if handed and project.inputs.is_dir() else ()
    return Log(records, key_of(project.outputs) or Key(b""), schools), standing


def _without_consent(findings: Any) -> list[str]:
    """The students who do not consent (any more): C03."""
    return sorted({student for finding in findings if finding.code == "C03" for student in finding.students or ()})


@commands.group()
def privacy() -> None:
    """Bekijk welke gegevens welk document kunnen bereiken."""


@privacy.command("matrix")
@click.option("--out", type=click.Path(path_type=Path), help="Schrijf naar dit bestand: .docx of .csv.")
@click.pass_obj
def privacy_matrix(screen: Screen, out: Path | None) -> None:
    """Toon elke kolom, haar klasse, en elk document dat ze kan bereiken."""
    from docgen import matrix
    from docgen.atomic import write
    from docgen.messages import catalogue

    texts = catalogue(screen.lang)
    words, headings = texts.word("privacy.words"), texts.word("privacy.headings")
    if out is None:
        click.echo(matrix.as_text(words, headings), nl=False)
    elif out.suffix == ".csv":
        write(out, matrix.as_csv(words, headings))
    elif out.suffix == ".docx":
        write(out, matrix.as_word(words, headings, texts.word("privacy.document_headings")))
    else:
        raise click.UsageError(f"--out {out}: schrijf een naam met .docx of .csv")


@commands.command()
@click.option("--confirm", is_flag=True, help="Vernietig wat over zijn bewaartermijn is.")
@click.pass_obj
def retention(screen: Screen, confirm: bool) -> None:
    """Toon de documenten die over hun bewaartermijn zijn, en vernietig ze met --confirm."""
    from docgen import retention as keeping
    from docgen.messages import catalogue

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
    done = keeping.destroy_due(project)
    for name, documents in (("removed", done.removed), ("absent", done.absent), ("kept", done.kept)):
        if documents:
            screen.say(texts.say(f"retention.{name}", len(documents)))
    screen.say(str(texts.word("retention.disk")))
    sys.exit(FOUND if done.kept else DONE)


@commands.group()
def transfer() -> None:
    """Draag gegevens over aan een andere school: inzage, vrijgave, pakket, ontvangst."""


@transfer.command("status")
@click.pass_obj
def transfer_status(screen: Screen) -> None:
    """Toon waar elke overdracht staat."""
    from docgen import pipeline
    from docgen.handover.procedure import handovers, stops
    from docgen.reports import handing

    checked = pipeline.check(screen.project())
    found = handovers(checked)
    stopped = frozenset(handover.name for handover in found if stops(handover, checked))
    for line in handing.status(found, stopped, screen.lang):
        click.echo(line)


@transfer.command("prepare")
@click.argument("name", metavar="ID")
@click.pass_obj
def transfer_prepare(screen: Screen, name: str) -> None:
    """Maak het afschrift voor inzage en het antwoordformulier."""
    from docgen.handover.acts import prepare
    from docgen.reports import handing

    with _handover_faults(screen):
        made = prepare(screen.project(), name)
        for path in made.paths:
            click.echo(str(path))
        screen.say("\n".join(handing.prepared(made, screen.lang)))


@transfer.command("release")
@click.argument("name", metavar="ID")
@click.pass_obj
def transfer_release(screen: Screen, name: str) -> None:
    """Geef een overdracht vrij, als aan alle voorwaarden is voldaan."""
    from docgen.handover.acts import release_copy
    from docgen.reports import handing

    with _handover_faults(screen):
        screen.say("\n".join(handing.released(release_copy(screen.project(), name), screen.lang)))


@transfer.command("send")
@click.argument("name", metavar="ID")
@click.option("--to", "folder", required=True, metavar="MAP", type=click.Path(path_type=Path, file_okay=False))
@click.option("--verslagen", "reports", is_flag=True, help="Enkel de verplichte verslagen, die op niets wachten.")
@click.pass_obj
def transfer_send(screen: Screen, name: str, folder: Path, reports: bool) -> None:
    """Maak het versleutelde pakket voor de andere school, één keer."""
    from docgen.handover.acts import send
    from docgen.reports import handing

    with _handover_faults(screen, reports=reports):
        made = send(screen.project(), name, folder, reports=reports)
        screen.say("\n".join(handing.sent(made, screen.lang)))


@transfer.command("receipt")
@click.argument("name", metavar="ID")
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def transfer_receipt(screen: Screen, name: str, file: Path) -> None:
    """Noteer het ontvangstbewijs van de andere school."""
    from docgen.handover.acts import receipt
    from docgen.reports import handing

    with _handover_faults(screen):
        screen.say("\n".join(handing.noted(*receipt(screen.project(), name, file), screen.lang)))


@commands.command("receive")
@click.argument("package", metavar="PAKKET", type=click.Path(path_type=Path))
@click.option("--leerling", "student", default="", metavar="LEERLING-ID", help="De Leerling-ID in uw school.")
@click.pass_obj
def receive_(screen: Screen, package: Path, student: str) -> None:
    """Open een pakket van een andere school: kijk het na en bewaar wat erin zit."""
    from docgen.handover.receiving import receive
    from docgen.messages import catalogue
    from docgen.reports import handing

    project = screen.project()
    if sys.stdin.isatty():
        password = click.prompt(catalogue(screen.lang).say("transfer.ask_password"), hide_input=True, err=True)
    else:
        password = sys.stdin.readline()
    with _handover_faults(screen):
        received = receive(package, password, project.outputs, project.today, student)
        click.echo(str(received.folder))
        screen.say("\n".join(handing.received(received, received.folder, screen.lang)))


@contextmanager
def _handover_faults(screen: Screen, *, reports: bool = False) -> Iterator[None]:
    """End the program with 1 when a handover goes no further, with 5 when the privacy check stopped it."""
    from docgen.handover.refusal import AlreadySent, NotYet, Refused
    from docgen.reports import handing
    from docgen.reports.stop import privacy_stop

    try:
        yield
    except NotYet as refused:
        screen.say("\n".join(handing.not_yet(refused, screen.lang, reports=reports)))
        sys.exit(FOUND)
    except AlreadySent as refused:
        screen.say(handing.already_sent(refused, screen.lang))
        sys.exit(FOUND)
    except Refused as refused:
        closed = [finding for finding in refused.findings if finding.code in ("G01", "G02")]
        for finding in closed:
            screen.say(privacy_stop(finding, getattr(finding.place, "template", ""), 0, screen.lang))
        if closed:
            sys.exit(PRIVACY)
        fault = any(finding.code.startswith("T") for finding in refused.findings)
        screen.fail(TEMPLATE if fault else FOUND, refused.findings)


def _document(name: str) -> Any:
    """The spec of a document type, or a usage error that says which there are."""
    from difflib import get_close_matches

    from docgen.spec import documents

    if name not in documents():
        near = get_close_matches(name, documents(), 1, 0.5)
        known = f"Bedoelde u '{near[0]}'?" if near else f"Kies {', '.join(documents())}."
        raise click.UsageError(f"het document '{name}' bestaat niet. {known}")
    return documents()[name]


def _status(checked: Checked) -> int:
    from docgen.findings import Severity

    errors = [finding for finding in checked.findings if finding.severity is Severity.ERROR]
    if any(finding.code in ("G01", "G02") for finding in errors):
        return PRIVACY
    if any(finding.code.startswith("T") for finding in errors):
        return TEMPLATE
    return FOUND if errors else DONE


def _only(filters: tuple[str, ...]) -> Any:
    """A test on a Planned from `--only klas=4A`; several values of one kind add up, several kinds narrow."""
    wanted: dict[str, set[str]] = {}
    for text in filters:
        kind, _, value = text.partition("=")
        if kind not in FILTERS or not value:
            raise click.UsageError(f"--only {text}: schrijf klas=4A, leerling=L0231 of document=lesrooster")
        wanted.setdefault(kind, set()).add(value.casefold())

    def matches(planned: Planned) -> bool:
        own = {"klas": planned.class_name, "leerling": planned.student, "document": planned.spec.name}
        return all(own[kind].casefold() in values for kind, values in wanted.items())

    return matches


def _show(
    screen: Screen,
    checked: Checked,
    text: str,
    command: str,
    everything: bool,
    copies: Mapping[str, str] | None = None,
) -> None:
    from datetime import datetime

    from docgen.reports.group import arrange
    from docgen.reports.terminal import Head, show

    lines = arrange(checked.findings, checked.stopped, everything=everything)
    head = Head(command, datetime.now(), checked.records.school.name, copies or {})
    show(lines, text, head, sys.stderr, lang=screen.lang, everything=everything)


def _show_stops(screen: Screen, built: Built) -> None:
    from docgen.reports.stop import privacy_stop

    fine = sum(entry.status != "geblokkeerd" for entry in built.published.documents)
    for finding in built.checked.findings:
        if finding.code in ("G01", "G02"):
            screen.say("")
            screen.say(privacy_stop(finding, getattr(finding.place, "template", ""), fine, screen.lang))


def _print_json(whole: Any) -> None:
    from docgen.reports.json import printed

    sys.stdout.buffer.write(printed(whole).encode())


def _progress(screen: Screen) -> Any:
    from contextlib import closing

    from docgen.reports.progress import Progress

    return closing(Progress(sys.stderr, screen.lang))


def main() -> None:
    """Run the command line; whatever goes wrong ends in one clear line and the right exit status."""
    try:
        commands(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.UsageError as error:
        sys.exit(_usage(error))
    except click.Abort:
        sys.exit(_told("interrupted", STORAGE))
    except KeyboardInterrupt:
        sys.exit(_told("interrupted", STORAGE))
    except BrokenPipeError:
        sys.exit(STORAGE)
    except Exception as error:
        sys.exit(_failed(error))


def _usage(error: click.UsageError) -> int:
    from docgen.messages import catalogue

    texts = catalogue(_language())
    screen = Screen(Path(), _language())
    said = error.format_message()
    if isinstance(error, click.exceptions.NoSuchOption):
        said = texts.say("usage.option", value=error.option_name)
    elif said.startswith("No such command"):
        said = texts.say("usage.command", value=said.split("'")[1]) + _did_you_mean(said.split("'")[1])
    elif isinstance(error, click.MissingParameter):
        said = texts.say("usage.missing", value=error.param.human_readable_name if error.param else "")
    screen.say(texts.say("usage.error", text=said))
    if error.ctx is not None:
        screen.say(error.ctx.get_usage())
    return USAGE


def _did_you_mean(name: str) -> str:
    from difflib import get_close_matches

    from docgen.messages import catalogue

    near = get_close_matches(name, list(commands.commands), 1, 0.5)
    return " " + catalogue(_language()).say("usage.suggestion", suggestion=near[0]) if near else ""


def _misused(sentence: str, facts: dict[str, Any]) -> str:
    from docgen.messages import catalogue

    texts, near = catalogue(_language()), facts.pop("suggestion", "")
    said = texts.say(f"usage.{sentence}", **facts)
    return f"{said} {texts.say('usage.suggestion', suggestion=near)}" if near else said


def _language() -> str:
    """The language of an error that stops the program before click has read the options."""
    return "en" if "--lang=en" in sys.argv or ("--lang" in sys.argv and "en" in sys.argv) else "nl"


def _folder() -> Path:
    """The project folder, also for an error that reached past click."""
    given = sys.argv[sys.argv.index("--project") + 1 :] if "--project" in sys.argv else []
    return Path(given[0] if given else ".")


def _told(key: str, status: int) -> int:
    from docgen.messages import catalogue

    Screen(Path(), _language()).say(catalogue(_language()).say(f"summary.{key}"))
    return status


def _failed(error: Exception) -> int:
    """The finding of an exception that nothing caught: a template, the disk, or docgen itself (without any value)."""
    from docgen.failures import findings_of, log

    status, findings = findings_of(error)
    if findings[0].code == "S12":
        log(_folder() / "outputs", error)
    try:
        Screen(Path(), _language()).fail(status, findings)
    except SystemExit as done:
        return int(done.code or 0)


if __name__ == "__main__":
    main()
