"""The smallest theme Word accepts: the family's colours and Calibri. No style refers to it; a new chart would."""

from __future__ import annotations

from docgen.style.tokens import AMBER, FONT, GREY, INK, LINE, MIST, PETROL, PETROL_TINT, WHITE

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS = {
    "dk1": INK, "lt1": WHITE, "dk2": PETROL, "lt2": MIST, "accent1": PETROL, "accent2": AMBER, "accent3": GREY,
    "accent4": LINE, "accent5": PETROL_TINT, "accent6": INK, "hlink": PETROL, "folHlink": GREY,
}  # fmt: skip
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'


def theme_xml() -> str:
    """word/theme/theme1.xml."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    lines = "".join(f'<a:ln w="{width}">{_FILL}</a:ln>' for width in (6350, 12700, 19050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'<a:theme xmlns:a="{_DRAWING}" name="docgen"><a:themeElements><a:clrScheme name="docgen">{colours}'
        f'</a:clrScheme><a:fontScheme name="docgen"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}'
        f'</a:minorFont></a:fontScheme><a:fmtScheme name="docgen"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
