"""Numbered lists, footnotes and endnotes of several documents in one: each keeps its own, under other numbers."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from docgen.merge.wordxml import Element, w

NOTES = {"footnotes": ("footnote", "footnoteReference"), "endnotes": ("endnote", "endnoteReference")}
_ORDER = ("numPicBullet", "abstractNum", "num")
_IDS = {"numPicBullet": "numPicBulletId", "abstractNum": "abstractNumId", "num": "numId"}


def merge_lists(whole: Element, other: Element) -> Mapping[str, str]:
    """Add the lists of a document to those of the whole: old numbers of lists with their new ones.

    Each document keeps its own, also when they are equal: else the second would count on from the first.
    """
    shift = {kind: 1 + max((_number(e, kind) for e in whole.iterfind(w(kind))), default=0) for kind in _ORDER}
    renumbered: dict[str, str] = {}
    for kind in _ORDER:
        before = [*(e for later in _ORDER[: _ORDER.index(kind) + 1] for e in whole.iterfind(w(later)))]
        at = whole.index(before[-1]) + 1 if before else 0
        for element in other.iterfind(w(kind)):
            copy = deepcopy(element)
            new = str(_number(element, kind) + shift[kind])
            if kind == "num":
                renumbered[element.get(w("numId"), "")] = new
            copy.set(w(_IDS[kind]), new)
            for inner, of in (("abstractNumId", "abstractNum"), ("lvlPicBulletId", "numPicBullet")):
                for reference in copy.iter(w(inner)):
                    reference.set(w("val"), str(int(reference.get(w("val"), "0")) + shift[of]))
            for mark in copy.findall(w("nsid")):  # by this Word sees that two lists are one
                copy.remove(mark)
            whole.insert(at, copy)
            at += 1
    return renumbered


def name_lists(root: Element, renumbered: Mapping[str, str]) -> None:
    """Let paragraphs and styles name their lists by the new numbers."""
    for element in root.iter(w("numId")):
        number = element.get(w("val"), "")
        element.set(w("val"), renumbered.get(number, number))


def merge_notes(whole: Element, other: Element, kind: str) -> Mapping[str, str]:
    """Add the footnotes (or endnotes) of a document: old numbers of notes with their new ones."""
    tag, _ = NOTES[kind]
    last = max((int(note.get(w("id"), "0")) for note in whole.iterfind(w(tag))), default=0)
    renumbered: dict[str, str] = {}
    for note in other.iterfind(w(tag)):
        if note.get(w("type"), "normal") == "normal":
            last = max(last, 0) + 1
            renumbered[note.get(w("id"), "")] = str(last)
            copy = deepcopy(note)
            copy.set(w("id"), str(last))
            whole.append(copy)
    return renumbered


def name_notes(root: Element, renumbered: Mapping[str, str], kind: str) -> None:
    """Let the references in the text name their notes by the new numbers."""
    for element in root.iter(w(NOTES[kind][1])):
        number = element.get(w("id"), "")
        element.set(w("id"), renumbered.get(number, number))


def _number(element: Element, kind: str) -> int:
    return int(element.get(w(_IDS[kind]), "0"))
