"""A .docx of a body, headers and footers: the parts around it, and a zip whose bytes depend on nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from itertools import count

from docgen.style.picture import PART, RELATION, numbered, plate
from docgen.style.styles import DECLARATION, NAMESPACES, styles_xml
from docgen.style.theme import theme_xml
from docgen.style.tokens import FONT, FONT_IN_LIBREOFFICE, LANGUAGE, MARGINS, PAGE_HEIGHT, PAGE_WIDTH

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
# name of the part: (relationship id, kind, content type)
_PARTS = {
    "styles": ("rId1", "styles", f"{_WORD}.styles+xml"),
    "settings": ("rId2", "settings", f"{_WORD}.settings+xml"),
    "fontTable": ("rId3", "fontTable", f"{_WORD}.fontTable+xml"),
    "theme/theme1": ("rId4", "theme", "application/vnd.openxmlformats-officedocument.theme+xml"),
    "header1": ("rId5", "header", f"{_WORD}.header+xml"),
    "header2": ("rId6", "header", f"{_WORD}.header+xml"),
    "footer1": ("rId7", "footer", f"{_WORD}.footer+xml"),
    "footer2": ("rId8", "footer", f"{_WORD}.footer+xml"),
}
_PICTURE = f'<Relationship Id="{RELATION}" Type="{_OFFICE}/image" Target="{PART}"/>'
_SECTION = (
    '<w:headerReference w:type="first" r:id="rId5"/><w:headerReference w:type="default" r:id="rId6"/>'
    '<w:footerReference w:type="first" r:id="rId7"/><w:footerReference w:type="default" r:id="rId8"/>'
)


def document(body: str, frame: Mapping[str, str]) -> bytes:
    """The .docx, not compressed: deflate writes other bytes from one computer to the next.

    `frame` holds the content of header1 and footer1 (first page), header2 and footer2 (the others).
    """
    margins = " ".join(f'w:{side}="{value}"' for side, value in MARGINS.items())
    section = (
        f'<w:sectPr>{_SECTION}<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/><w:pgMar {margins}/>'
        '<w:cols w:space="708"/><w:titlePg/></w:sectPr>'
    )
    parts = {
        "document": f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>",
        "settings": _settings(),
        "fontTable": _fonts(),
        "theme/theme1": theme_xml(),
        **{name: _edge(name, content) for name, content in frame.items()},
    }
    numbers = count(1)
    members = {f"word/{name}.xml": DECLARATION + numbered(xml, numbers) for name, xml in parts.items()}
    members["word/styles.xml"] = styles_xml()
    shown = [name for name, xml in parts.items() if RELATION in xml]
    links = {"word/_rels/document.xml.rels": _document_rels("document" in shown)}
    links |= {f"word/_rels/{name}.xml.rels": _rels([_PICTURE]) for name in shown if name != "document"}
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(pictures=bool(shown)),
        "_rels/.rels": _package_rels(),
    }
    return _zip(files | members | links | ({f"word/{PART}": plate()} if shown else {}))


def _edge(name: str, content: str) -> str:
    element = "w:hdr" if name.startswith("header") else "w:ftr"
    return f"<{element} {NAMESPACES} {_VML}>{content}</{element}>"


def _settings() -> str:
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:autoHyphenation w:val="0"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{compatibility}</w:compat>"
        f'<w:themeFontLang w:val="{LANGUAGE}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _fonts() -> str:
    return (
        f'<w:fonts {NAMESPACES}><w:font w:name="{FONT}"><w:altName w:val="{FONT_IN_LIBREOFFICE}"/>'
        '<w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _types(*, pictures: bool) -> str:
    lines = [
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
        '<Default Extension="xml" ContentType="application/xml"/>',
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>',
        *(['<Default Extension="png" ContentType="image/png"/>'] if pictures else []),
        *(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, (_, _, kind) in _PARTS.items()),
    ]
    return f'{DECLARATION}<Types xmlns="{_TYPES}">{"".join(lines)}</Types>'


def _package_rels() -> str:
    main = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    return f'{DECLARATION}<Relationships xmlns="{_RELS}">{main}</Relationships>'


def _document_rels(pictures: bool) -> str:
    lines = [
        f'<Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>'
        for name, (identity, kind, _) in _PARTS.items()
    ]
    return _rels([*lines, _PICTURE] if pictures else lines)


def _rels(lines: Iterable[str]) -> str:
    return f'{DECLARATION}<Relationships xmlns="{_RELS}">{"".join(lines)}</Relationships>'


def _zip(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            data = content if isinstance(content, bytes) else content.encode()
            archive.writestr(zipfile.ZipInfo(name, _ZIP_DATE), data)
    return buffer.getvalue()
