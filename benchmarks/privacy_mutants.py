"""Small faults in the source, one at a time: a rule, an escape or a check dropped. The tests must catch each."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPIED = (
    "docgen",
    "tests",
    "templates",
    "inputs",
    "benchmarks",
    "docgen.toml",
    "pyproject.toml",
    "README.md",
    "CONTRIBUTING.md",
)


@dataclass(frozen=True)
class Mutant:
    """One fault: what it drops, in which file, the text before and after, the tests that should notice."""

    drops: str
    file: str
    before: str
    after: str
    tests: tuple[str, ...]


MUTANTS = (
    Mutant(
        "an objection to a transfer field",
        "docgen/privacy/transfer.py",
        "if willing and not (entry.may_be_objected_to and code in refused):",
        "if willing:",
        ("tests/test_privacy.py",),
    ),
    Mutant(
        "the question to the student (TR10)",
        "docgen/privacy/transfer.py",
        '"asked": asked,',
        '"asked": True,',
        ("tests/test_privacy.py",),
    ),
    Mutant(
        "the term of inspection",
        "docgen/privacy/transfer.py",
        "over = signed or (ends is not None and ends < today)",
        "over = True",
        ("tests/test_rules_transfers.py",),
    ),
    Mutant(
        "ratification before a decision is released",
        "docgen/privacy/choosing.py",
        "return ratified(row, records.today) or (draft and row.about == planned.version)",
        "return True",
        ("tests/test_privacy.py",),
    ),
    Mutant(
        "the inspection of the finished bytes",
        "docgen/privacy/inspecting.py",
        "    leak = secrets.first_in(data, name, released, static)\n",
        "    leak = None\n",
        ("tests/test_privacy.py",),
    ),
    Mutant(
        "the search for other students",
        "docgen/privacy/leaks.py",
        "return (other, False) if other else None",
        "return None",
        ("tests/test_privacy.py",),
    ),
    Mutant(
        "the search for this student's closed texts",
        "docgen/privacy/leaks.py",
        "return (closed, True) if closed else None",
        "return None",
        ("tests/test_privacy.py",),
    ),
    Mutant(
        "the search in attributes and alt texts",
        "docgen/privacy/doctext.py",
        "    return (said,) if said else ()\n",
        "    return ()\n",
        ("tests/test_privacy.py",),
    ),
    Mutant(
        "folding of invisible marks before comparing",
        "docgen/privacy/doctext.py",
        'MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()).casefold())',
        "text.casefold()",
        ("tests/test_privacy.py",),
    ),
    Mutant(
        "the ceiling of a document",
        "docgen/spec.py",
        "if not self.ceiling.allows(known[heading].sensitivity):",
        "if False:",
        ("tests/test_privacy.py", "tests/test_spec.py"),
    ),
    Mutant(
        "the hold of a finding that must be confirmed",
        "docgen/plan/verdicts.py",
        "if finding.effect is Effect.BLOCK or finding.severity is Severity.HOLD",
        "if finding.effect is Effect.BLOCK",
        ("tests/test_plan.py",),
    ),
    Mutant(
        "withdrawn consent",
        "docgen/tables/care/talks.py",
        'REFUSES = ("nee", "ingetrokken")',
        'REFUSES = ("nee",)',
        ("tests/test_rules_gates.py",),
    ),
    Mutant(
        "the escape of a value in Word",
        "docgen/merge/characters.py",
        "    escaped = escape_text(text)\n",
        "    escaped = text\n",
        ("tests/merge",),
    ),
    Mutant(
        "the key of the gate: anybody makes a Cleared",
        "docgen/privacy/gate.py",
        '            raise TypeError("only privacy.inspect makes a Cleared")',
        "            pass",
        ("tests/test_privacy.py",),
    ),
    Mutant(
        "the check that only a Cleared is written",
        "docgen/outbox.py",
        "    if not isinstance(cleared, Cleared):",
        "    if False:",
        ("tests/test_outbox.py",),
    ),
    Mutant(
        "the seal on the end of the log",
        "docgen/audit.py",
        "if seal is None or key is None or not key.holds(seal):",
        "if False:",
        ("tests/test_audit.py",),
    ),
    Mutant(
        "the chain: a record need not follow the one before",
        "docgen/audit.py",
        "        elif said != (record.number,",
        "        elif False and said != (record.number,",
        ("tests/test_audit.py",),
    ),
    Mutant(
        "the search for choices from a list of staff",
        "docgen/privacy/secret.py",
        "            if text not in choices_below(column.sensitivity):",
        "            if False:",
        ("tests/test_privacy.py",),
    ),
    Mutant(
        "the search in what the author of a template typed",
        "docgen/privacy/leaks.py",
        'Found("template", None, all_words(static))',
        'Found("template", None, "")',
        ("tests/test_inspection_places.py",),
    ),
    Mutant(
        "the first look in what the author of a template typed",
        "docgen/privacy/leaks.py",
        "chain(reader.read(data, file_name), of_author)",
        "reader.read(data, file_name)",
        ("tests/test_inspection_places.py",),
    ),
    Mutant(
        "the first look in attributes",
        "docgen/privacy/repeated.py",
        "        always += attribute_texts(map(unescape, ATTRIBUTE.findall(attributes))) if attributes else ()\n",
        "",
        ("tests/test_repeated.py",),
    ),
    Mutant(
        "names in what the author of a template typed",
        "docgen/privacy/leaks.py",
        "(run for run in runs if run in self.names or not written(run, static))",
        "(run for run in runs if not written(run, static))",
        ("tests/test_inspection_places.py",),
    ),
    Mutant(
        "what a cell says, before it is excused by where it stands",
        "docgen/privacy/allowed.py",
        " and getattr(row, attribute) == getattr(secret.row, attribute)",
        "",
        ("tests/test_leaks.py",),
    ),
    Mutant(
        "what a name of XML means in the middle of a part",
        "docgen/privacy/repeated.py",
        " if piece == first or not (DECLARES in piece or SPACE in piece) else None",
        "",
        ("tests/test_repeated.py",),
    ),
    Mutant(
        "the search of a PDF",
        "docgen/privacy/inspecting.py",
        "    leak = secrets.first_among(found, name, released, static)\n",
        "    leak = None\n",
        ("tests/test_beside.py",),
    ),
    Mutant(
        "a hidden contact: who may receive nothing",
        "docgen/tables/school.py",
        "        return self.authority == AUTHORITY\n",
        "        return self.has_authority\n",
        ("tests/test_letters.py", "tests/handover/test_procedure.py"),
    ),
    Mutant(
        "the search of the results pages",
        "docgen/dashboard/__init__.py",
        "    return search.inspect(path, data, student=student, of_notes=folder == Audience.NOTES)",
        "    return None",
        ("tests/test_page_gate.py",),
    ),
    Mutant(
        "another student on the page of one",
        "docgen/privacy/pages.py",
        "self._closed_in(run) or self._other_name(run, student)",
        "self._closed_in(run)",
        ("tests/test_page_gate.py",),
    ),
    Mutant(
        "another student in a free text",
        "docgen/rules/facts.py",
        "        for run in (*spellings.whole(first, family), _run(student.student_id)):",
        "        for run in (first + family, family + first):",
        ("tests/test_spellings.py",),
    ),
    Mutant(
        "a package is made once",
        "docgen/handover/sending.py",
        "    if handover.package(verb) or (handover.sent_on and not reports):",
        "    if False:",
        ("tests/handover/test_once.py",),
    ),
    Mutant(
        "the search of the finished package",
        "docgen/handover/sending.py",
        "    _search(project, handover, released, inside)\n",
        "",
        ("tests/handover/test_package.py",),
    ),
    Mutant(
        "packages in packages are opened",
        "docgen/privacy/doctext.py",
        'elif content[:4] == b"PK\\3\\4" and depth:',
        "elif False:",
        ("tests/test_inspection_places.py",),
    ),
    Mutant(
        "what SQLite keeps beside the ledger is for its owner only",
        "docgen/ledger.py",
        "            make_private(path)",
        "            path.touch()",
        ("tests/test_footprint.py",),
    ),
    Mutant(
        "sheets of a workbook stay out of temporary files",
        "docgen/starter/look.py",
        "        writer = WorksheetWriter(ws, content)",
        "        writer = WorksheetWriter(ws)",
        ("tests/test_footprint.py",),
    ),
    Mutant(
        "a link that leads out of outputs stops the run",
        "docgen/disk/folders.py",
        "            if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(inside):",
        "            if False:",
        ("tests/test_outbox.py",),
    ),
    Mutant(
        "the hash before a document is destroyed",
        "docgen/outbox.py",
        "if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:",
        "if not path.is_file():",
        ("tests/test_retention.py",),
    ),
)


def run_mutants(folder: Path, jobs: int = 2) -> bool:
    """Try every mutant in a copy of its own; whether all were caught. First the tests must pass without one.

    Each outcome is printed as it comes. The copies are made from one copy: the work on the project may go on.
    """
    begun = time.monotonic()
    sound = _copy(ROOT, folder / "sound")
    failed = _failing(sound, tuple(dict.fromkeys(test for mutant in MUTANTS for test in mutant.tests)))
    if failed:
        print(f"without a mutant the tests FAIL, so that no mutant can be tried:\n{failed}")
        return False
    print(f"without a mutant   the tests pass, {time.monotonic() - begun:.0f} s", flush=True)
    caught = 0
    with ThreadPoolExecutor(jobs) as pool:
        for mutant, outcome in zip(MUTANTS, pool.map(partial(_try, sound), MUTANTS), strict=True):
            print(f"  {outcome:<9} {mutant.drops} ({mutant.file})", flush=True)
            caught += outcome == "caught"
    print(f"mutants caught     {caught} of {len(MUTANTS)}, {time.monotonic() - begun:.0f} s")
    return caught == len(MUTANTS)


def _try(sound: Path, mutant: Mutant) -> str:
    folder = _copy(sound, sound.with_name(f"mutant{MUTANTS.index(mutant)}"))
    path = folder / mutant.file
    source = path.read_text(encoding="utf-8")
    if source.count(mutant.before) != 1:
        return "no place"  # the source moved on: write the mutant anew
    path.write_text(source.replace(mutant.before, mutant.after), encoding="utf-8")
    outcome = "caught" if _failing(folder, mutant.tests) else "MISSED"
    shutil.rmtree(folder)
    return outcome


def _copy(project: Path, folder: Path) -> Path:
    for name in COPIED:
        source = project / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / name)
    return folder


def _failing(folder: Path, tests: tuple[str, ...]) -> str:
    """What pytest says of the tests that fail in this copy of the project; empty when they pass."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *tests]
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        raise RuntimeError(f"the tests could not run: {run.stdout[-2000:]}{run.stderr[-2000:]}")
    return run.stdout[-2000:] if run.returncode else ""
