"""The pages in README as pictures: python docs/pictures.py, after `docgen build` of the example school.

Needs LibreOffice, poppler (pdftoppm) and ImageMagick (convert). Each picture is 700 pixels wide, in 32 colours.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from docgen.making import pdf

ROOT = Path(__file__).parent.parent
PAGES = {
    "lesrooster": ("zorg/lesrooster_L0231-1_2026-03-16.docx", 1),
    "examenrooster": ("klassenraad/examenrooster_L0231-2.docx", 1),
    "zorgfolder": ("zorg/zorgfolder_L0231.docx", 1),
    "beslissingsbundel": ("klassenraad/beslissingsbundel_KR18.docx", 2),
    "hervattingsplan": ("zorg/hervattingsplan_L0231-1.docx", 1),
    "evaluatie": ("zorg/evaluatie_L0231-1.docx", 1),
}
"""The name of each picture: the document it is of, in outputs/, and the page."""


def main() -> None:
    """Write the pictures beside this file."""
    documents = {name: (ROOT / "outputs" / path).read_bytes() for name, (path, _) in PAGES.items()}
    with tempfile.TemporaryDirectory() as folder:
        made = pdf.convert(documents, Path(folder) / "pdf")
        for name, (_, page) in PAGES.items():
            at = ["-f", str(page), "-l", str(page), "-singlefile", "-scale-to-x", "700", "-scale-to-y", "-1", "-png"]
            picture = Path(folder) / name
            subprocess.run(["pdftoppm", *at, "-", str(picture)], input=made.pdfs[name], check=True)
            few = ["-colors", "32", "-strip", "-define", "png:compression-level=9", f"PNG8:{ROOT / 'docs' / name}.png"]
            subprocess.run(["convert", f"{picture}.png", *few], check=True)


if __name__ == "__main__":
    main()
