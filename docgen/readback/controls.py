"""The content controls of a Word file as a word processor saved it: what each is called and what it shows.

Nothing is parsed before the gate for packages has counted and bounded it. Source: measured, Word and LibreOffice 7.4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docgen.merge.package import read_package
from docgen.merge.wordxml import Element, is_on, local, parse, w

_GONE = frozenset(map(w, ("del", "moveFrom")))  # text that somebody struck out with changes tracked
_BREAKS = {w("br"): "\n", w("cr"): "\n", w("tab"): " ", w("noBreakHyphen"): "-"}
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


@dataclass(frozen=True)
class Control:
    """One control in the order of the page: its tag and name ('' when a program lost them) and the text it shows.

    `placeholder`: the program says that nothing was chosen. `label` is the paragraph right above it.
    """

    tag: str
    name: str
    text: str
    placeholder: bool
    label: str


def read_controls(data: bytes) -> tuple[Control, ...]:
    """Every control in the body of a Word file. Raises BadPackage and BadXml for what is no safe Word file."""
    package = read_package(data)
    body = parse(package.members[package.main])
    return tuple(_control(element) for element in body.iter(w("sdt")))


def _control(element: Element) -> Control:
    properties, content = element.find(w("sdtPr")), element.find(w("sdtContent"))
    found = {local(one): one for one in properties} if properties is not None else {}
    waiting = found.get("showingPlcHdr")
    return Control(
        tag=_value(found.get("tag")),
        name=_value(found.get("alias")),
        text=_text(content) if content is not None else "",
        placeholder=waiting is not None and is_on(waiting),
        label=_label(element),
    )


def _value(element: Element | None) -> str:
    return element.get(w("val"), "").strip() if element is not None else ""


def _text(content: Element) -> str:
    """What a person reads: runs joined, a line per paragraph."""
    if any(True for _ in content.iter(w("p"))):
        lines = ["".join(_pieces(paragraph)) for paragraph in content.iter(w("p"))]
    else:
        lines = ["".join(_pieces(content))]
    text = _INVISIBLE.sub("", "\n".join(lines)).replace("\u00a0", " ")
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in _GONE or child.tag == w("p"):
            continue
        if child.tag == w("t"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        else:
            yield from _pieces(child)


def _label(element: Element) -> str:
    """The text of the paragraph before the one that a control stands in."""
    inside = next(element.iterancestors(w("p")), element)
    before = inside.getprevious()
    return "".join(_pieces(before)).strip() if before is not None and before.tag == w("p") else ""
