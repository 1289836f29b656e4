"""The two documents of the merge benchmark, and made-up students to fill them: a care summary and a week grid.

`zorg`: logo and school in the header, fields in the footer, a block of 8 rows, 3 x 2 paragraphs, a table of 10 to 14
measures and one of 27 to 33 goals (about 50 kB of XML, 6 pages). `rooster`: 8 x 5 cells of three lines with a fill
colour each, from nested row and cell loops (about 25 kB). No unused styles: they would flatter an engine that copies.
"""

# ruff: noqa: E501 - a template on one line reads better than one cut up

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NS = f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:wp="{_WP}"'
_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORDS = (
    "Wiskunde & statistiek", "Nederlands", "Français", "Engels", "<Techniek>", "Lichamelijke opvoeding", "Biologie",
    "Géographie", "Geschiedenis", "Informatica", "Chemie", "Fysica", "Muzikale vorming", "Beeld", "Economie",
)  # fmt: skip
PUPIL = ("voornaam", "naam", "klas", "geboren", "nummer", "school", "mentor", "status")
SECTIONS = (("Sterktes", "sterk1", "sterk2"), ("Noden", "nood1", "nood2"), ("Aanpak", "doen1", "doen2"))
_NAMES = ("Anaïs", "Noor", "Zoë", "Jef", "Łukasz", "Émile", "Fatima", "Bram", "Lotte", "Yasmïne")


def paragraph(text: str, style: str = "", bold: bool = False) -> str:
    """A paragraph of one run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p>{properties}<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(text: str, width: int, bold: bool = False) -> str:
    """A cell of one paragraph."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(text, "Celtekst", bold)}</w:tc>'


def row(*cells: str, width: int = 2400, bold: bool = False) -> str:
    """A row of cells of equal width."""
    return f"<w:tr>{''.join(cell(text, width, bold) for text in cells)}</w:tr>"


def grid(columns: int, *rows: str, width: int = 2400) -> str:
    """A table with a grid of equal columns."""
    column = f'<w:gridCol w:w="{width}"/>'
    look = '<w:tblPr><w:tblStyle w:val="Tabel"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{look}<w:tblGrid>{column * columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _zorg_body() -> str:
    pupil = grid(2, *[row(key.capitalize(), "{{ leerling." + key + " }}") for key in PUPIL])
    texts = "".join(
        paragraph(title, "Kop", bold=True)
        + paragraph("{{ " + a + " }}")
        + paragraph("{{ " + b + " }} Opgevolgd door {{ leerling.mentor }}.")
        for title, a, b in SECTIONS
    )
    measures = grid(
        4,
        row("Maatregel", "Vak", "Van", "Wie", bold=True),
        row("{%tr for m in maatregelen %}", "", "", ""),
        row("{{ m.wat }}", "{{ m.vak }}", "{{ m.van }}", "{{ m.wie }}"),
        row("{%tr endfor %}", "", "", ""),
    )
    goals = grid(
        5,
        row("Nr", "Vak", "Doel", "Stand", "Opmerking", bold=True),
        row("{%tr for d in doelen %}", "", "", "", ""),
        row(
            "{{ d.nr }}",
            "{{ d.vak }}",
            "{{ d.doel }}",
            "{% if d.klaar %}behaald{% else %}nog niet{% endif %}",
            "{{ d.opmerking }}",
        ),
        row("{%tr endfor %}", "", "", "", ""),
    )
    return (
        paragraph("Zorgoverzicht van {{ leerling.voornaam }}", "Titel")
        + pupil
        + texts
        + measures
        + paragraph("")
        + goals
        + paragraph("")
    )


def small(text: str, bold: str = "") -> str:
    """A paragraph of the week grid, in small letters."""
    look = f'<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>{bold}<w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr>'
    return f'<w:p><w:pPr><w:pStyle w:val="Celtekst"/></w:pPr><w:r>{look}<w:t>{text}</w:t></w:r></w:p>'


def small_cell(content: str) -> str:
    """A cell of the week grid with these paragraphs."""
    return f'<w:tc><w:tcPr><w:tcW w:w="1800" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _rooster_body(colours: bool) -> str:
    fill = "{% cellbg c.kleur %}" if colours else ""
    lines = small(fill + "{{ c.vak }}", "<w:b/>") + small("{{ c.leraar }}") + small("{{ c.lokaal }}")
    head = (
        "<w:tr>"
        + cell("{%tc for d in dagen %}", 1800)
        + cell("{{ d }}", 1800)
        + cell("{%tc endfor %}", 1800)
        + "</w:tr>"
    )
    lessons = (
        "<w:tr>"
        + cell("{%tc for c in r.cellen %}", 1800)
        + small_cell(lines)
        + cell("{%tc endfor %}", 1800)
        + "</w:tr>"
    )
    week = grid(5, head, row("{%tr for r in rijen %}"), lessons, row("{%tr endfor %}"), width=1800)
    return paragraph("Lesrooster van {{ naam }} ({{ klas }})", "Titel") + week + paragraph("Week van {{ week }}")


def _png() -> bytes:
    rows = b"".join(b"\0" + random.Random(1).randbytes(72 * 3) for _ in range(72))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 72, 72, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


_LOGO = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="720000" cy="720000"/>'
    '<wp:docPr id="1" name="Logo" descr="Logo van de school"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="1" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="720000" cy="720000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
