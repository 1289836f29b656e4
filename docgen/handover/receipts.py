"""The receipt that comes back from the other school: as filled in (Word), as docgen wrote it (JSON), or a scan."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from docgen import audit
from docgen.disk.given import given, json_in
from docgen.handover.acts import find
from docgen.handover.noting import note
from docgen.handover.package import LARGEST, NUMBER
from docgen.handover.procedure import RECEIVED, SENT, SENT_COPY, Handover, Step
from docgen.handover.refusal import package_refused, transfer_refused
from docgen.merge.package import BadPackage, read_package
from docgen.merge.wordxml import BadXml, parse
from docgen.pipeline import check
from docgen.privacy.doctext import element_texts
from docgen.project import Project

RECEIPT_KIND = "docgen-ontvangst"


def receipt(project: Project, name: str, file: Path) -> tuple[Handover, date, bool]:
    """Note the receipt; the transfer, its date, and whether docgen could read the package number in it.

    Raises Refused when it belongs to another package, when nothing was sent, or when it was noted already.
    """
    handover = find(project, check(project), name)
    if handover.step is Step.RECEIVED:
        raise transfer_refused("received", handover.transfer.at("Ontvangen op"), id=handover.name)
    data = given(file, LARGEST)
    sent = handover.package(SENT)
    numbers, day = _said_in(data, file), handover.records.today
    known = [package for package in handover.packages(SENT) if numbers and package.number in numbers]
    if known and sent not in known:
        raise transfer_refused("recalled", handover.transfer.at("Ontvangen op"), id=known[0].number)
    if handover.step is not Step.SENT:
        raise transfer_refused("not_sent", handover.transfer.at(), id=handover.name)
    if sent and numbers is not None and sent not in known:
        raise package_refused("receipt", file.name)
    said = _receipt_json(data) if file.suffix == ".json" else None
    if said is not None:
        if sent and said.get("manifest") != sent.manifest:
            raise package_refused("receipt", file.name)
        day = min(date.fromisoformat(said["ontvangen_op"]), day)
        if sent and day < sent.on:
            raise package_refused("receipt", file.name)
    digest = hashlib.sha256(data).hexdigest()
    facts = {"package": sent.number if sent else "", "sha256": digest}
    noted = {handover.key(RECEIVED): f"{day.isoformat()} {digest}"}
    if not note(project, handover, audit.RECEIVED, noted, copy=SENT_COPY, facts=facts):
        raise transfer_refused("received", handover.transfer.at("Ontvangen op"), id=handover.name)
    return handover, day, numbers is not None


def _said_in(data: bytes, file: Path) -> set[str] | None:
    """The package numbers in a receipt; None for a scan, which docgen cannot read."""
    if file.suffix == ".docx":
        return _numbers_in(data, file)
    if file.suffix == ".json":
        said = _receipt_json(data)
        if said is None:
            raise package_refused("receipt", file.name)
        return {str(said["pakket"])}
    return None


def _numbers_in(data: bytes, file: Path) -> set[str]:
    """The package numbers in the XML of a Word file; what else it holds (pictures, files in it) is not opened."""
    try:
        parts = [parse(xml) for name, xml in read_package(data).members.items() if name.endswith(".xml")]
    except (BadPackage, BadXml):
        raise package_refused("receipt", file.name) from None
    said = (found.text for part in parts for found in element_texts("", part))
    return {number for text in said for number in NUMBER.findall(text)}


def _receipt_json(data: bytes) -> dict[str, Any] | None:
    try:
        said = json_in(data)
        date.fromisoformat(said["ontvangen_op"])
        return dict(said) if said["soort"] == RECEIPT_KIND and isinstance(said["pakket"], str) else None
    except (ValueError, KeyError, TypeError):
        return None
