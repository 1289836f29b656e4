"""The exit status of a run, from what it says: which kind of fault is the worst."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.findings import Finding, Severity

DONE, FOUND, USAGE, TEMPLATE, STORAGE, PRIVACY = range(6)
"""Nothing wrong, findings of severity fout, a mistake in the command, a template, the disk, a leak. Worst last."""


def of_findings(findings: Iterable[Finding]) -> int:
    """The exit status of what a check or a build says."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if any(finding.code in ("G01", "G02") for finding in errors):
        return PRIVACY
    if any(finding.code.startswith("T") for finding in errors):
        return TEMPLATE
    return FOUND if errors else DONE


def of_build(findings: Iterable[Finding], published: Iterable[Finding]) -> int:
    """That of a build: also 4 when a document could not be put in its place, which `published` says."""
    status = of_findings(findings)
    unwritten = any(finding.severity is Severity.ERROR for finding in published)
    return STORAGE if unwritten and status == FOUND else status
