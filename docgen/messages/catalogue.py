"""The sentences of one language, read from its TOML file the first time they are asked for.

`nl.toml` says what a table holds. A template is a string, or `{one, other}` when it depends on a number.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

Template = str | Mapping[str, str]
LANGUAGES = ("nl", "en")
# The closed list. Only `value` and `suggestion` are data; `id` is an identifier that file names carry too.
PLACEHOLDERS = frozenset(
    {"value", "suggestion", "heading", "sheet", "cell", "file", "other", "target", "allowed", "example", "limit", "n"}
    | {"least", "most", "length", "list", "days", "date", "time", "tag", "kind", "word", "person", "id", "form"}
    | {"name", "document", "owner", "character", "english"}
)
HOLE = re.compile(r"\{([a-z_]+)\}")
_HEAD = re.compile(r"^\[([A-Za-z0-9_-]+)[^\n]*\n(?:(?!\[).*\n?)*", re.M)
_CODE = re.compile(r"[A-Z]\d\d")


@dataclass(frozen=True)
class Entry:
    """The sentences of one code and case. The closed forms are used when the finding carries no value."""

    title: Template
    what: Template
    fix: Template
    what_closed: Template | None = None
    fix_closed: Template | None = None


@dataclass(frozen=True)
class Catalogue:
    """Everything one language says."""

    lang: str
    entries: Mapping[tuple[str, str], Entry]
    sections: Mapping[str, Mapping[str, Any]]

    def entry(self, code: str, case: str = "") -> Entry:
        """The sentences of a case; of the code when the case is unknown, and of `unknown` when the code is."""
        for key in ((code, case), (code, ""), ("unknown", "")):
            if key in self.entries:
                return self.entries[key]
        raise KeyError(code)

    def say(self, key: str, n: int | None = None, **facts: object) -> str:
        """A text of the interface: `say("report.stops", 4, list="L0764")`; `n` chooses one or other."""
        template = self.word(key)
        filled = {name: str(value) for name, value in facts.items()}
        if n is not None:
            filled.setdefault("n", grouped(n, str(self.word("words.thousands"))))
        text = choose(template, n)
        return HOLE.sub(lambda hole: filled[hole[1]], text)

    def word(self, key: str) -> Any:
        """The text, list or table at a dotted key, as it stands in the file."""
        section, _, rest = key.partition(".")
        found: Any = self.sections[section]
        for step in rest.split(".") if rest else ():
            found = found[step]
        return found


class Tables(Mapping[str, Any]):
    """Tables of a TOML file by their first name, each parsed when it is asked for: a command says a few of them."""

    def __init__(self, text: str, wanted: Callable[[str], bool]) -> None:
        """Take the file, in which each table begins a line, and which names are wanted."""
        self._texts: dict[str, str] = {}
        self._parsed: dict[str, Any] = {}
        for head in _HEAD.finditer(text):
            if wanted(head[1]):
                self._texts[head[1]] = self._texts.get(head[1], "") + head[0]

    def __getitem__(self, name: str) -> Any:
        """One table. Raises KeyError."""
        if name not in self._parsed:
            self._parsed[name] = tomllib.loads(self._texts[name])[name]
        return self._parsed[name]

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self._texts)

    def __len__(self) -> int:
        """How many tables."""
        return len(self._texts)


class Entries(Mapping[tuple[str, str], Entry]):
    """The sentences by code and case, made when they are asked for."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        """Take the table of each code."""
        self._tables = tables
        self._of = cache(lambda code: dict(_entries(code, tables[code])))

    def __getitem__(self, key: tuple[str, str]) -> Entry:
        """One entry. Raises KeyError."""
        return self._of(key[0])[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """The codes with their cases."""
        return (key for code in self._tables for key in self._of(code))

    def __len__(self) -> int:
        """How many codes and cases."""
        return sum(1 for _ in self)


@cache
def catalogue(lang: str = "nl") -> Catalogue:
    """The catalogue of a language. Raises KeyError for a language that does not exist."""
    if lang not in LANGUAGES:
        raise KeyError(lang)
    text = (Path(__file__).parent / f"{lang}.toml").read_text(encoding="utf-8")
    return Catalogue(lang, Entries(Tables(text, is_code)), Tables(text, lambda name: not is_code(name)))


@cache
def explanations(lang: str = "nl") -> Mapping[str, Mapping[str, str]]:
    """What `docgen explain` tells about each code: the facts of codes.toml and the words of one language."""
    words = _read(f"explain_{lang}.toml")
    return {code: {**facts, **words.get(code, {})} for code, facts in _read("codes.toml").items()}


@cache
def command_help(lang: str = "nl") -> Mapping[str, Mapping[str, str]]:
    """What --help says of each command ('what') and of its options by name. Dutch stands beside them in the code."""
    return {} if lang == "nl" else _read(f"help_{lang}.toml")


def every_sentence(lang: str = "nl") -> Iterator[str]:
    """Every text of a language as it is written, with ' | ' where a fact comes."""
    waiting: list[Any] = [_read(f"{lang}.toml")]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            yield HOLE.sub(" | ", found)
        elif isinstance(found, Mapping | list):
            waiting += found.values() if isinstance(found, Mapping) else found


def codes() -> tuple[str, ...]:
    """Every code that has sentences, sorted."""
    return tuple(sorted({code for code, _ in catalogue("nl").entries if code != "unknown"}))


def is_code(name: str) -> bool:
    """Whether a table of the file is about a code ('unknown' is the code of last resort)."""
    return name == "unknown" or bool(_CODE.fullmatch(name))


def choose(template: Template, n: int | None) -> str:
    """The string for a number: `one` for 1, `other` for anything else."""
    if isinstance(template, str):
        return template
    return template["one" if n == 1 else "other"]


def grouped(number: int, mark: str) -> str:
    """An integer with a mark between the thousands: 30.411."""
    return f"{number:,}".replace(",", mark)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


def _entries(code: str, table: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], Entry]]:
    names = {field.name for field in fields(Entry)}
    own = {name: value for name, value in table.items() if name in names}
    yield (code, ""), Entry(**own)
    for case, texts in table.items():
        if case not in names:
            # A closed form belongs to its open form: a case that says `what` anew does not inherit the closed one.
            inherited = {k: v for k, v in own.items() if not (k.endswith("_closed") and k.partition("_")[0] in texts)}
            yield (code, case), Entry(**{**inherited, **texts})
