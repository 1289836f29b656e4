"""Names: of files in inputs/, and of what becomes the name of a document."""

# ruff: noqa: E501 - a case reads better on one line

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

from tests.hostile.base import Base
from tests.hostile.case import FILE, Cases, Expected, right, warned

CASES = Cases("file name", any_writer=False)


def named(name: str, expected: Expected) -> None:
    """A case: the workbook under this name."""
    CASES.add(repr(name), lambda base: base.data, expected, file=name)


for _name in (
    "=cmd.xlsx", "--help.xlsx", "-.xlsx", "a b.xlsx", "a\nb.xlsx", "\x1b[31mrood\x1b[0m.xlsx", "[bold]vet[_bold].xlsx", "%s%n{0}.xlsx", "CON.xlsx", "aux .xlsx",
    "punt..xlsx", "a'b\"c.xlsx", "$(touch x).xlsx", ";rm -rf ~.xlsx", "<script>.xlsx", "omgekeerd\u202exslx.xlsx", "smiley\U0001f600.xlsx", "e\u0301e\u0301n.xlsx",
    "nul\u200bbreed.xlsx", "x" * 240 + ".xlsx", "WERKBOEK.XLSX", "a:b.xlsx", "a\\b.xlsx", "?.xlsx", "{{ 7 }}.xlsx",
):  # fmt: skip
    named(_name, right())


def raw_name(base: Base, inputs: Path) -> None:
    """A name that is no text in UTF-8."""
    with open(os.path.join(os.fsencode(inputs), b"caf\xe9.xlsx"), "wb") as file:
        file.write(base.data)


CASES.place("a name in another encoding", raw_name, right(), file=os.fsdecode(b"caf\xe9.xlsx"))


def beside(expected: Expected, name: str, file: str) -> Callable[[Callable[[Base, Path], None]], None]:
    """A case: the workbook, and beside it something that is no workbook, which is told at `file`."""

    def keep(make: Callable[[Base, Path], None]) -> None:
        def made(base: Base, inputs: Path) -> None:
            (inputs / FILE).write_bytes(base.data)
            make(base, inputs)

        CASES.place(name, made, expected, file=file)

    return keep


LINK, SPECIAL = warned("S13", "link", value=None), warned("S13", "special", value=None)


@beside(LINK, "a link to a file of the system", "x.xlsx")
def _link(base: Base, inputs: Path) -> None:
    (inputs / "x.xlsx").symlink_to("/etc/passwd")


@beside(LINK, "a link that points at itself", "x.xlsx")
def _loop(base: Base, inputs: Path) -> None:
    (inputs / "x.xlsx").symlink_to("x.xlsx")


@beside(LINK, "a link to a folder outside", "map")
def _folder(base: Base, inputs: Path) -> None:
    (inputs / "map").symlink_to("/etc")


@beside(LINK, "a link to the folder above", "map")
def _above(base: Base, inputs: Path) -> None:
    (inputs / "map").symlink_to("..")


@beside(LINK, "a link to nothing", "x.xlsx")
def _nothing(base: Base, inputs: Path) -> None:
    (inputs / "x.xlsx").symlink_to("weg.xlsx")


@beside(LINK, "a link to an endless file", "x.xlsx")
def _zero(base: Base, inputs: Path) -> None:
    (inputs / "x.xlsx").symlink_to("/dev/zero")


@beside(SPECIAL, "a pipe", "x.xlsx")
def _pipe(base: Base, inputs: Path) -> None:
    os.mkfifo(inputs / "x.xlsx")


@beside(SPECIAL, "a socket", "x.xlsx")
def _socket(base: Base, inputs: Path) -> None:
    here = os.getcwd()
    os.chdir(inputs)  # a socket's path has 108 bytes at most
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("x.xlsx")
    os.chdir(here)


@beside(right(value="*"), "a folder called .xlsx", "x.xlsx")
def _dir(base: Base, inputs: Path) -> None:
    (inputs / "x.xlsx").mkdir()


@beside(right(also="S13"), "twelve folders deep", FILE)
def _deep(base: Base, inputs: Path) -> None:
    folder = inputs.joinpath(*"abcdefghijkl")
    folder.mkdir(parents=True)
    (folder / "x.xlsx").write_bytes(b"")


@beside(warned("S01", "open_by"), "the lock of somebody with colours in the name", FILE)
def _lock(base: Base, inputs: Path) -> None:
    (inputs / f"~${FILE}").write_bytes(b"\x09\x1b[31mEls\x07" + b" " * 150)


@beside(warned("A07", "file", value=None), "a picture beside it", "foto.png")
def _picture(base: Base, inputs: Path) -> None:
    (inputs / "foto.png").write_bytes(b"\x89PNG")


@beside(right(), "what programs leave behind", FILE)
def _litter(base: Base, inputs: Path) -> None:
    for name in ("~WRD0001.tmp", ".DS_Store", "Thumbs.db", "desktop.ini", "._werkboek.xlsx", "A1B2C3D4", "x.xlsx.part"):
        (inputs / name).write_bytes(b"x")
