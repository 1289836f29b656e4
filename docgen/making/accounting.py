"""What a run did -> events for the log: what was made and withdrawn, and for another school which fields went and why.

An event names no student, no receiver and no text: marks of the project's key, codes, dates and hashes only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from docgen import __version__
from docgen.audit import MADE, REMOVED, RUN, WITHDRAWN, Event, Key
from docgen.ledger import Made
from docgen.making.make import Making
from docgen.plan.planned import FINAL, Planned
from docgen.privacy import release
from docgen.privacy.transfer import FIELD_LIST_VERSION, FIELDS, TransferField, decides_alone, granted, ground
from docgen.records.dossier import Records
from docgen.spec import documents
from docgen.tables.transfer import Transfer

Inputs = Sequence[tuple[str, str]]  # file name and SHA-256 of each workbook that was read
KEYS = frozenset({"student", "student_id", "trajectory_id", "about", "origin", "decision"})  # alone no content
STUDENT, PARENTS, BOTH, NOT_ASKED, NOT_AGREED, NEVER, EMPTY = (
    "student",
    "parents",
    "student_and_parents",
    "not_asked",
    "not_agreed",
    "never",
    "empty",
)
"""Why a field did not go along: an objection, no question or agreement yet, not on the list, or nothing to give."""
ONLY_REPORTS = ("TR01", "TR11")  # what the package with nothing but the mandatory reports says


def of_run(
    records: Records, key: Key, makings: Iterable[Making], withdrawn: Sequence[tuple[Made, bool]], inputs: Inputs
) -> tuple[Event, ...]:
    """The events of one run: first the run itself with its inputs, then each document; none when nothing happened.

    `withdrawn` says for each document whether its file still stood there.
    """
    made = [_made(records, key, making) for making in makings if making.cleared]
    gone = [_of_document(key, old, WITHDRAWN, stood=stood) for old, stood in withdrawn]
    if not made and not gone:
        return ()
    run = {
        "action": RUN,
        "docgen": __version__,
        "today": records.today.isoformat(),
        "inputs": [[name, sha256] for name, sha256 in sorted(inputs)],
        "list": FIELD_LIST_VERSION,
    }
    return (run, *made, *gone)


def of_removal(key: Key, removed: Sequence[tuple[Made, bool]]) -> tuple[Event, ...]:
    """The events of documents that were destroyed because their term was over; only their hashes stay."""
    return tuple(_of_document(key, old, REMOVED, stood=stood) for old, stood in removed)


def of_act(
    records: Records, key: Key, planned: Planned, action: str, facts: Mapping[str, str], *, reports: bool
) -> Event:
    """The event of an act in a handover: to whom, which fields on which ground, which not and why.

    With `reports` it is about the package that holds nothing but the mandatory reports.
    """
    always = {code: FIELDS[code].given for code in ONLY_REPORTS}
    return {
        "action": action,
        "document": "verslagen" if reports else planned.spec.name,
        "copy": "" if reports else planned.copy,
        "name": nameless(planned.name),
        "student": key.student(planned.student),
        "audience": str(planned.spec.audience),
        **_handover(records, key, planned),
        **({"given": always, "withheld": {}} if reports else {}),
        **facts,
    }


def _made(records: Records, key: Key, making: Making) -> Event:
    planned = making.planned
    assert making.cleared is not None
    event = {
        "action": MADE,
        "document": planned.spec.name,
        "copy": planned.copy,
        "name": nameless(planned.name),
        **_whom(key, making),
        "audience": str(making.verdict.audience(planned.spec)),
        "status": making.verdict.status,
        **_form(making.path),
        "sha256": making.cleared.sha256,
        "template": making.template,
        "content": making.fingerprint,
        "destroy_after": making.destroy_after.isoformat() if making.destroy_after else "",
    }
    return {**event, **_handover(records, key, planned)} if planned.spec.per == "transfer" else event


def _whom(key: Key, making: Making) -> Event:
    """The student a document is about, or all who stand on a shared one."""
    planned, shown = making.planned, making.planned.students - making.verdict.without
    if planned.spec.shared:
        return {"student": "", "students": sorted(map(key.student, shown))}
    return {"student": key.student(planned.student)}


def _handover(records: Records, key: Key, planned: Planned) -> Event:
    transfer = next(row for row in records.dossiers[planned.student].of(Transfer) if row.to_school == planned.to_school)
    released = release(records, planned, FINAL)
    empty = {code for code in released.granted if not _holds_anything(FIELDS[code], released.rows)}
    given, withheld = decided(transfer, alone=decides_alone(records.dossiers[planned.student], records.today))
    return {
        "receiver": key.receiver(planned.to_school),
        "given": {code: ground for code, ground in given.items() if code not in empty},
        "withheld": withheld | dict.fromkeys(sorted(empty), EMPTY),
        "list": FIELD_LIST_VERSION,
    }


def decided(transfer: Transfer, *, alone: bool) -> tuple[dict[str, str], dict[str, str]]:
    """Per field of the allow-list: on which ground it goes along, and for the others why not."""
    goes = granted(transfer, alone=alone)
    given = {code: ground(code, transfer.profile) for code in sorted(FIELDS) if code in goes}
    return given, {code: _why_not(code, transfer, alone) for code in sorted(FIELDS) if code not in goes}


def _why_not(code: str, transfer: Transfer, alone: bool) -> str:
    student, parents = code in transfer.student_objects, code in transfer.parents_object and not alone
    basis = ground(code, transfer.profile)
    if basis == "never":
        return NEVER
    if student or parents:
        return BOTH if student and parents else STUDENT if student else PARENTS
    return NOT_AGREED if basis == "both" else NOT_ASKED


def _holds_anything(field: TransferField, rows: Mapping[str, tuple[Any, ...]]) -> bool:
    """Whether a granted field has content for this student."""
    if field.given == "always" and "Maatregelen" not in field.columns:
        return True  # who it is about, and whom to ask: always there
    own = (row for name in field.columns for row in rows.get(f"{field.code} {name}", ()))
    return any(_content(row) for row in own)


def _content(row: Any) -> bool:
    return any(getattr(row, name) not in (None, "", ()) for name in row._fields if name not in KEYS)


def _of_document(key: Key, old: Made, action: str, *, stood: bool) -> Event:
    folders = old.path.split("/")
    return {
        "action": action,
        "document": old.name.partition("_")[0],
        "copy": copy_of(old.name),
        "name": nameless(old.name),
        "student": key.student(student) if (student := student_of_document(old.name)) else "",
        "audience": folders[-2] if len(folders) > 1 else "",
        **_form(old.path),
        "sha256": old.sha256,
        "stood": stood,
    }


def _form(path: str) -> dict[str, str]:
    """What kind of file it is, when it is not a Word document."""
    ending = path.rpartition(".")[2]
    return {} if ending == "docx" else {"file": ending}


def student_of_document(name: str) -> str:
    """The Leerling-ID in the name of a document, or '' of a shared one: 'L0231' in 'lesrooster_L0231-1_2026-03-16'."""
    spec = documents().get(name.partition("_")[0])
    return "" if spec and spec.shared else _first_id(name)


def copy_of(name: str) -> str:
    """The edition in the name of a document, or '': 'inzage' in 'overdrachtsfiche_L0231_inzage'."""
    spec, last = documents().get(name.partition("_")[0]), name.rpartition("_")[2]
    return last if spec and last in spec.copies else ""


def nameless(name: str) -> str:
    """The name of a document without its student: 'lesrooster_*-1_2026-03-16'."""
    kind, _, rest = name.partition("_")
    spec, student = documents().get(kind), _first_id(name)
    hidden = student and (spec is None or spec.names_student)
    return f"{kind}_*{rest.removeprefix(student)}" if hidden else name


def _first_id(name: str) -> str:
    return name.partition("_")[2].partition("_")[0].partition("-")[0]


def is_of(key: Key, student: str, event: Event) -> bool:
    """Whether an event is about this student."""
    mark = key.student(student)
    return bool(event.get("student") == mark or mark in event.get("students", ()))


def about(key: Key, student: str, events: Iterable[Event]) -> Iterator[Event]:
    """The events about one student, in order."""
    return (event for event in events if is_of(key, student, event))
