"""The results pages: outputs/index.html and those around it, remade at each run. Source: interface.md 3 to 10.

They open without a server or a network, and hold no request, no outside address and no content of a dossier: each is
searched before it is written. None stands in overdracht/: what is there goes to another school.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from docgen.dashboard.model import View
from docgen.dashboard.pages import ALL_FINDINGS, INDEX, all_findings, folder_page, index, pupil_page
from docgen.dashboard.viewing import view
from docgen.dashboard.words import Words
from docgen.disk.atomic import flush_folder, write
from docgen.findings import Finding
from docgen.messages import every_sentence
from docgen.pipeline import Built
from docgen.privacy import Pages
from docgen.privacy.transfer import FIELDS
from docgen.project import Project
from docgen.spec import Audience

PUPILS = "leerlingen"
FOLDERS = ("school", "zorg", "melding", "klassenraad")
OURS = b'<meta name="generator" content="docgen '
"""What stands in the head of every page: only such a file is ever removed."""


@dataclass(frozen=True)
class Written:
    """The pages that were written, relative to outputs/, and why others were not."""

    changed: tuple[str, ...] = ()
    refused: tuple[Finding, ...] = ()


def write_pages(
    project: Project,
    built: Built,
    copies: Mapping[str, str],
    lang: str = "nl",
    *,
    now: datetime | None = None,
    seconds: float = 0.0,
    dry_run: bool = False,
) -> Written:
    """Write the pages that changed, remove those of who is gone, and those that say what they may not.

    `copies` are the marked workbooks (see `marked`). Raises OSError.

    Findings: G01
    """
    if dry_run:
        return Written()
    shown = view(project, built, copies, lang=lang, now=now or datetime.now(), seconds=seconds)
    search = Pages(built.checked.records, _own_words(built, lang))
    changed: list[str] = []
    refused: list[Finding] = []
    kept: set[str] = set()
    for path, data in pages_of(shown, lang):  # one at a time: those of a school group are hundreds of megabytes
        if _read(project.outputs / path) != data:
            if finding := _searched(search, path, data):
                refused.append(finding)
                continue
            write(project.outputs / path, data)
            changed.append(path)
        kept.add(path)
    _sweep(project.outputs, kept)
    return Written(tuple(changed), tuple(refused))


def remove_pages(outputs: Path) -> None:
    """Remove every page: each names who and what the last build saw, and the next build makes them anew.

    Raises OSError.
    """
    _sweep(outputs, frozenset())


def _searched(search: Pages, path: str, data: bytes) -> Finding | None:
    """Why a page may not be written, or None."""
    folder, _, file = path.rpartition("/")
    student = file.removesuffix(".html") if folder == PUPILS else ""
    return search.inspect(path, data, student=student, of_notes=folder == Audience.NOTES)


def _own_words(built: Built, lang: str) -> Iterator[str]:
    """What docgen writes on a page itself: its sentences, the codes of the transfer fields, what a cell may hold.

    Other facts of a finding are searched like the rest: one with a closed value in it would be a mistake of ours.
    """
    yield from every_sentence(lang)
    yield from FIELDS
    for finding in built.checked.findings:
        allowed = dict(finding.args).get("allowed", ())
        yield from map(str, allowed if isinstance(allowed, tuple) else (allowed,))


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


def _sweep(outputs: Path, kept: Set[str]) -> None:
    """Remove the pages of who is gone, of folders without documents, and those refused; only pages docgen made."""
    others = (outputs / path for path in (*(f"{folder}/{INDEX}" for folder in FOLDERS), ALL_FINDINGS, INDEX))
    for path in (*(outputs / PUPILS).glob("*.html"), *others):
        made = path.relative_to(outputs).as_posix() not in kept and not path.is_symlink()
        if made and OURS in (_read(path) or b"")[:4096]:
            path.unlink()
            flush_folder(path.parent)