_PAGE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def template(shape: str, colours: bool = True) -> bytes:
    """The .docx of a shape, "zorg" or "rooster"."""
    if shape == "zorg":
        return package(_zorg_body(), "{{ leerling.school }}")
    return package(_rooster_body(colours), "{{ school }}")


def package(body: str, who: str) -> bytes:
    """A .docx with this body, and `who` in the header beside the logo."""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" '
        'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{s}"><w:name w:val="{s}"/></w:style>' for s in ("Titel", "Kop", "Celtekst")
    ) + '<w:style w:type="table" w:styleId="Tabel"><w:name w:val="Tabel"/></w:style>'  # fmt: skip
    kinds = {
        "word/document.xml": "wordprocessingml.document.main", "word/styles.xml": "wordprocessingml.styles",
        "word/settings.xml": "wordprocessingml.settings", "word/fontTable.xml": "wordprocessingml.fontTable",
        "word/header1.xml": "wordprocessingml.header", "word/footer1.xml": "wordprocessingml.footer",
    }  # fmt: skip
    overrides = "".join(f'<Override PartName="/{n}" ContentType="{_OFFICE}.{k}+xml"/>' for n, k in kinds.items())
    members = {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            f"{overrides}</Types>"
        ),
        "_rels/.rels": _rels(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"{_HEAD}<w:document {_NS}><w:body>{body}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": _rels(
            ("rId1", "styles", "styles.xml"), ("rId2", "settings", "settings.xml"), ("rId3", "fontTable", "fontTable.xml"),
            ("rId4", "header", "header1.xml"), ("rId5", "footer", "footer1.xml"),
        ),
        "word/styles.xml": f"{_HEAD}<w:styles {_NS}>{styles}</w:styles>",
        "word/settings.xml": f'{_HEAD}<w:settings {_NS}><w:defaultTabStop w:val="708"/></w:settings>',
        "word/fontTable.xml": f'{_HEAD}<w:fonts {_NS}><w:font w:name="Calibri"/></w:fonts>',
        "word/header1.xml": f"{_HEAD}<w:hdr {_NS}><w:p>{_LOGO}<w:r><w:t>{who}</w:t></w:r></w:p></w:hdr>",
        "word/_rels/header1.xml.rels": _rels(("rId1", "image", "media/image1.png")),
        "word/footer1.xml": f"{_HEAD}<w:ftr {_NS}><w:p>{_PAGE}</w:p></w:ftr>",
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
        archive.writestr("word/media/image1.png", _png())
    return out.getvalue()


def _rels(*relationships: tuple[str, str, str]) -> str:
    lines = "".join(f'<Relationship Id="{i}" Type="{_R}/{k}" Target="{t}"/>' for i, k, t in relationships)
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


def contexts(shape: str, count: int) -> list[dict[str, object]]:
    """`count` distinct made-up students; the same ones on every run."""
    pick = random.Random(f"{shape} {count}")
    return [(_zorg if shape == "zorg" else _rooster)(pick, number) for number in range(count)]


def _sentence(pick: random.Random, number: int, length: int) -> str:
    words = " ".join(pick.choice(("werkt", "samen", "heeft", "tijd", "nodig", "bij", "toetsen", "élan", "rust", "&"))
                     for _ in range(length))  # fmt: skip
    return f"Leerling {number} {words}."


def _zorg(pick: random.Random, number: int) -> dict[str, object]:
    def text(length: int) -> str:
        return _sentence(pick, pick.randrange(10_000), length)

    return {
        "leerling": {
            "voornaam": pick.choice(_NAMES), "naam": f"De Wit-{number}", "klas": f"{pick.randint(1, 6)}B",
            "geboren": f"{pick.randint(1, 28)}/0{pick.randint(1, 9)}/2010", "nummer": f"L{number:04}",
            "school": "Sint-Jozef & Co", "mentor": f"M. Maes {number % 40}", "status": "fase 1 <basis>",
        },
        "sterk1": text(20), "sterk2": text(15), "nood1": text(22), "nood2": text(18), "doen1": text(25), "doen2": text(12),
        "maatregelen": [
            {"wat": text(6), "vak": pick.choice(_WORDS), "van": f"{pick.randint(1, 28)}/02/2026", "wie": f"Leraar {pick.randint(1, 60)}"}
            for _ in range(pick.randint(10, 14))
        ],
        "doelen": [
            {"nr": f"{n}.{pick.randint(1, 9)}", "vak": pick.choice(_WORDS), "doel": text(9),
             "klaar": pick.random() < 0.5, "opmerking": text(5)}
            for n in range(pick.randint(27, 33))
        ],
    }  # fmt: skip


def _rooster(pick: random.Random, number: int) -> dict[str, object]:
    return {
        "naam": f"{pick.choice(_NAMES)} De Wit-{number}", "klas": f"{pick.randint(1, 6)}B", "school": "Sint-Jozef & Co",
        "week": f"{pick.randint(1, 28)} februari", "dagen": ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"],
        "rijen": [
            {"cellen": [
                {"vak": pick.choice(_WORDS), "leraar": f"Leraar {pick.randint(1, 60)}",
                 "lokaal": f"{pick.choice('ABC')}{pick.randint(100, 240)}", "kleur": pick.choice(("DDEEFF", "FFEEDD", "EEFFDD"))}
                for _ in range(5)
            ]}
            for _ in range(8)
        ],
    }  # fmt: skip
