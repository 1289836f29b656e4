"""What a copy says about itself: the workbook with its list of sheets, and its properties, with nobody's name.

Source: ECMA-376 part 1, 18.2 (workbook) and 15.2.12 (properties).
"""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from docgen.marked.frame import main
from docgen.marked.gather import DECLARATION, OFFICE, Parts
from docgen.marked.listing import HEAD_ROW, NAME
from docgen.marked.state import PROPERTY, UncommonError
from docgen.merge.wordxml import Element, serialize
from docgen.starter.palette import MADE_ON

KEPT = frozenset({"workbookPr", "workbookProtection", "bookViews", "sheets", "definedNames", "calcPr"})
"""The others name people, folders and views, or lead to parts that are left behind."""
APPLICATION = "http://schemas.openxmlformats.org/officeDocument/2006"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
TYPES = "application/vnd.openxmlformats-"


def mark_workbook(parts: Parts, relation: str, shown: Collection[str], findings: int) -> None:
    """Put the list in front of the other sheets, open on it, and show the sheets with a marked cell."""
    root = parts.tree(parts.workbook)
    sheets = root.find(main("sheets"))
    if sheets is None:
        raise UncommonError
    for element in list(root):
        if element.tag not in {main(name) for name in KEPT}:
            root.remove(element)
    for sheet in sheets:
        if sheet.get("name") in shown:
            sheet.attrib.pop("state", "")
    taken = {sheet.get("name", "").lower() for sheet in sheets}
    titles = (NAME, *(f"{NAME}{n}" for n in range(1, len(taken) + 2)))
    title = next(name for name in titles if name.lower() not in taken)
    number = 1 + max(int(sheet.get("sheetId", "0")) for sheet in sheets)
    new = etree.Element(main("sheet"), name=title, sheetId=str(number))
    new.set(f"{{{OFFICE}}}id", relation)
    sheets.insert(0, new)
    _open_first(root, sheets)
    _define_names(root, sheets, title, HEAD_ROW + findings)
    parts.changed[parts.workbook] = serialize(root)


def _open_first(root: Element, sheets: Element) -> None:
    views = root.find(main("bookViews"))
    if views is None or not len(views):
        views = etree.Element(main("bookViews")) if views is None else views
        etree.SubElement(views, main("workbookView"))
        sheets.addprevious(views)
    for view in views:
        for name in ("activeTab", "firstSheet", "visibility", "minimized"):
            view.attrib.pop(name, "")


def _define_names(root: Element, sheets: Element, title: str, last: int) -> None:
    """The names of the other sheets move one sheet on; the list gets its filter and the row that repeats in print."""
    names = root.find(main("definedNames"))
    if names is None:
        names = etree.Element(main("definedNames"))
        sheets.addnext(names)
    for old in names.iterfind(f"{main('definedName')}[@localSheetId]"):
        old.set("localSheetId", str(int(old.get("localSheetId", "0")) + 1))
    database = etree.Element(main("definedName"), name="_xlnm._FilterDatabase", localSheetId="0", hidden="1")
    database.text = f"'{title}'!$A${HEAD_ROW}:$I${last}"
    printed = etree.Element(main("definedName"), name="_xlnm.Print_Titles", localSheetId="0")
    printed.text = f"'{title}'!${HEAD_ROW}:${HEAD_ROW}"
    names[:0] = [database, printed]


def properties(state: str) -> dict[str, tuple[bytes, str, str]]:
    """The properties of a copy by part: content, content type, type of the relation. `state` is what it was made of."""
    made = f"{MADE_ON:%Y-%m-%dT%H:%M:%SZ}"
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{made}</dcterms:{name}>' for name in ("created", "modified")
    )
    core = (
        f'<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:creator>docgen</dc:creator>{dates}</cp:coreProperties>"
    )
    app = f'<Properties xmlns="{APPLICATION}/extended-properties"><Application>docgen</Application></Properties>'
    custom = (
        f'<Properties xmlns="{APPLICATION}/custom-properties" xmlns:vt="{APPLICATION}/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{PROPERTY}">'
        f"<vt:lpwstr>{state}</vt:lpwstr></property></Properties>"
    )
    office = f"{TYPES}officedocument"
    return {
        "docProps/core.xml": (_xml(core), f"{TYPES}package.core-properties+xml", CORE),
        "docProps/app.xml": (_xml(app), f"{office}.extended-properties+xml", f"{OFFICE}/extended-properties"),
        "docProps/custom.xml": (_xml(custom), f"{office}.custom-properties+xml", f"{OFFICE}/custom-properties"),
    }


def _xml(text: str) -> bytes:
    return DECLARATION + text.encode()
