"""Every style of the family as data, and word/styles.xml made of it."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.style.tokens import AMBER, FONT, GREY, INK, LANGUAGE, LINE, PETROL, TEXT_WIDTH, dxa

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" '
    'w:defQFormat="0" w:count="376"/>'
)


@dataclass(frozen=True)
class Style:
    """A paragraph style: size, line height and space around it in points."""

    id: str
    name: str
    size: float
    line: float
    before: float = 0
    after: float = 0
    bold: bool = False
    colour: str = INK
    based_on: str = "Normal"
    keep_next: bool = False
    keep_lines: bool = False
    exact: bool = False
    outline: int | None = None
    border: str = ""  # pBdr
    tabs: str = ""
    indent: str = ""
    dotted: bool = False

    def xml(self) -> str:
        """The w:style element."""
        first = ' w:default="1"' if self.id == "Normal" else ""
        based = "" if self.id == "Normal" else f'<w:basedOn w:val="{self.based_on}"/>'
        follows = '<w:next w:val="Normal"/>' if self.outline is not None else ""
        custom = "" if self.name[0].islower() or self.id in ("Normal", "Subtitle") else ' w:customStyle="1"'
        return (
            f'<w:style w:type="paragraph"{first}{custom} w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            f'{based}{follows}<w:uiPriority w:val="1"/><w:qFormat/>{self._paragraph()}{self._run()}</w:style>'
        )

    def _paragraph(self) -> str:
        spacing = (
            f'<w:spacing w:before="{round(self.before * 20)}" w:after="{round(self.after * 20)}" '
            f'w:line="{round(self.line * 20)}" w:lineRule="{"exact" if self.exact else "atLeast"}"/>'
        )
        return "".join(
            (
                "<w:pPr>",
                "<w:keepNext/>" if self.keep_next else "",
                "<w:keepLines/>" if self.keep_lines else "",
                f"<w:pBdr>{self.border}</w:pBdr>" if self.border else "",
                f"<w:tabs>{self.tabs}</w:tabs>" if self.tabs else "",
                spacing,
                self.indent,
                f'<w:outlineLvl w:val="{self.outline}"/>' if self.outline is not None else "",
                "</w:pPr>",
            )
        )

    def _run(self) -> str:
        bold = '<w:b w:val="1"/><w:bCs w:val="1"/>' if self.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
        under = '<w:u w:val="dotted"/>' if self.dotted else ""
        sizes = f'<w:sz w:val="{round(self.size * 2)}"/><w:szCs w:val="{round(self.size * 2)}"/>'
        return f'<w:rPr>{bold}<w:color w:val="{self.colour}"/>{sizes}{under}</w:rPr>'


def _line(side: str, kind: str, size: int, space: int, colour: str) -> str:
    return f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


_RIGHT = f'<w:tab w:val="right" w:pos="{TEXT_WIDTH}"/>'
_NUMBER = f'<w:tab w:val="left" w:pos="{dxa(8)}"/>'

STYLES = (
    Style("Normal", "Normal", 10.5, 14.5, 0, 5),
    Style("Heading1", "heading 1", 25, 29, 0, 1, bold=True, colour=PETROL, keep_next=True, keep_lines=True, outline=0),
    Style("TitelLang", "Titel lang", 22, 26, 0, 1, bold=True, colour=PETROL, keep_next=True, keep_lines=True, outline=0,
          based_on="Heading1"),
    Style("Subtitle", "Subtitle", 14, 18, 0, 7, keep_next=True),
    Style("Intro", "Kernzin", 12, 16.5, 7, 10),
    Style("Heading2", "heading 2", 14, 18, 15, 4, bold=True, colour=PETROL, keep_next=True, keep_lines=True, outline=1),
    Style("KopSterk", "Kop sterktes", 14, 18, 15, 4, bold=True, colour=PETROL, keep_next=True, keep_lines=True,
          outline=1, based_on="Heading2", border=_line("top", "single", 36, 7, PETROL)),
    Style("KopNodig", "Kop noden", 14, 18, 17, 4, bold=True, colour=AMBER, keep_next=True, keep_lines=True,
          outline=1, based_on="Heading2", border=_line("top", "double", 12, 7, AMBER)),
    Style("KopGenummerd", "Kop genummerd", 14, 18, 14, 4, bold=True, colour=PETROL, keep_next=True, keep_lines=True,
          outline=1, based_on="Heading2", tabs=_NUMBER,
          indent=f'<w:ind w:left="{dxa(8)}" w:hanging="{dxa(8)}"/>'),
    Style("Vraag", "Vraag", 12, 16, 4, 4, bold=True),
    Style("KopBlad", "Kop blad", 22, 26, 0, 0, bold=True, colour=PETROL, keep_next=True, keep_lines=True,
          outline=1, based_on="Heading2"),
    Style("KopDeel", "Kop deel", 14, 17, 8, 2, bold=True, colour=PETROL, keep_next=True, keep_lines=True,
          outline=2, based_on="Heading3"),
    Style("Heading3", "heading 3", 11, 14.5, 9, 2, bold=True, keep_next=True, keep_lines=True, outline=2),
    Style("KopPunt", "Kop punt", 14, 18, 16, 2, bold=True, keep_next=True, keep_lines=True,
          outline=2, based_on="Heading3"),
    Style("KopOnder", "Kop onder", 10.5, 14, 9, 3, bold=True, colour=PETROL, keep_next=True, keep_lines=True,
          outline=3, based_on="Heading3"),
    Style("Tabelkop", "Tabelkop", 8.5, 11, bold=True, keep_next=True),
    Style("Tussenregel", "Tussenregel", 9.5, 12.5, 4, 0, bold=True, keep_next=True),
    Style("Tabeltekst", "Tabeltekst", 9.5, 12.5),
    Style("TabeltekstKlein", "Tabeltekst klein", 9, 11.5),
    Style("Etiket", "Etiket", 8.5, 11, colour=GREY, keep_next=True),
    Style("Gegeven", "Gegeven", 10.5, 13.5, bold=True),
    Style("Kern", "Kern", 11.5, 15.5, 0, 3.5),
    Style("Citaat", "Citaat", 13, 18.5, 2, 2, colour=PETROL, keep_lines=True,
          border=_line("left", "single", 24, 10, PETROL), indent='<w:ind w:left="260"/>'),
    Style("CitaatBron", "Citaat bron", 8.5, 11, 2, 5, colour=GREY, indent='<w:ind w:left="260"/>'),
    Style("Slotzin", "Slotzin", 10.5, 14.5, 9, 7),
    Style("Bron", "Bron", 8.5, 11, 0, 6, colour=GREY),
    Style("Klein", "Klein", 8.5, 11, 5, 0, colour=GREY),
    Style("KleinBoven", "Klein boven een tabel", 8.5, 11, 0, 3, colour=GREY, keep_next=True),
    Style("Celstaat", "Celstaat", 8, 10.5, 0, 0.5),
    Style("Celvak", "Celvak", 10, 12),
    Style("Celinfo", "Celinfo", 8.5, 10.5, colour=GREY),
    Style("Celuur", "Celuur", 12, 14.5, bold=True),
    Style("Celtijd", "Celtijd", 8.5, 10.5, colour=GREY),
    Style("CeltijdRuim", "Celtijd ruim", 8.5, 10.5, 0, 14, colour=GREY),
    Style("Pauze", "Pauze", 8, 10.5, colour=GREY),
    Style("Trede", "Trede", 9.5, 13, bold=True, colour=PETROL, exact=True, keep_next=True),
    Style("TredeAs", "Trede as", 8.5, 11, colour=GREY, exact=True, keep_next=True),
    Style("TredeLeeg", "Trede leeg", 2, 8, exact=True, keep_next=True),
    Style("Balk", "Balk", 5, 9, 3, 3),
    Style("Invulregel", "Invulregel", 10.5, 14, colour=PETROL, dotted=True),
    Style("Handtekening", "Handtekening", 10.5, 13.5, 31, 0, bold=True, keep_next=True,
          border=_line("top", "single", 6, 4, INK), indent=f'<w:ind w:right="{dxa(5)}"/>'),
    Style("HandtekeningRol", "Handtekening rol", 8.5, 11, 0, 0, colour=GREY),
    Style("Adres", "Adres", 10.5, 14.5),
    Style("Aanhef", "Aanhef", 10.5, 14.5, 9, 5, keep_next=True),
    Style("Merk", "Merk", 10.5, 15, 3, 4, keep_next=True),
    Style("Keuze", "Keuze", 10.5, 15, 0, 3, keep_next=True, tabs=f'<w:tab w:val="left" w:pos="{dxa(6)}"/>',
          indent=f'<w:ind w:left="{dxa(6)}" w:hanging="{dxa(6)}"/>'),
    Style("KopStrook", "Kop strook", 14, 18, 5, 4, bold=True, colour=PETROL, keep_next=True, keep_lines=True,
          outline=1, based_on="Heading2"),
    Style("Ondertekenaar", "Ondertekenaar", 10.5, 13.5, 22, 0, bold=True, keep_next=True),
    Style("Kniplijn", "Kniplijn", 8.5, 11, 12, 0, colour=GREY, keep_next=True,
          border=_line("top", "dashed", 6, 4, GREY)),
    Style("Schrijflijn", "Schrijflijn", 10.5, 17, 4, 0,
          tabs=f'<w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/>'),
    Style("Lucht", "Lucht", 2, 8, exact=True),
    Style("Slot", "Slot", 1, 1, exact=True),
    Style("Sjabloontag", "Sjabloontag", 8, 10, colour=GREY),
    Style("Kopregel", "header", 9, 11, colour=GREY, tabs=_RIGHT, border=_line("bottom", "single", 12, 5, INK)),
    Style("Voetlabel", "Voetlabel", 8.5, 13.5, exact=True, tabs=_RIGHT, border=_line("top", "single", 4, 6, LINE)),
    Style("Voet", "footer", 8, 11, 2, 0, colour=GREY, tabs=_RIGHT),
    Style("Band", "Band", 9.5, 18, 8, 0, exact=True, border=_line("left", "single", 36, 8, INK),
          indent='<w:ind w:left="232"/>'),
    Style("Bandtekst", "Bandtekst", 9.5, 12.5, exact=True, border=_line("left", "single", 36, 8, INK),
          indent='<w:ind w:left="232"/>'),
    Style("Bandslot", "Bandslot", 9.5, 12.5, 0, 9, exact=True, border=_line("left", "single", 36, 8, INK),
          indent='<w:ind w:left="232"/>'),
)  # fmt: skip
STYLE_IDS = frozenset(style.id for style in STYLES)


def styles_xml() -> str:
    """word/styles.xml."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    language = f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="21"/><w:szCs w:val="21"/>{language}</w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    base = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        "<w:semiHidden/></w:style>"
    )
    styles = "".join(style.xml() for style in STYLES)
    return f"{DECLARATION}<w:styles {NAMESPACES}>{defaults}{_LATENT}{base}{styles}</w:styles>"
