"""What an author of a template uses: a document's tags, a check with places, a preview of a made-up student."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, time
from functools import cache
from pathlib import Path

from docgen.authors import sample
from docgen.disk.atomic import write
from docgen.disk.given import given
from docgen.fill import FillFault, fill
from docgen.findings import Finding, Severity, TagRef
from docgen.pictures.image import Image
from docgen.project import Project
from docgen.spec import DocumentSpec, documents
from docgen.template import (
    LARGEST,
    OfferedTag,
    TemplateFaults,
    annotate,
    check_template,
    compile_template,
    fields_document,
    offered_tags,
)

KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "ja of nee"),
    ((int, float), "getal"),
    (date, "datum"),
    (time, "uur"),
    (Image, "afbeelding"),
    (Mapping, "groep"),
    ((list, tuple), "lijst"),
)


def fields(spec: DocumentSpec) -> tuple[OfferedTag, ...]:
    """Every tag a document offers, in the order of the page: how it is typed, meaning, kind of value, example."""
    about: dict[str, tuple[str, str, str]] = {}
    for page in sample.views(spec):
        for name, value in _walk("", page):
            if name not in about or not about[name][2]:
                about[name] = (meaning(name), _kind(value), _example(value))
    tags = offered_tags(sample.offered(spec), about)
    return tuple(replace(tag, meaning=tag.meaning or meaning(tag.name)) for tag in tags)


def fields_as_word(spec: DocumentSpec) -> bytes:
    """The same list as a Word file to copy tags from."""
    headings = ("Tag", "Betekenis", "Soort", "Voorbeeld")
    return fields_document(fields(spec), headings, f"Velden van {spec.title.lower()}")


@cache
def _meanings() -> Mapping[str, str]:
    path = Path(__file__).parent / "meanings.toml"
    return {str(name): str(text) for name, text in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def meaning(name: str) -> str:
    """What a dotted name means: looked up whole, then by its last parts; '' when nobody wrote it down."""
    parts = name.replace("[]", "").split(".")
    tails = (".".join(parts[start:]) for start in range(len(parts)))
    return next((_meanings()[tail] for tail in tails if tail in _meanings()), "")


def _walk(before: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            path = f"{before}.{name}" if before else str(name)
            yield path, inner
            yield from _walk(path, inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            plain = not isinstance(inner, Mapping)
            yield from [(f"{before}[]", inner)] if plain else []
            yield from _walk(f"{before}[]" if plain else before, inner)


def _kind(value: object) -> str:
    return next((name for kind, name in KINDS if isinstance(value, kind)), "tekst")


def _example(value: object) -> str:
    if value is None or isinstance(value, Mapping | list | tuple | Image):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)


def check(path: Path) -> tuple[Finding, ...]:
    """All faults of a template. A file named after a document is checked against the names that document offers.

    Findings: T26, and those of the merge engine
    """
    try:
        data = given(path, LARGEST)
    except OSError:
        return (Finding("T26", Severity.ERROR, TagRef(path.name)),)
    spec = documents().get(path.stem)
    if spec is None:
        found = check_template(data, name=path.name)
    else:
        found = check_template(data, name=path.name, offered=sample.offered(spec), withheld=withheld(spec))
    faulty = any(fault.severity is Severity.ERROR for fault in found)
    return found if faulty else (*found, *_tried(data, path.name, spec))


def _tried(data: bytes, name: str, spec: DocumentSpec | None) -> tuple[Finding, ...]:
    """What shows only when a template is used: a loop without end, a text too large, a value that does not fit."""
    try:
        template = compile_template(data, name=name)
        if spec is not None:
            fill(template, sample.views(spec)[0])
    except (TemplateFaults, FillFault) as error:
        return error.findings
    return ()


def withheld(spec: DocumentSpec) -> frozenset[str]:
    """The names that other documents offer and this one may not show."""
    own, *others = (
        {name for page in sample.views(document) for name, _ in _walk("", page)}
        for document in (spec, *documents().values())
    )
    return frozenset().union(*others) - own


def annotated(path: Path, found: tuple[Finding, ...], folder: Path, sentence: Callable[[Finding], str]) -> None:
    """Write a copy of a template into a folder, with a Word comment at each fault. Raises OSError."""
    write(folder / path.name, annotate(given(path, LARGEST), found, sentence))


def preview(project: Project, spec: DocumentSpec, folder: Path) -> tuple[Path, ...]:
    """The document of a made-up student, as it is, and with a long name and 0 or 40 rows.

    Raises TemplateFaults, FillFault.
    """
    template = compile_template(given(project.template(spec.name), LARGEST), name=f"{spec.name}.docx")
    page = sample.views(spec)[0]
    pages = {"": page, "-0": sample.stressed(page, 0), "-40": sample.stressed(page, sample.MANY)}
    made = []
    for suffix, names in pages.items():
        made.append(folder / f"voorbeeld-{spec.name}{suffix}.docx")
        write(made[-1], fill(template, names, title=spec.title, creator="docgen", breaking=True))
    return tuple(made)
