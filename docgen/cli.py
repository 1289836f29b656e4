"""The command line: options in, exit status out. No logic; everything heavy is imported inside its command.

Exit status: 0 done, 1 findings of severity fout, 2 usage, 3 template fault, 4 cannot read or write, 5 privacy stop.
Human text goes to stderr, data to stdout.
"""

from __future__ import annotations

import sys
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
FILTERS = ("klas", "leerling", "document")


class Screen:
    """What every command needs: the project folder, the language, and where people read."""

    def __init__(self, folder: Path, lang: str) -> None:
        """Take the options of the group."""
        self.folder, self.lang = folder, lang

    def project(self) -> Project:
        """The project folder; ends the program with 4 when its docgen.toml cannot be used."""
        from docgen.project import Project, ProjectError

        try:
            return Project(self.folder)
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
        _show(screen, project, checked, summary.of_check(lines, screen.lang), "check", everything)
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

    project = screen.project()
    wanted, begun = _only(only), time.monotonic()
    with _progress(screen) as progress:
        built = pipeline.build(project, only=wanted, dry_run=dry_run, force=force, jobs=jobs, progress=progress)
    checked, documents = built.checked, built.published.documents
    if as_json:
        from docgen.reports import json

        _print_json(json.of_build(checked.findings, checked.stopped, documents, screen.lang, everything=everything))
    else:
        from docgen.reports import summary
        from docgen.reports.group import arrange

        lines = arrange(checked.findings, checked.stopped, everything=everything)
        elapsed = time.monotonic() - begun
        text = summary.of_build(lines, documents, elapsed, screen.lang, dry_run=dry_run)
        _show(screen, project, checked, text, "build", everything)
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


def _status(checked: Checked) -> int:
    from docgen.findings import Severity

    errors = [finding for finding in checked.findings if finding.severity is Severity.ERROR]
    if any(finding.code == "G01" for finding in errors):
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


def _show(screen: Screen, project: Project, checked: Checked, text: str, command: str, everything: bool) -> None:
    from datetime import datetime

    from docgen.reports.group import arrange
    from docgen.reports.terminal import Head, show

    lines = arrange(checked.findings, checked.stopped, everything=everything)
    head = Head(command, datetime.now(), checked.records.school.name)
    show(lines, text, head, sys.stderr, lang=screen.lang, everything=everything)


def _show_stops(screen: Screen, built: Built) -> None:
    from docgen.reports.stop import privacy_stop

    fine = sum(entry.status != "geblokkeerd" for entry in built.published.documents)
    for finding in built.checked.findings:
        if finding.code == "G01":
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
