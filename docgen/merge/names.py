"""Which names a tag may use: the names a document offers, what loops and sets add, and what was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

# None = a leaf, PICTURE = a leaf that is a picture, a mapping = a group of names, [x] = a list of x.
Offered: TypeAlias = "Mapping[str, object] | list[object] | None"


class _Anything:
    def __repr__(self) -> str:
        return "ANYTHING"


ANYTHING = _Anything()


class _Picture:
    def __repr__(self) -> str:
        return "PICTURE"


PICTURE = _Picture()
LOOP_FACTS: Mapping[str, object] = dict.fromkeys(
    ("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0")
) | {"previtem": ANYTHING, "nextitem": ANYTHING}
LOOP_CALLS = ("cycle", "changed")
GLOBALS = ("range",)


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro or a {% set %}…{% endset %}: it may be printed only where its content may stand."""

    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What an expression is: its kind (see Offered), and its dotted name when it has one."""

    kind: object
    path: str = ""


@dataclass(slots=True)
class Scope:
    """The names that can be read at one point: inner scopes last. `tolerant` counts loops whose heading is at fault."""

    offered: Offered | None
    withheld: Collection[str] = ()
    layers: list[dict[str, Seen]] = field(default_factory=lambda: [{}])
    tolerant: int = 0

    def look_up(self, name: str) -> Seen | None:
        """The name as the innermost layer has it, then as the document offers it; None when nobody has it."""
        for layer in reversed(self.layers):
            if name in layer:
                return layer[name]
        if self.offered is None or self.tolerant:
            return Seen(_child(self.offered, name, ANYTHING), name)
        if isinstance(self.offered, Mapping) and name in self.offered:
            return Seen(self.offered[name], name)
        return None

    def names(self) -> list[str]:
        """Every name that can be read here."""
        found = [name for layer in self.layers for name in layer]
        return [*found, *self.offered] if isinstance(self.offered, Mapping) else found

    def is_withheld(self, path: str) -> bool:
        """Whether the document could have this name but may not show it."""
        last = path.rsplit(".", 1)[-1]
        return any(path == w or ("." not in path and w.rsplit(".", 1)[-1] == last) for w in self.withheld)

    def suggest(self, path: str, siblings: Collection[str]) -> str:
        """The dotted name that was probably meant, or ''."""
        *head, last = path.split(".")
        close = difflib.get_close_matches(last, siblings, n=1, cutoff=0.6)
        folded = [name for name in siblings if name.casefold() == last.casefold()]
        if folded or close:
            return ".".join([*head, (folded or close)[0]])
        elsewhere = [p for p in _paths(self.offered) if p.rsplit(".", 1)[-1].casefold() == last.casefold()]
        return elsewhere[0] if len(elsewhere) == 1 else ""


def _child(kind: object, name: str, otherwise: object) -> object:
    return kind[name] if isinstance(kind, Mapping) and name in kind else otherwise


def _paths(kind: object, before: str = "", depth: int = 0) -> Iterator[str]:
    """Dotted names outside lists: those a tag can use without a loop."""
    if isinstance(kind, Mapping) and depth < 6:
        for name, inner in kind.items():
            path = f"{before}.{name}" if before else str(name)
            yield path
            yield from _paths(inner, path, depth + 1)


def item_of(seen: Seen) -> Seen:
    """What a loop over this sees each round."""
    if isinstance(seen.kind, list):
        return Seen(seen.kind[0] if seen.kind else ANYTHING, seen.path)
    return Seen(ANYTHING)
