"""A tiny language for Word files, so that a test shows its template and its document.

    doc("Beste {{ na|am }}", [["{%tr for x in rijen %}"], ["{{ x }}"], ["{%tr endfor %}"]])

A string is a paragraph and `|` splits it over runs (`||` is a bar); a list of lists is a table of such paragraphs;
`Raw` is XML. `read` gives the text back in the same shape: strings and lists of lists.
"""

# ruff: noqa: E501 - a template on one line reads better than one cut up

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."

_META = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_KINDS = {"core": _META, "app": f"{OFFICE}/extended-properties", "custom": f"{OFFICE}/custom-properties"}
_CORE_NS = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


class Raw(str):
    """XML that goes into the body as it is."""


Block = str | Raw | list[list[str]]


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def runs(text: str, properties: str = "") -> str:
    pieces = [piece.replace("\0", "|") for piece in text.replace("||", "\0").split("|")]
    return "".join(f'<w:r>{properties}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' for piece in pieces)


def para(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}{runs(text)}</w:p>"


def table(rows: list[list[str]]) -> str:
    columns = max(len(row) for row in rows)
    cell = '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{}</w:tc>'
    lines = "".join(f"<w:tr>{''.join(cell.format(para(text)) for text in row)}</w:tr>" for row in rows)
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>'


def blocks(*content: Block) -> str:
    return "".join(str(b) if isinstance(b, Raw) else table(b) if isinstance(b, list) else para(b) for b in content)


def doc(
    *content: Block,
    header: str = "",
    footer: str = "",
    footnote: str = "",
    endnote: str = "",
    styles: str = "",
    settings: str = "",
    parts: Mapping[str, tuple[str, str, str]] | None = None,
    outside: Mapping[str, str] | None = None,
    properties: Mapping[str, str] | None = None,
    main_type: str = "document.main",
    body: str | None = None,
) -> bytes:
    """A template. `parts` adds parts: name -> (relationship kind, content type, content); `outside` external ones;
    `properties` are the files with properties of the document: "core", "app", "custom" -> the XML inside."""
    members: dict[str, tuple[str, str, str]] = {
        "word/styles.xml": ("styles", _TYPE + "styles+xml", f"{HEAD}<w:styles {NS}>{styles}</w:styles>"),
        "word/settings.xml": ("settings", _TYPE + "settings+xml", f"{HEAD}<w:settings {NS}>{settings}</w:settings>"),
    }
    section = ""
    for kind, tag, text in (("header", "hdr", header), ("footer", "ftr", footer)):
        if text:
            members[f"word/{kind}1.xml"] = (kind, _TYPE + kind + "+xml", f"{HEAD}<w:{tag} {NS}>{para(text)}</w:{tag}>")
            section += f'<w:{kind}Reference w:type="default" r:id="rId{len(members)}"/>'
    for kind, text in (("footnote", footnote), ("endnote", endnote)):
        if text:
            xml = f'{HEAD}<w:{kind}s {NS}><w:{kind} w:id="1">{para(text)}</w:{kind}></w:{kind}s>'
            members[f"word/{kind}s.xml"] = (f"{kind}s", f"{_TYPE}{kind}s+xml", xml)
    members |= dict(parts or {})
    main = body if body is not None else f"{blocks(*content)}<w:sectPr>{section}</w:sectPr>"
    relationships = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="/{name}"/>'
        for n, (name, (kind, _, _)) in enumerate(members.items(), start=1)
    ) + "".join(
        f'<Relationship Id="rIdX{n}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        for n, (kind, target) in enumerate((outside or {}).items(), start=1)
    )
    overrides = "".join(f'<Override PartName="/{n}" ContentType="{t}"/>' for n, (_, t, _) in members.items())
    files = {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/octet"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}{main_type}+xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": _rels(
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
            + "".join(
                f'<Relationship Id="p{n}" Type="{_KINDS[n]}" Target="docProps/{n}.xml"/>' for n in properties or {}
            )
        ),
        "word/document.xml": f"{HEAD}<w:document {NS}><w:body>{main}</w:body></w:document>",
        "word/_rels/document.xml.rels": _rels(relationships),
        **{name: content for name, (_, _, content) in members.items()},
        **{f"docProps/{name}.xml": f"{HEAD}<x {_CORE_NS}>{inner}</x>" for name, inner in (properties or {}).items()},
    }
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _rels(lines: str) -> str:
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def xml(data: bytes, part: str = "word/document.xml") -> str:
    return members(data)[part].decode()


def read(data: bytes, part: str = "word/document.xml") -> list[Any]:
    """The text of a part: a string per paragraph, a list of rows per table (a cell of several paragraphs is a list)."""
    root = etree.fromstring(members(data)[part])
    body = root.find(f"{{{W}}}body")
    return _blocks(root if body is None else body)


def _blocks(element: Any) -> list[Any]:
    found: list[Any] = []
    for child in element:
        name = etree.QName(child).localname
        if name == "p":
            found.append(_text(child))
        elif name == "tbl":
            found.append([[_cell(cell) for cell in row.iter(f"{{{W}}}tc")] for row in child.findall(f"{{{W}}}tr")])
        elif name in ("sdt", "sdtContent", "footnote", "endnote"):
            found += _blocks(child)
    return found


def _cell(cell: Any) -> Any:
    inner = _blocks(cell)
    return inner[0] if len(inner) == 1 else inner


def _text(paragraph: Any) -> str:
    out = ""
    for element in paragraph.iter():
        name = etree.QName(element).localname
        if name == "t" and element.getparent().tag == f"{{{W}}}r":
            out += element.text or ""
        elif name == "br":
            out += "\f" if element.get(f"{{{W}}}type") == "page" else "\n"
        elif name == "tab" and element.getparent().tag == f"{{{W}}}r":
            out += "\t"
    return out


def seen(findings: Any) -> list[tuple[Any, ...]]:
    """Findings as (code, case, steps, tag, suggestion), for whole comparisons."""
    return [(f.code, f.case, _where(f.place), f.arg("tag"), f.suggestion) for f in findings]


def _where(place: Any) -> str:
    part = "" if place.part == "body" else f"{place.part} {place.number} " if place.number else f"{place.part} "
    return (part + ", ".join(f"{name} {number}" for name, number in place.steps)).strip()


def without_declarations(text: str) -> str:
    return re.sub(r' xmlns:\w+="[^"]*"', "", text)
