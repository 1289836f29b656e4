"""The document's own properties, written anew: nothing of the template's author, computer or history goes along."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.merge.characters import attribute_xml
from docgen.merge.package import Package, rels_name
from docgen.merge.properties import NAMES
from docgen.merge.source import DECLARATION
from docgen.merge.wordxml import RELS, TYPES

CORE, APP = "docProps/core.xml", "docProps/app.xml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# Fixed, so that the same input gives the same bytes: the date of a document stands in its text.
_DATE = "2000-01-01T00:00:00Z"

_CP = frozenset({"keywords", "category", "contentStatus", "version"})  # the others are of Dublin Core
_PROPERTY = {name: "<{0}:{1}>{{}}</{0}:{1}>".format("cp" if name in _CP else "dc", name) for name in NAMES}

APP_XML = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Office Word</Application><DocSecurity>0</DocSecurity><AppVersion>16.0000</AppVersion>"
    "</Properties>"
)


def core_xml(properties: Mapping[str, str]) -> str:
    """docProps/core.xml with these properties, ready for XML, by name (see `properties.NAMES`)."""
    filled = {"title": "", "creator": "", "language": "nl-BE"} | dict(properties)
    lines = [_PROPERTY[name].format(filled[name]) for name in NAMES if name in filled]
    return (
        f"{DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{''.join(lines)}"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_DATE}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_DATE}</dcterms:modified></cp:coreProperties>'
    )


def content_types_xml(package: Package, extensions: frozenset[str] = frozenset()) -> str:
    """[Content_Types].xml; `extensions` are those of pictures added while filling."""
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        **{extension: f"image/{extension}" for extension in extensions},
        **package.defaults,
    }
    overrides = {**package.overrides, CORE: CORE_TYPE, APP: APP_TYPE}
    lines = [f'<Default Extension="{e}" ContentType="{t}"/>' for e, t in sorted(defaults.items())]
    lines += [f'<Override PartName="/{p}" ContentType="{t}"/>' for p, t in sorted(overrides.items())]
    return f'{DECLARATION}<Types xmlns="{TYPES}">{"".join(lines)}</Types>'


def relationships_xml(package: Package, part: str, added: dict[tuple[str, str], str] | None = None) -> str:
    """The relationships of a part ('' = the package), with the pictures and links added while filling."""
    own = package.relationships.get(part, ())
    lines = [_line(r.id, r.type, r.target if r.external else f"/{r.target}", r.external) for r in own]
    if not part:
        lines.append(_line("rIdCore", f"{_PACKAGE}/core-properties", f"/{CORE}"))
        lines.append(_line("rIdApp", f"{_OFFICE}/extended-properties", f"/{APP}"))
    for (kind, target), identity in (added or {}).items():
        outside = kind == "hyperlink"
        lines.append(_line(identity, f"{_OFFICE}/{kind}", target if outside else f"/{target}", outside))
    return f'{DECLARATION}<Relationships xmlns="{RELS}">{"".join(lines)}</Relationships>'


def _line(identity: str, kind: str, target: str, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return (
        f'<Relationship Id="{attribute_xml(identity)}" Type="{attribute_xml(kind)}" '
        f'Target="{attribute_xml(target)}"{mode}/>'
    )


__all__ = ["APP", "APP_XML", "CORE", "content_types_xml", "core_xml", "relationships_xml", "rels_name"]
