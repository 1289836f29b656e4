"""What --help prints, in the language of the user: click's own words too, and each text whole instead of cut off.

The Dutch text of a command or an option stands with it in the code; the English in `messages/help_en.toml`.
"""

from __future__ import annotations

import re
import sys

import click

METAVARS = re.compile(r"\[%d/%m/%Y\|%Y-%m-%d\]|\b(?:TEXT|INTEGER|FLOAT|PATH|FILE|DIRECTORY)\b(?: RANGE)?")
DAY = "[%d/%m/%Y|%Y-%m-%d]"
OWN = {"--help": "help", "--version": "version"}  # the options of click itself, which may stand in any order
OPTIONS, COMMAND = "[OPTIONS]", "COMMAND [ARGS]..."


def language() -> str:
    """The language that was asked for, also where click has not read the options: errors and --help."""
    return "en" if "--lang=en" in sys.argv or ("--lang" in sys.argv and "en" in sys.argv) else "nl"


class Command(click.Command):
    """A command whose help is in the language of the user."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """How the command is written."""
        words = {OPTIONS: _word("some_options"), COMMAND: _word("some_command")}
        pieces = [words.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), f"{_word('usage')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        formatter.write_paragraph()
        text = said(_path(ctx), "what", self.help)
        formatter.write(click.wrap_text(text, formatter.width, "  ", "  ") + "\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, each with what it does."""
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option) and not one.hidden]
        with formatter.section(_word("options")):
            formatter.write_dl([(_names(option, ctx), _about(option, ctx)) for option in options])
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


class Group(Command, click.Group):
    """Commands that belong together; those below it are of the same kind."""

    command_class = Command
    group_class = type

    def below(self, ctx: click.Context) -> list[tuple[str, click.Command]]:
        """The commands in it, by name."""
        return [(name, one) for name in self.list_commands(ctx) if (one := self.get_command(ctx, name))]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, each with what it does."""
        path = _path(ctx)
        rows = [(name, said(f"{path} {name}".strip(), "what", one.help)) for name, one in self.below(ctx)]
        with formatter.section(_word("commands")):
            formatter.write_dl(rows)


def said(command: str, key: str, dutch: str | None) -> str:
    """The text about a command ('what') or one of its options, in the language of the user."""
    from docgen.messages import command_help

    words = " ".join((dutch or "").split())
    return command_help(language()).get(command, {}).get(key, words)


def _path(context: click.Context) -> str:
    """'exams propose': the command without the program before it; '' for the program itself."""
    above = _path(context.parent) if context.parent else ""
    return f"{above} {context.info_name}".strip() if context.parent else ""


def _names(option: click.Option, context: click.Context) -> str:
    """'--van DAG': how an option is typed."""
    record = option.get_help_record(context)
    return METAVARS.sub(lambda found: _metavar(found[0]), record[0] if record else "")


def _metavar(name: str) -> str:
    return _word("day") if name == DAY else _word(name.split(" ")[0].lower())


def _about(option: click.Option, context: click.Context) -> str:
    own = next((OWN[name] for name in option.opts if name in OWN), None)
    text = _word(own) if own else said(_path(context), str(option.name), option.help)
    extra = [_word("required")] if option.required else []
    extra += [f"{_word('default')} {option.default}"] if option.show_default is True else []
    return f"{text} [{'; '.join(extra)}]" if extra else text


def _word(key: str) -> str:
    from docgen.messages import catalogue

    return catalogue(language()).say(f"help.{key}")
