"""What an author of a template gets: all faults with their places, every tag with its meaning, a preview."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from docgen import spec
from docgen.authors import sample, workshop
from docgen.findings import Severity
from docgen.project import Project
from tests.documents import plain_template, texts
from tests.test_templates import A_PAGE, W, fullest, part, stays_whole

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(spec.documents())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_our_own_templates_have_no_faults(name: str) -> None:
    assert workshop.check(ROOT / "templates" / f"{name}.docx") == ()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_tag_has_a_meaning(name: str) -> None:
    tags = workshop.fields(spec.documents()[name])
    assert [tag.name for tag in tags if tag.tag.startswith("{{") and not tag.meaning] == []


def test_the_meanings_are_of_names_that_exist() -> None:
    names = {
        tail
        for document in spec.documents().values()
        for page in sample.views(document)
        for name, _ in workshop._walk("", page)
        for tail in _tails(name.replace("[]", ""))
    }
    assert set(workshop._meanings()) - names == set()


def _tails(name: str) -> set[str]:
    parts = name.split(".")
    return {".".join(parts[start:]) for start in range(len(parts))}


def test_the_sample_is_typed_as_a_school_would() -> None:
    from docgen.records.validate import validate
    from docgen.spec import sheets

    faults = [
        (finding.code, finding.case, name)
        for name, rows in sample.tables().items()
        for finding in validate(sheets()[name], sample._raw(name, rows)).findings
        if finding.severity is Severity.ERROR
    ]
    assert faults == []


def test_a_typo_and_a_field_of_another_document_are_faults_before_any_data(tmp_path: Path) -> None:
    path = tmp_path / "zorgfolder.docx"
    path.write_bytes(plain_template("{{ leerling.vornaam }} {{ geboren }}"))
    assert [(fault.code, fault.arg("tag"), fault.suggestion) for fault in workshop.check(path)] == [
        ("T01", "{{ leerling.vornaam }}", "{{ leerling.voornaam }}"),
        ("T04", "{{ geboren }}", None),
    ]


def test_what_shows_only_when_a_template_is_used_is_told_by_its_check(tmp_path: Path) -> None:
    path = tmp_path / "lesrooster.docx"
    path.write_bytes(plain_template("{% for i in range(10**9) %}x{% endfor %} {{ 'a' * 10**9 }}"))
    told = [(fault.code, fault.case) for fault in workshop.check(path)]
    assert told == [("T23", "range")]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_preview_is_made_of_a_student_with_a_long_name_and_many_rows(name: str, tmp_path: Path) -> None:
    made = workshop.preview(Project(ROOT), spec.documents()[name], tmp_path)
    assert [path.name for path in made] == [
        f"voorbeeld-{name}.docx",
        f"voorbeeld-{name}-0.docx",
        f"voorbeeld-{name}-40.docx",
    ]
    named = "Voornaam" in spec.documents()[name].fields.get("Leerlingen", ())  # some papers name no student
    assert any(sample.LONG_NAME in text for text in texts(made[2].read_bytes())) is named


def test_a_row_that_grew_taller_than_a_page_breaks_in_a_preview_as_in_the_document(tmp_path: Path) -> None:
    *_, many = workshop.preview(Project(ROOT), spec.documents()["time-outplan"], tmp_path)
    rows = list(part(many.read_bytes(), "document").iter(f"{W}tr"))
    assert max(map(fullest, rows)) > A_PAGE
    assert [fullest(row) for row in rows if stays_whole(row) and fullest(row) > A_PAGE] == []


def docgen(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "docgen.cli", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, cwd=ROOT)


def test_the_check_tells_all_faults_at_once_and_comments_them(tmp_path: Path) -> None:
    faulty = Document()
    lines = [
        "{{ leerling.vornaam }}",
        "Let op: {%p if ontwerp %}",
        "{%p endif %}",
        "{{ mentor|datm }}",
        "{% for s in sterktes %}",
    ]
    for text in lines:
        faulty.add_paragraph(text)
    faulty.add_table(1, 1).cell(0, 0).text = "{{ woorden"
    faulty.save(str(tmp_path / "zorgfolder.docx"))
    run = docgen("template", "check", str(tmp_path / "zorgfolder.docx"), "--annotate", str(tmp_path / "nagekeken"))
    assert run.returncode == 3
    places = [line.split(": ")[0] for line in run.stderr.splitlines()]
    assert places == [
        "FOUT T01 sjabloon zorgfolder.docx > alinea 1",
        "FOUT T03 sjabloon zorgfolder.docx > alinea 2",
        "FOUT T05 sjabloon zorgfolder.docx > alinea 4",
        "FOUT T02 sjabloon zorgfolder.docx > alinea 5",
        "FOUT T06 sjabloon zorgfolder.docx > tabel 1, rij 1, kolom 1",
    ]
    commented = Document(str(tmp_path / "nagekeken" / "zorgfolder.docx"))
    assert len(list(commented.comments)) == 5


def test_a_preview_of_a_template_that_counts_without_end_says_so_with_the_place(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    bomb = plain_template("{% for i in range(10**9) %}x{% endfor %}")
    (tmp_path / "templates" / "lesrooster.docx").write_bytes(bomb)
    run = docgen("--project", str(tmp_path), "template", "preview", "lesrooster", "--out", str(tmp_path / "uit"))
    assert (run.returncode, run.stderr.splitlines()) == (
        3,
        [
            'FOUT T23 sjabloon lesrooster.docx > alinea 1: "{% for i in range(10**9) %}" telt verder dan 1.000.'
            " Tel minder ver."
        ],
    )


def test_fields_are_lines_to_copy_or_a_word_file(tmp_path: Path) -> None:
    lines = docgen("template", "fields", "zorgfolder").stdout.splitlines()
    assert lines[0] == "{{ school.naam }}\tde naam van de school\ttekst\tAtheneum De Linde"
    assert docgen("template", "fields", "zorgfolder", "--out", str(tmp_path / "velden.docx")).returncode == 0
    assert "{{ school.naam }}" in list(texts((tmp_path / "velden.docx").read_bytes()))


def test_an_unknown_document_is_a_usage_error_with_a_suggestion() -> None:
    run = docgen("template", "fields", "zorgfoldr")
    assert (run.returncode, run.stderr.splitlines()[0]) == (
        2,
        f"Fout: het document 'zorgfoldr' bestaat niet. Er zijn: {', '.join(DOCUMENTS)}. Bedoelde u 'zorgfolder'?",
    )
