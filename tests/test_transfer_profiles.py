"""Per kind of transfer and per field of the allow-list: whether it goes along, and on which ground. Spelled out."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.findings import Severity
from docgen.handover.acts import release_copy
from docgen.handover.refusal import NotYet
from docgen.making.accounting import decided
from docgen.pipeline import build, check
from docgen.privacy.transfer import FIELDS
from docgen.privacy.transfer import PROFILES as SWITCHES
from docgen.tables.transfer import PROFILES, Transfer
from tests.handover.helping import GC, handover, report, school
from tests.worked_example import ROWS

ALWAYS = {"TR01": "always", "TR11": "always", "TR15": "always"}
DEFAULT = {f"TR{number:02}": "default" for number in range(2, 10)}
NEVER = {"TR13": "never", "TR16": "never"}
ADULT = ROWS["Leerlingen"].replace("14/03/2010", "14/03/2008")


def decisions(folder: Path, **cells: str) -> tuple[dict[str, str], dict[str, str]]:
    found = handover(school(folder, **{"also": "", "sentence": "", "parents_no": "", **cells}))
    return decided(found.transfer, alone=found.is_adult)


@pytest.mark.parametrize(
    ("profile", "otherwise"),
    [
        ("zelfde graad", {}),
        ("nieuwe graad", {}),
        ("buitengewoon", {"TR11": "required"}),
        ("volwassenenonderwijs of andere", {}),
        ("intern", {}),
    ],
)
def test_what_goes_along_by_profile(tmp_path: Path, profile: str, otherwise: dict[str, str]) -> None:
    """Nothing said: the list as it is; a sentence alone gives nothing, the yes of student and parents does."""
    given, withheld = {**ALWAYS, **DEFAULT, "TR10": "asked", **otherwise}, {"TR14": "not_agreed", **NEVER}
    nothing = (given, {"TR12": "not_agreed", **withheld})
    assert decisions(tmp_path / "a", profile=profile) == nothing
    sentence = "heeft baat bij een vast aanspreekpunt"
    assert decisions(tmp_path / "b", profile=profile, sentence=sentence) == nothing
    both = decisions(tmp_path / "c", profile=profile, sentence=sentence, also="TR12")
    assert both == ({**given, "TR12": "both"}, withheld)


def test_each_profile_and_each_field_has_a_decision() -> None:
    assert set(SWITCHES) == set(PROFILES)
    assert {code for switches in SWITCHES.values() for code in switches} <= set(FIELDS)
    assert sorted(FIELDS) == [f"TR{number:02}" for number in range(1, 17)]


@pytest.mark.parametrize("profile", PROFILES)
def test_an_objection_holds_for_every_profile(tmp_path: Path, profile: str) -> None:
    every = "; ".join(code for code in FIELDS if code not in ("TR13", "TR16"))
    given, withheld = decisions(
        tmp_path, profile=profile, parents_no=every, student_no="TR10", sentence="heeft tijd nodig"
    )
    assert set(given) == set(ALWAYS)
    assert withheld == {
        **dict.fromkeys(["TR02", "TR03", "TR04", "TR05", "TR06", "TR07", "TR08", "TR09", "TR12", "TR14"], "parents"),
        "TR10": "student_and_parents",
        **NEVER,
    }


def test_a_student_of_age_decides_alone(tmp_path: Path) -> None:
    where = school(tmp_path, rows={"Leerlingen": ADULT}, parents_no="TR03; TR05", student_no="TR05")
    found = handover(where)
    given, withheld = decided(found.transfer, alone=found.is_adult)
    assert (given["TR03"], withheld["TR05"], found.is_adult) == ("default", "student", True)
    assert [(f.code, f.case) for f in check(where).findings if f.code == "G05"] == [("G05", "adult")]
    objections = next(condition for condition in found.conditions if condition.name == "objections")
    assert objections.codes == ("TR05",)


def test_special_education_waits_for_a_report(tmp_path: Path) -> None:
    where = school(tmp_path / "a", profile="buitengewoon")
    (finding,) = [f for f in check(where).findings if f.code == "G15"]
    assert finding.severity is Severity.NOTE
    with pytest.raises(NotYet) as refused:
        release_copy(where, "L0231")
    assert [f.code for f in refused.value.findings] == ["G15"]
    standing = {entry.path for entry in build(where).published.documents if entry.path}
    assert "overdracht/overdrachtsfiche_L0231_inzage.docx" in standing
    assert "overdracht/overdrachtsfiche_L0231_overdracht.docx" not in standing
    where = school(tmp_path / "b", profile="buitengewoon", rows={"Maatregelen": GC})
    report(where)
    release_copy(where, "L0231")
    assert Transfer.sheet.name in check(where).records.register.present
