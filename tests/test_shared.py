"""Documents about several students: who stands on them, what of each, and who is left out when something is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.columns import Sensitivity
from docgen.fill import fill
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.pipeline import Checked
from docgen.plan.plan import plan
from docgen.plan.planned import FINAL, STOPPED, Planned, Share, Verdict
from docgen.plan.verdicts import judge
from docgen.privacy import Cleared, inspect, release
from docgen.privacy.leaks import Secrets
from docgen.records.dossier import Records
from docgen.spec import Audience, DocumentSpec
from docgen.template import compile_template
from tests.building import checked, more
from tests.documents import plain_template

LIST = DocumentSpec(
    name="proeflijst",
    title="Lijst",
    code="PR",
    audience=Audience.COUNCIL,
    ceiling=Sensitivity.Z,
    per="council",
    proposals=True,
    fields={
        "Leerlingen": ("Leerling-ID", "Voornaam", "Familienaam"),
        "Trajecten": ("Traject-ID", "Hoofddoel"),
        "Beslissingen": ("Beslissing-ID", "Over wie", "Vraag"),
        "Klassenraden": ("KR-ID", "Soort"),
    },
    needs=("Leerlingen", "Beslissingen"),
)
DECIDED = replace(LIST, per="class", proposals=False)
BRAM = ("L0232-1", "ziekte of ongeval", "1", "", "01/05/2026", "30/06/2026", "01/06/2026", "MVB", "rustig", "",
        "heeft nodig: rust", "", "een eigen doel voor Bram", "", "")  # fmt: skip
SECOND = {
    "Trajecten": more("Trajecten", " | ".join(BRAM)),
    "Beslissingen": more(
        "Beslissingen",
        """
        KR19.3 | 30/03/2026 | L0232-1 | start traject | Kan Bram starten? | e | b | goedgekeurd | | 30/06/2026 | | | |
        KR19.4 | 30/03/2026 | 4WEWIb | advies | Hoe gaat de klas? | e | b | goedgekeurd | | | 02/04/2026 | | |
        """,
    ),
}


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return checked(tmp_path_factory.mktemp("gedeeld"), "2026-06-30", **SECOND)


def one(records: Records, spec: DocumentSpec, number: str) -> Planned:
    return next(planned for planned in plan(records, [spec]) if planned.number == number)


def test_a_council_has_a_document_with_the_students_of_its_points(school: Checked) -> None:
    council = one(school.records, LIST, "KR19")
    assert (council.name, council.student, council.subject) == ("proeflijst_KR19", "", "KR19")
    assert council.among == (Share("L0231", "L0231-2", "4WEWIb"), Share("L0232", "L0232-1", "4WEWIb"))


def test_only_what_is_decided_stands_on_a_list_without_proposals(school: Checked) -> None:
    assert one(school.records, DECIDED, "4WEWIb").among == (Share("L0231", "L0231-2", "4WEWIb"),)


def test_each_student_brings_the_rows_of_the_own_version_and_a_class_point_stands_there_once(school: Checked) -> None:
    released = release(school.records, one(school.records, LIST, "KR19"), FINAL)
    assert [row.student_id for row in released.of("Leerlingen")] == ["L0231", "L0232"]
    assert [row.trajectory_id for row in released.of("Trajecten")] == ["L0231-2", "L0232-1"]
    assert [row.decision_id for row in released.of("Beslissingen")] == ["KR19.2", "KR19.3", "KR19.4"]
    assert [row.council_id for row in released.of("Klassenraden")] == []  # KR19 has no row of its own


def test_whoever_is_left_out_brings_nothing_and_is_counted(school: Checked) -> None:
    released = release(school.records, one(school.records, LIST, "KR19"), FINAL, without=frozenset({"L0232"}))
    assert [row.student_id for row in released.of("Leerlingen")] == ["L0231"]
    assert [row.decision_id for row in released.of("Beslissingen")] == ["KR19.2", "KR19.4"]
    assert released.left_out == 1


def block(student: str, effect: Effect = Effect.BLOCK) -> Finding:
    place = CellRef("zorg.xlsx", "Trajecten", 4, 5)
    return Finding("A02", Severity.ERROR, place, effect=effect, students=frozenset({student}))


def test_a_fault_of_one_student_leaves_out_that_student_only(school: Checked) -> None:
    council = one(school.records, LIST, "KR19")
    assert judge([council], [block("L0232")])[council] == Verdict(FINAL, without=frozenset({"L0232"}))
    assert judge([council], [block("L0232"), block("L0231")])[council] == Verdict(STOPPED, (0, 1))


def test_what_is_not_decided_leaves_out_a_student_unless_the_list_shows_proposals(school: Checked) -> None:
    council, decided = one(school.records, LIST, "KR19"), one(school.records, DECIDED, "4WEWIb")
    findings = [block("L0231", Effect.DRAFT)]
    assert judge([council, decided], findings) == {council: Verdict(FINAL), decided: Verdict(STOPPED, (0,))}


def cleared(school: Checked, text: str, without: frozenset[str] = frozenset()) -> Cleared | Finding:
    released = release(school.records, one(school.records, LIST, "KR19"), FINAL, without=without)
    static = plain_template("{{ lek }}")
    filled = fill(compile_template(static, name="lek.docx"), {"lek": text})
    return inspect(filled, released, Secrets(school.records), static)


def test_a_shared_document_may_name_its_students_and_say_what_was_released_of_each(school: Checked) -> None:
    assert isinstance(cleared(school, "Bram Andersen: een eigen doel voor Bram. Noor Voorbeeld, L0231."), Cleared)


def test_a_student_who_was_left_out_is_another_student(school: Checked) -> None:
    outcome = cleared(school, "Bram Andersen", frozenset({"L0232"}))
    assert isinstance(outcome, Finding)
    assert (outcome.code, outcome.case) == ("G01", "other_student")


def test_a_text_of_its_own_student_that_was_not_released_stops_it(school: Checked) -> None:
    outcome = cleared(school, "Interne nota over het gezin blijft bij de directie en de mentor.")
    assert isinstance(outcome, Finding)
    assert (outcome.code, outcome.case) == ("G01", "closed")


def test_proposals_never_go_to_the_care_folder() -> None:
    with pytest.raises(TypeError, match="what is not decided does not go to zorg"):
        replace(LIST, audience=Audience.CARE)
