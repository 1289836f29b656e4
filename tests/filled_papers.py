"""Papers of a class council as people leave them: fields filled in the way Word saves them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Edit = Callable[[etree._Element], None]
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'


def filled(paper: bytes, values: Mapping[str, str]) -> bytes:
    """The paper with these fields chosen, by tag ('KR19.2|Uitslag'); '' chooses nothing in a field that was filled."""

    def choose(root: etree._Element) -> None:
        found = controls(root)
        for tag, text in values.items():
            fill_control(found[tag], text)

    return edited(paper, choose)


def fill_control(control: etree._Element, text: str) -> None:
    """Choose a text as Word writes it: the mark of the placeholder goes, the text is split over runs."""
    properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    for waiting in properties.findall(f"{W}showingPlcHdr"):
        properties.remove(waiting)
    (first, *others) = content.iter(f"{W}r")
    for run in others:
        run.getparent().remove(run)
    half = len(text) // 2
    second = deepcopy(first)
    first.find(f"{W}t").text, second.find(f"{W}t").text = text[:half], text[half:]
    mark = etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"})
    first.addnext(mark)
    mark.addnext(second)


def controls(root: etree._Element) -> dict[str, etree._Element]:
    """The content controls of a body by their tag."""
    return {tag_of(control): control for control in root.iter(f"{W}sdt")}


def tag_of(control: etree._Element) -> str:
    """The tag of a control."""
    return str(control.find(f"{W}sdtPr/{W}tag").get(f"{W}val"))


def edited(paper: bytes, edit: Edit) -> bytes:
    """The paper with its body changed."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(paper)) as old, zipfile.ZipFile(saved, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(data)
                edit(root)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return saved.getvalue()


def joined(paper: bytes) -> bytes:
    """The paper with one point of another council, as when two papers are put together."""

    def second(root: etree._Element) -> None:
        for control in root.iter(f"{W}sdt"):
            if tag_of(control).startswith("KR19.1|"):
                tag, alias = (control.find(f"{W}sdtPr/{W}{name}") for name in ("tag", "alias"))
                tag.set(f"{W}val", tag.get(f"{W}val").replace("KR19.1", "KR20.1"))
                alias.set(f"{W}val", alias.get(f"{W}val").replace("KR19.1", "KR20.1"))

    return edited(paper, second)


def with_member(paper: bytes, name: str, data: bytes) -> bytes:
    """The paper with this as one of its parts."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(paper)) as old, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, data if member == name else old.read(member))
        if name not in old.namelist():
            new.writestr(name, data)
    return saved.getvalue()
