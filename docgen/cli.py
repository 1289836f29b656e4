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
