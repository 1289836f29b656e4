"""The typed rich values as WordprocessingML. Texts come in already escaped; the order of children is the schema's."""

from __future__ import annotations

import re
from functools import lru_cache

from docgen.merge.characters import attribute_xml as escape
from docgen.merge.characters import text_xml
from docgen.merge.state import current
from docgen.merge.values import PageBreak, Paragraph, Rich, Run, Table
from docgen.merge.woven import Slot
from docgen.pictures.image import Image

_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss",
    "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz",
    "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
    "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
_RANK = {f"w:{name}": rank for rank, name in enumerate(_ORDER)}
_TAG = re.compile(r"<(/?)([\w:.-]+)[^<>]*?(/?)>")
_TWIPS_PER_MM = 1440 / 25.4
_DRAWING = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
    '<wp:docPr id="{id}" name="Afbeelding {id}" descr="{alt}"/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="{id}" name="Afbeelding {id}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'r:embed="{rel}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing>"
)


def run(value: Run, base: str) -> str:
    """A run in the look of `base` (a w:rPr or ''), changed by what the value says."""
    text = text_xml(value.text)
    if not text:
        return ""
    xml = f'<w:r>{_properties(value, base)}<w:t xml:space="preserve">{text}</w:t></w:r>'
    if value.link:
        relation = current.get().relation("hyperlink", value.link)
        xml = f'<w:hyperlink {_R} r:id="{relation}" w:history="1">{xml}</w:hyperlink>'
    return xml


def _properties(value: Run, base: str) -> str:
    own: dict[str, str] = {}
    for name, wanted in (("b", value.bold), ("i", value.italic), ("strike", value.strike)):
        if wanted:
            own[f"w:{name}"] = f"<w:{name}/>"
    if value.style:
        own["w:rStyle"] = f'<w:rStyle w:val="{escape(value.style)}"/>'
    if value.colour:
        own["w:color"] = f'<w:color w:val="{value.colour.lstrip("#").upper()}"/>'
    if value.size:
        half_points = round(value.size * 2)
        own["w:sz"] = f'<w:sz w:val="{half_points}"/>'
        own["w:szCs"] = f'<w:szCs w:val="{half_points}"/>'
    if value.underline:
        own["w:u"] = '<w:u w:val="single"/>'
    if value.highlight:
        own["w:shd"] = f'<w:shd w:val="clear" w:color="auto" w:fill="{value.highlight.lstrip("#").upper()}"/>'
    if value.raised:
        own["w:vertAlign"] = f'<w:vertAlign w:val="{value.raised}"/>'
    if not own:
        return base
    merged = dict(_children(base)) | own
    ordered = sorted(merged, key=lambda name: _RANK.get(name, len(_RANK)))
    return f"<w:rPr>{''.join(merged[name] for name in ordered)}</w:rPr>"


@lru_cache(maxsize=512)
def _children(properties: str) -> tuple[tuple[str, str], ...]:
    """The children of a w:rPr as (name, XML)."""
    found: list[tuple[str, str]] = []
    depth = start = 0
    for match in _TAG.finditer(properties):
        closing, name, empty = match.groups()
        if closing:
            depth -= 1
            if depth == 1:
                found.append((name, properties[start : match.end()]))
            continue
        if depth == 1:
            start = match.start()
            if empty:
                found.append((name, match.group()))
        depth += 0 if empty else 1
    return tuple(found)


def image(value: Image, base: str) -> str:
    """A picture in the line."""
    state = current.get()
    width, height = value.extent
    drawing = _DRAWING.format(
        cx=width,
        cy=height,
        id=state.new_id(),
        alt=escape(value.alt),
        rel=state.picture(value.data, value.extension),
    )
    return f"<w:r>{base}{drawing}</w:r>"


def block(value: Paragraph | Table, slot: Slot) -> str:
    """A paragraph or a table, between paragraphs."""
    if isinstance(value, Table):
        return _table(value, slot)
    properties = f'<w:pPr><w:pStyle w:val="{escape(value.style)}"/></w:pPr>' if value.style else slot.paragraph
    base = "" if value.style else slot.run
    inner = "".join(_piece(piece, base) for piece in value.runs)
    return f"<w:p>{properties}{inner}</w:p>"


def _piece(piece: Run | Image | PageBreak, base: str) -> str:
    if isinstance(piece, Image):
        return image(piece, base)
    if isinstance(piece, PageBreak):
        return '<w:r><w:br w:type="page"/></w:r>'
    return run(piece, base)


def _table(table: Table, slot: Slot) -> str:
    current.get().full = True
    widths = [round(width * _TWIPS_PER_MM) for width in table.widths_mm]
    style = f'<w:tblStyle w:val="{escape(table.style)}"/>' if table.style else ""
    columns = "".join([f'<w:gridCol w:w="{width}"/>' for width in widths])
    parts = [
        f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>',
        f"<w:tblGrid>{columns}</w:tblGrid>",
    ]
    for number, row in enumerate(table.rows):
        head = "<w:tblHeader/>" if number < table.head else ""
        parts.append(f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>")
        for width, cell in zip(widths, row, strict=True):
            runs = cell.runs if isinstance(cell, Rich) else (Run(cell),)
            inner = "".join(run(piece, slot.run) for piece in runs)
            parts.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{inner}</w:p></w:tc>')
        parts.append("</w:tr>")
    # A paragraph after it: two tables in a row would grow together, and a cell must end with a paragraph.
    return "".join(parts) + "</w:tbl><w:p/>"
