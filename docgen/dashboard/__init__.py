"""The results pages: outputs/index.html and those around it, remade at each run. Source: interface.md 3 to 10.

They open without a server or a network, and hold no request, no outside address and no content of a dossier. None
stands in overdracht/: what is there goes to another school.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from docgen.atomic import flush_folder, write
from docgen.dashboard.model import View
from docgen.dashboard.pages import ALL_FINDINGS, INDEX, all_findings, folder_page, index, pupil_page
from docgen.dashboard.viewing import view
from docgen.dashboard.words import Words
from docgen.pipeline import Built
from docgen.project import Project

PUPILS = "leerlingen"
FOLDERS = ("school", "zorg", "melding", "klassenraad")
OURS = b'<meta name="generator" content="docgen '
"""What stands in the head of every page: only such a file is ever removed."""


def write_pages(
    project: Project,
    built: Built,
    copies: Mapping[str, str],
    lang: str = "nl",
    *,
    now: datetime | None = None,
    seconds: float = 0.0,
    dry_run: bool = False,
) -> tuple[str, ...]:
    """Write the pages that changed, remove those of who is gone; the paths written, relative to outputs/.

    `copies` are the marked workbooks (see `marked`). Raises OSError.
    """
    if dry_run:
        return ()
    shown = view(project, built, copies, lang=lang, now=now or datetime.now(), seconds=seconds)
    pages = dict(pages_of(shown, lang))
    changed = tuple(path for path, data in pages.items() if _read(project.outputs / path) != data)
    for path in changed:
        write(project.outputs / path, pages[path])
    _sweep(project.outputs, pages)
    return changed


def pages_of(shown: View, lang: str) -> Iterator[tuple[str, bytes]]:
    """Every page with its path under outputs/; index.html last, so that its links lead to what is there."""
    words = Words(lang)
    for pupil in shown.pupils:
        yield f"{PUPILS}/{pupil.name}.html", pupil_page(shown, words, pupil)
    for folder in FOLDERS:
        page = folder_page(shown, words, folder)
        if page:
            yield f"{folder}/{INDEX}", page
    yield ALL_FINDINGS, all_findings(shown, words)
    yield INDEX, index(shown, words)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _sweep(outputs: Path, kept: Mapping[str, bytes]) -> None:
    """Remove the pages of students who are gone and of folders without documents; only pages docgen made."""
    for path in (*(outputs / PUPILS).glob("*.html"), *(outputs / folder / INDEX for folder in FOLDERS)):
        made = path.relative_to(outputs).as_posix() not in kept and not path.is_symlink()
        if made and OURS in (_read(path) or b"")[:4096]:
            path.unlink()
            flush_folder(path.parent)
