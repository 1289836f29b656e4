"""The logo of the made-up school, a linden tree: drawn as docgen draws its small pictures."""

from __future__ import annotations

from pathlib import Path

from docgen.pictures.raster import Canvas

SIZE_MM = 20.0
CROWN = ((10.0, 5.6, 4.4), (6.0, 8.6, 4.2), (14.0, 8.6, 4.2), (10.0, 9.6, 4.6))  # across, down, radius
LEAVES = ((7.0, 7.4), (10.0, 4.6), (13.2, 7.2), (10.0, 9.0), (5.4, 10.0), (14.8, 10.0))


def draw() -> bytes:
    """The logo as PNG."""
    canvas = Canvas(SIZE_MM, SIZE_MM, ["0B4F60", "8A4500"])
    canvas.line((10, 9), (10, 18.2), 1.8, 1)
    canvas.line((10, 14.6), (13.6, 11), 1.1, 1)
    canvas.line((5, 18.6), (15, 18.6), 1.0, 1)
    for across, down, radius in CROWN:
        canvas.disc((across, down), radius, 0)
    for leaf in LEAVES:
        canvas.disc(leaf, 0.75, None)
    return canvas.png()


def write_logo(inputs: Path) -> Path:
    """Write bijlagen/logo.png in a folder of workbooks."""
    path = inputs / "bijlagen" / "logo.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(draw())
    return path
