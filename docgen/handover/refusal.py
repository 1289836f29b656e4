"""Why a handover goes no further, as an exception: findings, or the transfer whose conditions are not met."""

from __future__ import annotations

from docgen.findings import Argument, CellRef, Finding, Severity
from docgen.handover.procedure import Handover


class Refused(Exception):  # noqa: N818 - the name says what it holds
    """Nothing was made, for these reasons."""

    def __init__(self, *findings: Finding) -> None:
        """Take the findings."""
        super().__init__(", ".join(finding.code for finding in findings))
        self.findings = findings


class NotYet(Exception):  # noqa: N818 - the name says what it holds
    """A transfer may not be released yet: conditions are missing, or its content is stopped."""

    def __init__(self, handover: Handover, findings: tuple[Finding, ...]) -> None:
        """Take the transfer, and what stops it besides its conditions."""
        super().__init__(handover.name)
        self.handover, self.findings = handover, findings


class AlreadySent(Exception):  # noqa: N818 - the name says what it holds
    """A package of this transfer was made already; a second one is never made."""

    def __init__(self, handover: Handover, reports: bool) -> None:
        """Take the transfer, and whether it was the package with the mandatory reports."""
        super().__init__(handover.name)
        self.handover, self.reports = handover, reports


def transfer_refused(case: str, place: CellRef, **facts: Argument) -> Refused:
    """Findings: S31"""
    return Refused(Finding("S31", Severity.ERROR, place, case, tuple(sorted(facts.items()))))


def package_refused(case: str, file: str, **facts: Argument) -> Refused:
    """Findings: S32"""
    return Refused(Finding("S32", Severity.ERROR, CellRef(file), case, tuple(sorted(facts.items()))))
