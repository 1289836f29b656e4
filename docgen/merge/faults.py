"""The codes of template and fill faults, and the one way to make such a finding.

T01 unknown name · T02 block not closed, opened or nested well · T03 content beside a whole-paragraph/row/cell tag ·
T04 name not released · T05 unknown filter or test · T06 tag that cannot be read · T07 tag form in the wrong place ·
T08 smart quotes in a tag · T09 construct not allowed · T10 not a readable Word file · T11 macros · T12 external
relationship or attached template · T13 comments · T14 tracked changes · T15 hidden text · T16 embedded object ·
T17 tag where nothing is filled in · T20 character XML cannot hold · T21 value of the wrong kind · T22 name without a
value · T23 limit on steps or size · T24 block value inside a line · T25 expression that cannot be worked out ·
T27 picture that cannot be used, or that stands where only text can.
"""

from __future__ import annotations

from collections.abc import Mapping

from docgen.findings import Argument, Effect, Finding, Place, Severity, TagRef


def fault(
    code: str,
    place: Place,
    case: str = "",
    *,
    severity: Severity = Severity.ERROR,
    suggestion: str | None = None,
    also: tuple[Place, ...] = (),
    facts: Mapping[str, Argument] | None = None,
    **args: Argument,
) -> Finding:
    """A template finding; an error blocks every document made from the template."""
    return Finding(
        code,
        severity,
        place,
        case=case,
        args=(*(facts or {}).items(), *args.items()),
        suggestion=suggestion,
        also=also,
        effect=Effect.BLOCK if severity is Severity.ERROR else Effect.NONE,
        students=None,
    )


def whole(template: str, part: str = "", number: int = 0) -> TagRef:
    """The place of a whole template or of a whole part."""
    return TagRef(template, part, number)


class EngineFault(Exception):  # noqa: N818 - the name says what it is
    """Raised inside a fill; `code`, `case` and `args` become a Finding at the tag that was being printed."""

    def __init__(self, code: str, case: str = "", **args: Argument) -> None:
        super().__init__(code, case)
        self.code, self.case, self.facts = code, case, args
        self.subject: object = None  # the value at fault, to find its field; never shown
