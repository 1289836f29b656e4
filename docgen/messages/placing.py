"""Places in the reader's own words: `trajecten.xlsx › Trajecten › N22, N23 en N31 (Toezicht)`."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.findings import CellRef, Place, TagRef, column_letters
from docgen.messages.catalogue import Catalogue
from docgen.messages.wording import listed, readable

ARROW = " › "
_LISTED = 5  # above this many cells the first stands for all
_BLOCK = 3  # above this many cells under each other: "N22 tot N58"
_OWN_FOLDERS = ("inputs", "outputs", "templates")
_NUMBERED_PARTS = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}


def where(texts: Catalogue, places: Sequence[Place], about: str = "", *, made: bool = False) -> str:
    """The whole place; `about` is the ID a finding on a whole sheet is about, `made` says it is in a made document."""
    steps = [*container(texts, places[0], made=made), inside(texts, places, about)]
    return ARROW.join(step for step in steps if step)


def container(texts: Catalogue, place: Place, *, made: bool = False) -> list[str]:
    """The file of a place; with 'inputs' and the folders in front when it stands in a subfolder."""
    if isinstance(place, TagRef):
        return [place.template if made else f"{texts.word('words.template')} {place.template}"]
    inputs = str(texts.word("words.inputs"))
    if not place.file and not place.sheet:
        return [inputs]
    path = "/".join(map(readable, place.file.replace("\\", "/").split("/")))
    if path.startswith("/") or ":" in path:
        return [path]  # outside the project: as the system writes it
    folders = path.split("/")
    return [inputs, *folders] if len(folders) > 1 and folders[0] not in _OWN_FOLDERS else folders


def inside(texts: Catalogue, places: Sequence[Place], about: str = "") -> str:
    """The place within its file: sheet, cells and heading, or the steps to a tag."""
    first = places[0]
    if isinstance(first, TagRef):
        return listed(texts, list(dict.fromkeys(_tag(texts, place) for place in places if isinstance(place, TagRef))))
    cells = [place for place in places if isinstance(place, CellRef)]
    named = listed_cells(texts, cells)
    headings = {place.heading for place in cells if place.column}
    heading = f" ({headings.pop()})" if len(headings) == 1 and named and "" not in headings else ""
    steps = [readable(first.sheet), (named + heading) or about]
    return ARROW.join(step for step in steps if step)


def listed_cells(texts: Catalogue, places: Sequence[Place]) -> str:
    """'N22', 'N22, N23 en N31', 'N22 tot N58', 'N22 en 36 andere cellen'; '' for a whole sheet or file."""
    cells = sorted({place for place in places if isinstance(place, CellRef)}, key=lambda c: (c.row, c.column))
    names = list(dict.fromkeys(name for name in (_cell(texts, cell) for cell in cells) if name))
    if len(names) > _BLOCK and _under_each_other(cells):
        return f"{names[0]} {texts.word('words.to')} {names[-1]}"
    if len(names) > _LISTED:
        return f"{names[0]} {texts.say('words.and_others', len(names) - 1)}"
    return listed(texts, names)


def shortly(texts: Catalogue, places: Sequence[Place], beside: Place) -> str:
    """A second place, for between brackets: 'Maatregelen › rij 9'; with its file when that is another one."""
    names = []
    for place in places:
        near = isinstance(place, CellRef) and isinstance(beside, CellRef)
        same_file = near and place.file == beside.file  # type: ignore[union-attr]
        same_sheet = same_file and place.sheet == beside.sheet  # type: ignore[union-attr]
        if same_sheet and listed_cells(texts, [place]):
            names.append(listed_cells(texts, [place]))
        elif near and place.sheet != beside.sheet and inside(texts, [place]):  # type: ignore[union-attr]
            names.append(_bare(texts, place))
        else:
            names.append(where(texts, [place]))
    return listed(texts, list(dict.fromkeys(names)))


def _bare(texts: Catalogue, place: Place) -> str:
    """Sheet and cell, without the heading: sheet names are unique in a project, so the file is left out."""
    assert isinstance(place, CellRef)
    return ARROW.join(step for step in (readable(place.sheet), _cell(texts, place)) if step)


def _cell(texts: Catalogue, place: CellRef) -> str:
    if place.cell:
        return place.cell
    if place.row:
        return f"{texts.word('words.row')} {place.row}"
    return f"{texts.word('words.step.column')} {column_letters(place.column)}" if place.column else ""


def _under_each_other(cells: Sequence[CellRef]) -> bool:
    rows = [cell.row for cell in cells]
    one_column = len({cell.column for cell in cells}) == 1
    return one_column and rows[0] > 0 and rows == list(range(rows[0], rows[0] + len(rows)))


def _tag(texts: Catalogue, place: TagRef) -> str:
    parts = texts.word("words.part")
    steps = [f"{texts.word('words.step').get(name, name)} {number}" for name, number in place.steps]
    if place.part in _NUMBERED_PARTS and place.number:
        steps.insert(0, f"{texts.word('words.step')[_NUMBERED_PARTS[place.part]]} {place.number}")
    elif place.part and not (steps and place.part == "body"):
        steps.insert(0, parts.get(place.part, place.part))
    return ", ".join(steps)
