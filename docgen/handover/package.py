"""The file that goes to another school, and how it is opened again; nothing of it is trusted on the way in.

overdracht-7f3a91c2.zip     a plain zip with a neutral name
  LEESMIJ.txt               how to open the other; nothing about anybody
  pakket.zip                AES-256; one member, so that without the password not even names can be listed
    inhoud.zip              fiche.docx, fiche.pdf, overdracht.json, bijlagen/, manifest.json, ...
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from docgen.disk.given import json_in
from docgen.disk.zips import WRONG, entries_of
from docgen.findings import CellRef
from docgen.handover.conforming import faults
from docgen.handover.refusal import package_refused, transfer_refused
from docgen.handover.twin import schema
from docgen.privacy.transfer import MANDATORY_REPORTS

README, OUTER, INNER = "LEESMIJ.txt", "pakket.zip", "inhoud.zip"
MANIFEST, TWIN, RECEIPT = "manifest.json", "overdracht.json", "ontvangstbewijs.docx"
SHEET, PDF = "fiche.docx", "fiche.pdf"
ATTACHMENTS = "bijlagen"
KIND, VERSION = "docgen-overdracht", 1
LARGEST, MOST = 60_000_000, 40  # bytes of a package unpacked, and files in it
OF_PARENTS = "BaSO-fiche"
NAMES = frozenset({README, MANIFEST, TWIN, RECEIPT, SHEET, PDF})
COPIES = frozenset(f"{ATTACHMENTS}/{kind}.pdf" for kind in (*MANDATORY_REPORTS, OF_PARENTS))
"""What a package can hold besides; nothing else is taken in, whatever its manifest says."""
NUMBER = re.compile(r"[0-9a-f]{8}")
PDF_BEGINS = b"%PDF-"
SHA256 = re.compile(r"[0-9a-f]{64}")
_TIME = (1980, 1, 1, 0, 0, 0)


def needed() -> ModuleType:
    """The library that encrypts. Raises Refused when it is not installed."""
    try:
        import pyzipper  # type: ignore[import-untyped]
    except ImportError:
        raise transfer_refused("library", CellRef("pyzipper")) from None
    return pyzipper  # type: ignore[no-any-return]


def file_name(number: str) -> str:
    """The neutral name of the package with this number."""
    return f"overdracht-{number}.zip"


def manifest(number: str, content: str, facts: Mapping[str, str], members: Mapping[str, bytes]) -> bytes:
    """The list of what is in a package, with the SHA-256 of each file."""
    listed = [
        {"naam": name, "grootte": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in sorted(members.items())
    ]
    whole = {"soort": KIND, "versie": VERSION, "pakket": number, "inhoud": content, **facts, "bestanden": listed}
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


def packed(members: Mapping[str, bytes], password: str, readme: bytes) -> bytes:
    """The package: these files under this password, with a plain text beside it that says how to open it."""
    tool = needed()
    locked = io.BytesIO()
    with tool.AESZipFile(locked, "w", compression=zipfile.ZIP_STORED, encryption=tool.WZ_AES) as archive:
        archive.setpassword(password.encode())
        archive.setencryption(tool.WZ_AES, nbits=256)
        archive.writestr(INNER, _zipped(members))
    return _zipped({README: readme, OUTER: locked.getvalue()})


def opened(data: bytes, password: str, file: str) -> Mapping[str, bytes]:
    """The files in a package, each one compared with the manifest.

    Raises Refused: not a package, wrong password, too large, a name that leaves the folder, changed, unknown version.
    """
    if len(data) > LARGEST:
        raise package_refused("large", file, limit=LARGEST // 1_000_000)
    outer = _members(data, file)
    if INNER in outer or set(outer) - {README, OUTER} or OUTER not in outer:
        raise package_refused("", file)
    members = _members(_unlocked(outer[OUTER], password, file), file)
    if not members.keys() <= NAMES | COPIES:
        raise package_refused("path", file)
    said = read_manifest(members, file)
    listed = {entry["naam"]: entry["sha256"] for entry in said["bestanden"]}
    found = {name: hashlib.sha256(content).hexdigest() for name, content in members.items() if name != MANIFEST}
    if listed != found:
        raise package_refused("changed", file)
    _check_twin(members, file)
    if any(_has_program(content) for name, content in members.items() if name.endswith(".docx")):
        raise package_refused("path", file)
    if not all(content.startswith(PDF_BEGINS) for name, content in members.items() if name.endswith(".pdf")):
        raise package_refused("path", file)
    return members


def read_manifest(members: Mapping[str, bytes], file: str) -> dict[str, Any]:
    """The manifest of a package. Raises Refused when it is not one that this version knows."""
    said = _json(members.get(MANIFEST, b""), file)
    if said.get("soort") != KIND:
        raise package_refused("", file)
    if said.get("versie") != VERSION:
        raise package_refused("version", file)
    entries, texts = said.get("bestanden"), ("pakket", "inhoud", "van", "naar", "gemaakt_op")
    whole = isinstance(entries, list) and all(
        isinstance(entry, dict)
        and isinstance(entry.get("naam"), str)
        and isinstance(entry.get("sha256"), str)
        and SHA256.fullmatch(entry["sha256"])
        for entry in entries
    )
    known = whole and all(isinstance(text := said.get(name), str) and _is_a_line(text) for name in texts)
    if not known or not NUMBER.fullmatch(said["pakket"]):
        raise package_refused("changed", file)
    return said


def _is_a_line(text: str) -> bool:
    """Whether a text can be shown as it is: one line, nothing that steers a terminal."""
    return len(text) <= 200 and text.isprintable()


def _check_twin(members: Mapping[str, bytes], file: str) -> None:
    content = _json(members.get(TWIN, b""), file)
    if content.get("soort") == "overdracht" and content.get("versie") != schema()["properties"]["versie"]["const"]:
        raise package_refused("version", file)
    if next(faults(content, schema()), None) is not None:
        raise package_refused("changed", file)


def _json(data: bytes, file: str) -> dict[str, Any]:
    try:
        found = json_in(data)
    except ValueError:
        raise package_refused("", file) from None
    if not isinstance(found, dict):
        raise package_refused("", file)
    return found


def _zipped(members: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _TIME), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _members(data: bytes, file: str) -> dict[str, bytes]:
    """The files of a zip, counted while they are unpacked: what it says about their size is not believed."""
    found: dict[str, bytes] = {}
    left = LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = entries_of(archive)
            if len(entries) > MOST:
                raise package_refused("large", file, limit=LARGEST // 1_000_000)
            for entry in entries:
                if entry.is_dir() or entry.filename in found or entry.flag_bits & 1:
                    raise package_refused("path", file)
                with archive.open(entry) as member:
                    found[entry.filename] = member.read(left + 1)
                left -= len(found[entry.filename])
                if left < 0:
                    raise package_refused("large", file, limit=LARGEST // 1_000_000)
    except WRONG:
        raise package_refused("", file) from None
    return found


def _unlocked(data: bytes, password: str, file: str) -> bytes:
    tool = needed()
    try:
        with tool.AESZipFile(io.BytesIO(data)) as archive:
            (entry,) = archive.infolist()
            if entry.filename != INNER or not entry.flag_bits & 1 or entry.file_size > LARGEST:
                raise package_refused("", file)
            archive.setpassword(password.encode())
            try:
                member = archive.open(entry)
            except RuntimeError:  # the two bytes that check the password
                raise package_refused("password", file) from None
            with member:
                content: bytes = member.read(LARGEST + 1)
                member.read(1)  # past the end, where the seal is compared
    except (*WRONG, tool.BadZipFile, tool.LargeZipFile):  # the library has exceptions of its own
        raise package_refused("changed", file) from None
    if len(content) > LARGEST:
        raise package_refused("large", file, limit=LARGEST // 1_000_000)
    return content


def _has_program(data: bytes) -> bool:
    """Whether a Word file holds a macro or an object, or is no Word file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.casefold() for name in archive.namelist()]
    except WRONG:
        return True
    return any(name.endswith((".bin", ".exe", ".js", ".vbs")) or "/embeddings/" in name for name in names)
