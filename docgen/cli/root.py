"""What every command stands on: exit statuses, the screen, the group with its options.

Exit status: 0 done, 1 findings of severity fout, 2 usage, 3 template fault, 4 cannot read or write, 5 privacy stop.
Human text goes to stderr, data to stdout.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from docgen import __version__
from docgen.cli.helping import Group, language
from docgen.making.status import STORAGE

if TYPE_CHECKING:
    from docgen.project import Project

LANGUAGES = ("nl", "en")
DAYS = ("%d/%m/%Y", "%Y-%m-%d")
FILTERS = ("klas", "leerling", "document")
FOLDERLESS = ("init", "receive", "watch")
"""Commands for which a project folder need not exist: it is made, or waited for (a share that is away)."""
MODULES: Mapping[str, tuple[str, ...]] = {
    "accounting": ("audit", "privacy", "retention"),
    "asking": ("diff", "explain"),
    "building": ("build", "check"),
    "council": ("read-back",),
    "exams": ("exams",),
    "grouping": ("group",),
    "handing": ("receive", "transfer"),
    "looking": ("doctor",),
    "planning": ("board", "resumption"),
    "printing": ("bundle",),
    "starting": ("form", "init", "schema"),
    "templates": ("new-document", "template"),
    "watching": ("watch",),
    "weighing": ("what-if",),
}
"""The commands of each module of `cli`; a test holds it to be all of them."""
HOMES: Mapping[str, str] = {name: module for module, names in MODULES.items() for name in names}
"""The module of each command: only that of the command that was asked for is imported."""


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
        try:
            yield
        except Exception as error:
            from docgen.project import ProjectError  # with pydantic behind it: a run that is told again does without

            if not isinstance(error, ProjectError):
                raise
            self.fail(STORAGE, [error.finding])

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


class Program(Group):
    """The commands of docgen, each imported when somebody asks for it or for the help about all."""

    group_class = Group  # type: ignore[assignment]  # below it are plain groups

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command; None when there is none of this name."""
        if cmd_name in HOMES:
            importlib.import_module(f"docgen.cli.{HOMES[cmd_name]}")
        return super().get_command(ctx, cmd_name)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="docgen")
@click.option(
    "--project", "folder", type=click.Path(path_type=Path), default=".", help="De projectmap; standaard deze map."
)
@click.option("--lang", type=click.Choice(LANGUAGES), default="nl", help="De taal van de berichten.")
@click.pass_context
def commands(context: click.Context, folder: Path, lang: str) -> None:
    """Maakt van werkboeken in inputs/ nagekeken Word-documenten in outputs/."""
    context.obj = Screen(folder, lang)
    if context.invoked_subcommand not in FOLDERLESS and not folder.is_dir():
        raise click.UsageError(misused("project", {"value": folder}))


def misused(sentence: str, facts: dict[str, Any]) -> str:
    """The sentence of a usage error, with what was probably meant when `facts` hold a suggestion."""
    from docgen.messages import catalogue

    texts, near = catalogue(language()), facts.pop("suggestion", "")
    said = texts.say(f"usage.{sentence}", **facts)
    return f"{said} {texts.say('usage.suggestion', suggestion=near)}" if near else said


class Named(click.Path):
    """A file to write: its name has one of these endings, so that no workbook or setting is overwritten by a slip."""

    def __init__(self, *endings: str) -> None:
        """Take the endings, each with its dot."""
        super().__init__(path_type=Path)
        self.endings = endings

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path. Raises UsageError for another ending."""
        path = Path(str(super().convert(value, param, ctx)))
        if path.suffix.lower() not in self.endings:
            facts = {"option": param.opts[-1] if param else "", "value": str(path), "list": " / ".join(self.endings)}
            raise click.UsageError(misused("ending", facts))
        return path


def without_consent(findings: Any) -> list[str]:
    """The students who do not consent (any more): C03."""
    return sorted({student for finding in findings if finding.code == "C03" for student in finding.students or ()})
