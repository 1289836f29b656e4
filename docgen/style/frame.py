"""What stands around the body: header with school and year, footer with audience, number and dates, the draft marks."""

from __future__ import annotations

from docgen.style.picture import in_margin
from docgen.style.text import Xml, if_run, p, run
from docgen.style.tokens import AMBER, INK, LINE, WHITE

_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
    'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/><v:handles>'
    '<v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/>'
    "</v:shapetype>"
)


# Words give way, so that the line stays one line with the longest name; a draft says ONTWERP there too.
_CLASS = "{% if not ontwerp or (leerling.naam ~ leerling.klas)|length <= 50 %}, {{ leerling.klas }}{% endif %}"
LATER = "{% if not ontwerp %}{{ document.titel }}  ·  {% endif %}{{ leerling.naam }}" + _CLASS
YEAR = "Schooljaar {{ school.schooljaar }}"
LATER_SHARED = "{% if not ontwerp %}{{ document.titel }}{% endif %}"  # a list of several students names nobody there
LATER_YEAR = "{{ school.schooljaar }}"


def frame(first_band: str = "", audience: str = "", later: str = LATER) -> dict[str, str]:
    """Headers and footers: `first_band` stands under the header of page 1, `audience` is the label of the footer."""
    label = audience or single_label("{{ document.doelgroep }}")
    footer = _footer(label)
    return {
        "header1": _header("{{ school.adres or school.vestiging }}", YEAR, 1, in_margin("school.logo", 14, 13))
        + first_band,
        "header2": _header(later, LATER_YEAR, 2),
        "footer1": footer,
        "footer2": footer,
    }


def _header(middle: str, year: str, number: int, logo: str = "") -> str:
    draft = run(" ONTWERP – niet bekrachtigd ", bold=True, colour=WHITE, fill=AMBER) + run("   ")
    return p(
        "Kopregel",
        Xml(logo),
        run("{{ school.naam }}", bold=True, colour=INK),
        run(f"  {middle}\t"),
        if_run("ontwerp", draft),
        run(year),
        if_run("ontwerp", _watermark("ONTWERP", number)),
    )


def _watermark(word: str, number: int) -> str:
    """WordArt behind the text; `number` keeps the shapes of the two headers apart."""
    style = (
        "position:absolute;margin-left:0;margin-top:0;width:430pt;height:96pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        f'<w:r><w:pict>{_SHAPE_TYPE}<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" '
        f'type="#_x0000_t136" alt="" style="{style}" o:allowincell="f" fillcolor="#{LINE}" stroked="f">'
        '<v:fill opacity=".4"/><v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt;font-weight:bold" '
        f'string="{word}"/></v:shape></w:pict></w:r>'
    )


def single_label(words: str) -> Xml:
    """Audience of care documents: a single frame."""
    return run(f"  {words}  ", bold=True, frame="single")


def double_label(words: str) -> Xml:
    """Audience of the receiving school: a double frame."""
    return run(f"  {words}  ", bold=True, frame="double")


def staff_frame(later: str = LATER) -> dict[str, str]:
    """The frame of a paper for staff only: the label stands in the header of page 1 too, white on ink."""
    words = "{{ document.doelgroep }}"
    band = p("Kopregel", Xml(filled_label(words)), run("\u00a0"))  # or LibreOffice leaves the last spaces unpainted
    return frame(band, filled_label(words), later)


def filled_label(words: str, *, size: float = 0) -> Xml:
    """Audience of staff only, and the copy that leaves the school: white on ink."""
    return run(f"  {words}  ", bold=True, colour=WHITE, size=size, fill=INK)


def _footer(label: str) -> str:
    page = run("\tPagina ") + _field("PAGE", bold=True) + run(" van ") + _field("NUMPAGES")
    version = (
        "{{ document.nummer }}{% if document.versie %}  ·  versie {{ document.versie }}{% endif %}"
        "{% if ontwerp %} (ontwerp){% endif %}  ·  opgemaakt op {{ document.opgemaakt_op|datum }}"
        "\tte vernietigen na {{ document.vernietigen_na|datum_kort }}"
    )
    return p("Voetlabel", Xml(label), page) + p("Voet", run(version))


def _field(code: str, *, bold: bool = False) -> Xml:
    """A field with a cached result, as Word writes it."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return Xml(
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{look}<w:instrText xml:space="preserve"> {code} '
        f'</w:instrText></w:r><w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{look}<w:t>1</w:t></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )
