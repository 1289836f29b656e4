"""Templates of a school in which somebody typed another student's name: once in every place a Word file has."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook

from tests.documents import plain_template

NAME = "Bram Andersen"
TYPES = "[Content_Types].xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
Members = dict[str, bytes]


def template(plant: Callable[[Members], None], text: str = "{{ leerling.naam }}") -> bytes:
    """A template with that paragraph, and what `plant` does to its parts."""
    with zipfile.ZipFile(io.BytesIO(plain_template(text))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    plant(members)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def _before(name: str, end: str, text: str) -> Callable[[Members], None]:
    """Put some XML before the first `end` of a part."""

    def plant(members: Members) -> None:
        assert end.encode() in members[name]
        members[name] = members[name].replace(end.encode(), text.encode() + end.encode(), 1)

    return plant


def _body(text: str) -> Callable[[Members], None]:
    return _before("word/document.xml", "<w:sectPr", text)


def _part(
    name: str, content: str | bytes, kind: str, content_type: str, owner: str = "word/_rels/document.xml.rels"
) -> Callable[[Members], None]:
    """Add a part, its relationship and its content type."""

    def plant(members: Members) -> None:
        members[name] = content if isinstance(content, bytes) else content.encode()
        target = f'<Relationship Id="rIdPlant" Type="{KIND}{kind}" Target="/{name}"/>'
        _before(owner, "</Relationships>", target)(members)
        _before(TYPES, "</Types>", f'<Override PartName="/{name}" ContentType="{content_type}"/>')(members)

    return plant


def _link(target: str) -> Callable[[Members], None]:
    outside = f'<Relationship Id="rIdPlant" Type="{KIND}hyperlink" Target="{target}" TargetMode="External"/>'
    return _before("word/_rels/document.xml.rels", "</Relationships>", outside)


def _runs(*texts: str) -> str:
    return "".join(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts)


def _workbook() -> bytes:
    book, saved = Workbook(), io.BytesIO()
    book.active["A1"] = NAME  # type: ignore[index]
    book.save(saved)
    return saved.getvalue()


def _both(*plants: Callable[[Members], None]) -> Callable[[Members], None]:
    def plant(members: Members) -> None:
        for one in plants:
            one(members)

    return plant


FIRST, LAST = NAME.split()
FIELD = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
PNG = b"\x89PNG\r\n\x1a\n"

FOUND: Mapping[str, tuple[Callable[[Members], None], str]] = {
    "the page": (_body(f"<w:p>{_runs(NAME)}</w:p>"), "alinea 2"),
    "a letter per run": (_body(f"<w:p>{_runs(*NAME)}</w:p>"), "alinea 2"),
    "a soft hyphen between runs": (
        _body(f"<w:p>{_runs('Bram An')}<w:r><w:softHyphen/></w:r>{_runs('dersen')}</w:p>"),
        "alinea 2",
    ),
    "a hard hyphen": (_body(f"<w:p>{_runs(FIRST)}<w:r><w:noBreakHyphen/></w:r>{_runs(LAST)}</w:p>"), "alinea 2"),
    "a letter as a symbol": (
        _body(f"<w:p>{_runs('Bram Anders')}<w:r><w:sym w:font='Symbol' w:char='F065'/></w:r>{_runs('n')}</w:p>"),
        "alinea 2",
    ),
    "two cells beside each other": (
        _body(
            "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>"
            f"<w:tc><w:p>{_runs(FIRST)}</w:p></w:tc><w:tc><w:p>{_runs(LAST)}</w:p></w:tc></w:tr></w:tbl>"
        ),
        "tabel 1, rij 1, kolom 1",
    ),
    "the id": (_body(f"<w:p>{_runs('L0232')}</w:p>"), "alinea 2"),
    "a header": (
        _part("word/header9.xml", f"<w:hdr {W}><w:p>{_runs(NAME)}</w:p></w:hdr>", "header", f"{WORD}header+xml"),
        "koptekst, alinea 1",
    ),
    "a footnote": (
        _both(
            _part(
                "word/footnotes.xml",
                f'<w:footnotes {W}><w:footnote w:id="2"><w:p>{_runs(NAME)}</w:p></w:footnote></w:footnotes>',
                "footnotes",
                f"{WORD}footnotes+xml",
            ),
            _body('<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'),
        ),
        "voetnoten, alinea 1",
    ),
    "the description of a picture": (
        _body(
            f"<w:p><w:r><w:drawing><wp:inline {WP}><wp:extent cx='1' cy='1'/>"
            f"<wp:docPr id='7' name='x' descr='foto van {NAME}'/></wp:inline></w:drawing></w:r></w:p>"
        ),
        "tekst",
    ),
    "a field": (
        _body(
            f'<w:p>{FIELD.format("begin")}<w:r><w:instrText>QUOTE "{FIRST} </w:instrText></w:r>'
            f'<w:r><w:instrText>{LAST}"</w:instrText></w:r>{FIELD.format("end")}</w:p>'
        ),
        "alinea 2",
    ),
    "a field in an attribute": (
        _body(f"<w:p><w:fldSimple w:instr=' QUOTE &quot;{NAME}&quot; '>{_runs('x')}</w:fldSimple></w:p>"),
        "tekst",
    ),
    "a bookmark": (
        _body("<w:p><w:bookmarkStart w:id='3' w:name='Bram_Andersen'/><w:bookmarkEnd w:id='3'/></w:p>"),
        "tekst",
    ),
    "a choice of a list": (
        _body(
            f"<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText='{NAME}' w:value='1'/></w:dropDownList>"
            "</w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>"
        ),
        "tekst",
    ),
    "a text box": (
        _body(
            f"<w:p><w:r><w:pict><v:shape {VML}><v:textbox><w:txbxContent><w:p>{_runs(NAME)}</w:p></w:txbxContent>"
            "</v:textbox></v:shape></w:pict></w:r></w:p>"
        ),
        "alinea 2",
    ),
    "a drawing, over runs": (
        _body(
            f"<w:p><w:r><w:drawing><a:p {A}><a:r><a:t>{FIRST} </a:t></a:r><a:r><a:t>{LAST}</a:t></a:r></a:p>"
            "</w:drawing></w:r></w:p>"
        ),
        "alinea 2",
    ),
    "a formula": (
        _body(f"<w:p><m:oMath {M}><m:r><m:t>{FIRST} </m:t></m:r><m:r><m:t>{LAST}</m:t></m:r></m:oMath></w:p>"),
        "alinea 2",
    ),
    "a chart": (
        _part("word/charts/Bram Andersen.xml", f"<c:chart xmlns:c='c'><c:v>{NAME}</c:v></c:chart>", "chart", CHART),
        "koppelingen",
    ),
    "the name of a picture": (
        _part("word/media/Bram Andersen.png", PNG, "image", "image/png"),
        "koppelingen",
    ),
    "the data of a picture": (
        _part("word/media/a.png", PNG + b"tEXtAuthor\0Bram Andersen", "image", "image/png"),
        "sjabloon zorgfolder.docx › afbeelding",
    ),
    "a style": (
        _before("word/styles.xml", "</w:styles>", f"<w:style w:styleId='z'><w:name w:val='{NAME}'/></w:style>"),
        "stijlen",
    ),
    "a comment in the XML": (_body(f"<!-- {NAME} -->"), "sjabloon zorgfolder.docx › tekst"),
    "a variable": (
        _before("word/settings.xml", "</w:settings>", f"<w:docVars><w:docVar w:name='a' w:val='{NAME}'/></w:docVars>"),
        "sjabloon zorgfolder.docx › instellingen",
    ),
    "the properties": (
        _before("docProps/core.xml", "</cp:coreProperties>", f"<cp:category>{NAME}</cp:category>"),
        "sjabloon zorgfolder.docx › documenteigenschappen",
    ),
    "a property of the school": (
        _part(
            "docProps/custom.xml",
            f"<Properties><property name='mentor'><v>{NAME}</v></property></Properties>",
            "custom-properties",
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            "_rels/.rels",
        ),
        "sjabloon zorgfolder.docx › documenteigenschappen",
    ),
}
"""Where the name is planted, and where the report says it was found."""

REFUSED: Mapping[str, tuple[Callable[[Members], None], str]] = {
    "an embedded workbook": (
        _part("word/embeddings/x.xlsx", _workbook(), "package", "application/vnd.openxmlformats-officedocument"), "T16",
    ),
    "a comment": (
        _both(
            _part(
                "word/comments.xml",
                f"<w:comments {W}><w:comment w:id='1' w:author='{NAME}'/></w:comments>",
                "comments",
                f"{WORD}comments+xml",
            ),
            _body("<w:p><w:r><w:t>x</w:t></w:r><w:r><w:commentReference w:id='1'/></w:r></w:p>"),
        ),
        "T13",
    ),
    "a tracked change": (_body(f"<w:p><w:ins w:id='1' w:author='{NAME}'>{_runs('x')}</w:ins></w:p>"), "T14"),
    "hidden text": (_body(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{NAME}</w:t></w:r></w:p>"), "T15"),
    "an address": (_link("https://voorbeeld.be/?q=Bram%20Andersen"), "T12"),
    "an e-mail address": (_link("mailto:bram.andersen@voorbeeld.be"), "T12"),
}  # fmt: skip
"""Places that a template may not have at all, whoever is named there."""
