"""The closed list of what a template may do to a value: {{ les.datum|datum }}. Flemish usage throughout.

A filter takes plain values and returns a plain value; it never sees markup. Errors are `BadValue`, which names the
kind of value the filter wants and never the value itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from docgen.filters import flemish, lists, plain
from docgen.filters.flemish import MONTHS, as_text
from docgen.filters.wanted import MAX_TEXT, BadValue

__all__ = ["DEFAULTS", "FILTERS", "MAX_TEXT", "MONTHS", "BadValue", "as_text"]

FILTERS: Final[Mapping[str, Callable[..., object]]] = MappingProxyType({
    "datum": flemish.datum, "datum_lang": flemish.datum_lang, "datum_kort": flemish.datum_kort,
    "dag_maand": flemish.dag_maand, "weekdag": flemish.weekdag, "maand": flemish.maand, "uur": flemish.uur,
    "getal": flemish.getal, "ja_nee": flemish.ja_nee, "lijst": flemish.lijst, "hoofdletter": flemish.hoofdletter,
    "aantal": flemish.aantal, "length": lists.lengte, "count": lists.lengte, "first": lists.eerste,
    "last": lists.laatste, "join": lists.join, "upper": plain.upper, "lower": plain.lower,
    "capitalize": plain.capitalize, "title": plain.title, "trim": plain.trim, "replace": plain.replace,
    "int": plain.whole, "round": plain.round_, "abs": plain.absolute, "sum": lists.sum_, "sort": lists.sort,
    "reverse": lists.reverse, "items": lists.items, "list": lists.as_list, "unique": lists.unique, "map": lists.map_,
    "batch": lists.batch, "string": flemish.as_text,
})  # fmt: skip
# `default` and `d` are of the engine itself: they must see an undefined value before it is an error.
DEFAULTS: Final = frozenset({"default", "d"})
