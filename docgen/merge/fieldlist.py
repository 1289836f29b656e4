"""The tags a document offers: as rows, and as a Word file to copy them from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docgen.merge import metadata, zipwriter
from docgen.merge.characters import attribute_xml, text_xml
from docgen.merge.package import MAIN_TYPE, Package, Relationship
from docgen.merge.source import DECLARATION
from docgen.merge.wordxml import W

_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_WIDTHS = (4200, 3600, 1200, 2200)


@dataclass(frozen=True, slots=True)
class OfferedTag:
    """One tag to copy: `tag` as it is typed, the dotted `name`, what it means, its type and an example."""

    tag: str
    name: str
    meaning: str = ""
    kind: str = ""
    example: str = ""


def offered_tags(offered: object, meanings: Mapping[str, tuple[str, str, str]] | None = None) -> tuple[OfferedTag, ...]:
    """Every tag of a nested mapping (see `Offered`), in its order; a list gives its loop and the tags inside it.

    `meanings` maps a dotted name (without loops: 'lessen.vak') to its meaning, type and example.
    """
    return tuple(_walk(offered, "", "", dict(meanings or {})))


def _walk(kind: object, said: str, path: str, meanings: Mapping[str, tuple[str, str, str]]) -> Iterator[OfferedTag]:
    """`said` is how a tag writes the name (loop variables and all), `path` the name itself."""
    about = meanings.get(path, ("", "", ""))
    if isinstance(kind, Mapping):
        for name, inner in kind.items():
            yield from _walk(
                inner, f"{said}.{name}" if said else str(name), f"{path}.{name}" if path else str(name), meanings
            )
    elif isinstance(kind, list):
        item = _item_name(path)
        yield OfferedTag(f"{{%p for {item} in {said} %}}", path, *about)
        yield from _walk(kind[0] if kind else None, item, path + "[]" if not _is_group(kind) else path, meanings)
        yield OfferedTag("{%p endfor %}", path)
    else:
        yield OfferedTag(f"{{{{ {said} }}}}", path, *about)


def _is_group(kind: Sequence[object]) -> bool:
    return bool(kind) and isinstance(kind[0], Mapping)


def _item_name(path: str) -> str:
    """'lessen' -> 'les', 'rijen' -> 'rij', 'vakken' -> 'vak', 'doelen' -> 'doel'; else the name with `_item`."""
    last = path.rsplit(".", 1)[-1]
    if last.endswith("en") and len(last) > 4:
        stem = last[:-2]
        return stem[:-1] if stem[-1] == stem[-2] else stem
    return last[:-1] if last.endswith("s") and len(last) > 3 else f"{last}_item"


def fields_document(tags: Sequence[OfferedTag], headings: Sequence[str], title: str) -> bytes:
    """A .docx with one row per tag under these four headings; its tags are text, ready to copy."""
    rows = [tuple(headings), *((t.tag, t.meaning, t.kind, t.example) for t in tags)]
    lines = "".join(_row(row, head=number == 0) for number, row in enumerate(rows))
    grid = "".join([f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS])
    borders = "".join(
        [f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>' for side in
         ("top", "left", "bottom", "right", "insideH", "insideV")]
    )  # fmt: skip
    body = (
        f'{DECLARATION}<w:document xmlns:w="{W}"><w:body>'
        '<w:p><w:r><w:rPr><w:b/><w:sz w:val="32"/></w:rPr><w:t xml:space="preserve">'
        f"{text_xml(title)}</w:t></w:r></w:p>"
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl><w:p/>"
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="850" w:right="340" w:bottom="850" w:left="340" '
        'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    main = "word/document.xml"
    relation = Relationship("rId1", "officeDocument", _DOCUMENT, main, external=False)
    package = Package({}, {"": (relation,)}, {}, {main: MAIN_TYPE}, main)
    members = {
        "[Content_Types].xml": metadata.content_types_xml(package),
        "_rels/.rels": metadata.relationships_xml(package, ""),
        metadata.APP: metadata.APP_XML,
        metadata.CORE: metadata.core_xml({"title": attribute_xml(title)}),
        main: body,
    }
    return zipwriter.write(zipwriter.block(()), [zipwriter.member(n, text.encode()) for n, text in members.items()])


def _row(cells: Sequence[str], head: bool) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if head else ""
    properties = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if head else "") + "</w:trPr>"
    inner = "".join(
        [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:r>{look}'
         f'<w:t xml:space="preserve">{text_xml(text)}</w:t></w:r></w:p></w:tc>'
         for width, text in zip(_WIDTHS, cells, strict=True)]
    )  # fmt: skip
    return f"<w:tr>{properties}{inner}</w:tr>"
