"""The command line as outside checks rely on it: exit status, stdout for data, stderr for people."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from docgen import cli
from docgen.cli import commands, main
from docgen.cli.helping import Group
from docgen.cli.root import MODULES
from docgen.messages import command_help
from docgen.spec import documents
from tests.building import files, made
from tests.documents import plain_template, texts
from tests.worked_example import ROWS, project


def docgen(*words: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run docgen as a user would, in a process of its own."""
    before = ["--project", str(folder)] if folder else []
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "docgen.cli", *before, *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=120)


def errors(whole: dict[str, Any]) -> list[dict[str, Any]]:
    """The findings of severity fout; the worked example has some remarks at its end, and no errors."""
    return [entry for entry in whole["findings"] if entry["severity"] == "fout"]


def test_a_school_in_order_ends_with_0(tmp_path: Path) -> None:
    run = docgen("check", "--json", folder=project(tmp_path))
    whole = json.loads(run.stdout)
    assert (run.returncode, run.stderr, errors(whole)) == (0, "", [])
    assert (list(whole), whole["schema"]) == (["schema", "findings", "counts"], 1)
    assert {tuple(entry) for entry in whole["findings"]} == {
        ("code", "severity", "file", "sheet", "cell", "column", "message", "hint", "blocks")
    }
    assert list(whole["counts"]) == ["fout", "te bevestigen", "waarschuwing", "opmerking"]


def test_build_prints_the_manifest_and_keeps_it(tmp_path: Path) -> None:
    folder = project(tmp_path)
    printed = json.loads(docgen("build", "--json", folder=folder).stdout)
    kept = json.loads((folder / "outputs" / "manifest.json").read_text())
    assert sorted(kept["documents"], key=lambda entry: entry["path"]) == printed["documents"]
    assert [entry["path"] for entry in printed["documents"]] == list(files())
    of_students = [entry for entry in printed["documents"] if entry["student"]]
    assert {(entry["type"], entry["audience"], entry["status"]) for entry in of_students} >= {
        ("examenrooster", "zorg", "definitief"),
        ("lesrooster", "zorg", "definitief"),
        ("overdrachtsfiche", "overdracht", "definitief"),
        ("zorgfolder", "zorg", "definitief"),
    }
    assert {tuple(entry) for entry in printed["documents"]} == {
        ("path", "type", "audience", "student", "status", "sha256", "changed")
    }


def test_two_builds_give_the_same_bytes_and_the_second_makes_nothing(tmp_path: Path) -> None:
    first, second = project(tmp_path / "a"), project(tmp_path / "b")
    for folder in (first, second):
        assert docgen("build", folder=folder).returncode == 0
    once = {path.relative_to(first): path.read_bytes() for path in (first / "outputs").rglob("*.docx")}
    again = {path.relative_to(second): path.read_bytes() for path in (second / "outputs").rglob("*.docx")}
    assert len(once) == len(made())
    assert once == again
    third = json.loads(docgen("build", "--json", folder=first).stdout)
    assert [entry["changed"] for entry in third["documents"]] == [False] * len(files())


def test_processes_give_the_same_bytes(tmp_path: Path) -> None:
    alone, together = project(tmp_path / "a"), project(tmp_path / "b")
    docgen("build", folder=alone)
    assert docgen("build", "--jobs", "2", folder=together).returncode == 0
    one_by_one = {path.name: path.read_bytes() for path in (alone / "outputs").rglob("*.docx")}
    assert one_by_one == {path.name: path.read_bytes() for path in (together / "outputs").rglob("*.docx")}


def test_an_error_ends_with_1_and_stops_only_what_depends_on_it(tmp_path: Path) -> None:
    rows = ROWS["Lesroosteraanpassingen"].replace("| di3 | GES | ZW |", "| di3 | GES | XX |")
    run = docgen("build", "--json", folder=project(tmp_path, Lesroosteraanpassingen=rows))
    whole = json.loads(run.stdout)
    assert run.returncode == 1
    show = {name for name, spec in documents().items() if "Lesroosteraanpassingen" in spec.fields}
    about = ("_L0231-1", "schoolbeeld_", "zelfevaluatie_")  # the last two count nobody else here
    types = {path: path.split("/")[1].partition("_")[0] for path in made()}
    stopped = [path for path, name in types.items() if name in show and any(part in path for part in about)]
    assert [
        (entry["code"], entry["severity"], entry["sheet"], entry["cell"], entry["column"], entry["blocks"])
        for entry in errors(whole)
    ] == [
        ("A02", "fout", "Lesroosteraanpassingen", "F4", "Invulling", sorted(path.split("/")[1] for path in stopped)),
    ]
    gone = {path.partition(".")[0] for path in stopped}
    expected = [("definitief", path) for path in files() if path.partition(".")[0] not in gone]
    expected += [("geblokkeerd", "")] * len(stopped)
    assert sorted((entry["status"], entry["path"]) for entry in whole["documents"]) == expected


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    folder = project(tmp_path)
    assert docgen("build", "--dry-run", folder=folder).returncode == 0
    assert not (folder / "outputs").exists()


def test_a_workbook_that_cannot_be_read_takes_no_document_away(tmp_path: Path) -> None:
    folder = project(tmp_path)
    docgen("build", folder=folder)
    before = sorted(path.name for path in (folder / "outputs").rglob("*.docx"))
    (folder / "inputs" / "school.xlsx").write_bytes(b"half gekopieerd")
    assert docgen("build", folder=folder).returncode == 1
    assert sorted(path.name for path in (folder / "outputs").rglob("*.docx")) == before
    assert not (folder / "outputs" / "vervallen").exists()


def test_a_withdrawn_decision_takes_its_documents_out_of_the_care_folder(tmp_path: Path) -> None:
    folder = project(tmp_path)
    docgen("build", folder=folder)
    project(
        tmp_path,
        Beslissingen=ROWS["Beslissingen"].replace("| goedgekeurd |  | 30/06/2026", "| ingetrokken |  | 30/06/2026"),
    )
    whole = json.loads(docgen("build", "--json", folder=folder).stdout)
    assert [(entry["path"], entry["status"]) for entry in whole["documents"] if "examen" in entry["type"]] == [
        ("vervallen/zorg/examenrooster_L0231-2.docx", "vervallen"),
    ]
    assert not (folder / "outputs" / "zorg" / "examenrooster_L0231-2.docx").exists()


def test_only_narrows(tmp_path: Path) -> None:
    folder = project(tmp_path)
    run = docgen("build", "--json", "--only", "document=zorgfolder", "--only", "klas=4wewib", folder=folder)
    assert [entry["type"] for entry in json.loads(run.stdout)["documents"]] == ["zorgfolder"]
    assert [path.name for path in (folder / "outputs").rglob("*.docx")] == ["zorgfolder_L0231.docx"]


@pytest.mark.parametrize("words", [("form", "traject"), ("template", "preview"), ("audit", "show"), ("explain",)])
def test_what_is_typed_gives_the_console_no_orders(words: tuple[str, ...], tmp_path: Path) -> None:
    run = docgen(*words, "\x1b[31mL0231", folder=project(tmp_path))
    said = run.stderr + run.stdout
    assert ("L0231" in said, "\x1b" in said) == (True, False)


def test_a_choice_that_nothing_fits_is_said(tmp_path: Path) -> None:
    run = docgen("build", "--only", "klas=9Z", folder=project(tmp_path))
    assert "Geen enkel document past bij --only." in run.stderr.splitlines()[-1]
    assert [*(tmp_path / "outputs").rglob("*.docx")] == []


@pytest.mark.parametrize("words", [("bild",), ("build", "--onli"), ("build", "--only", "naam=x"), ("explain", "E60")])
def test_usage_ends_with_2(words: tuple[str, ...], tmp_path: Path) -> None:
    run = docgen(*words, folder=project(tmp_path))
    assert (run.returncode, run.stdout) == (2, "")
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("read-back", "er ontbreekt iets: PAPIER.docx."),
        ("template check", "er ontbreekt iets: TEMPLATE.docx."),
        ("template render a.docx", "er ontbreekt iets: --data."),
        ("build --only", "de optie '--only' heeft een waarde nodig."),
        ("build --jobs 0", "--jobs: schrijf een getal van 1 tot 64."),
        ("exams propose --per-dag 0", "--per-dag: schrijf een getal van 1 of meer."),
        (
            "--project weg check",
            "de map 'weg' bestaat niet. Kijk na wat achter --project staat, of begin met docgen init.",
        ),
        (f"init {__file__}", "wat bij MAP staat, is geen map."),
        ("board --week gisteren", "--week: schrijf een dag, zoals 23/02/2026."),
        ("--lang fr check", "--lang: kies uit nl, en."),
        ("init een twee", "hier staat te veel: twee."),
        ("transfer receipt L0231 weg.pdf", "wat bij BESTAND staat, is niet te vinden."),
    ],
)
def test_a_mistake_in_a_command_is_told_in_dutch(
    words: str, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["docgen", *words.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, capsys.readouterr().err.splitlines()[0]) == (2, f"Fout: {said}")


def test_no_inputs_is_one_clear_finding(tmp_path: Path) -> None:
    run = docgen("build", folder=tmp_path)
    assert run.returncode == 1
    assert run.stderr.splitlines()[0] == (
        "FOUT A01 inputs: In de map inputs staat geen werkboek. "
        "Zet een werkboek met het blad Leerlingen in de map inputs, of begin met docgen init."
    )


def test_a_template_fault_ends_with_3(tmp_path: Path) -> None:
    folder = project(tmp_path)
    (folder / "templates").mkdir()
    (folder / "templates" / "zorgfolder.docx").write_bytes(plain_template("{{ leerling.naam"))
    run = docgen("build", folder=folder)
    assert run.returncode == 3
    assert [line[:8] for line in run.stderr.splitlines() if line.startswith("FOUT")] == ["FOUT T06"]
    others = [path for path in made() if "/zorgfolder_" not in path]
    assert (
        sorted(path.relative_to(folder / "outputs").as_posix() for path in (folder / "outputs").glob("*/*.docx"))
        == others
    )


def test_an_unwritable_folder_ends_with_4(tmp_path: Path) -> None:
    folder = project(tmp_path)
    (folder / "outputs").write_text("een bestand op de plaats van de map")
    run = docgen("build", folder=folder)
    assert run.returncode == 4
    assert "Traceback" not in run.stderr


def test_render_fills_one_document_or_a_folder(tmp_path: Path) -> None:
    template, data = tmp_path / "brief.docx", tmp_path / "data.json"
    template.write_bytes(plain_template("Beste {{ naam }}"))
    data.write_text('{"naam": "Zoë & <Jan>"}', encoding="utf-8")
    run = docgen("template", "render", str(template), "--data", str(data), "--out", str(tmp_path / "een.docx"))
    assert run.returncode == 0
    assert "Beste Zoë & <Jan>" in list(texts((tmp_path / "een.docx").read_bytes()))
    lines = tmp_path / "data.jsonl"
    lines.write_text('{"naam": "A"}\n\n{"naam": "B"}\n', encoding="utf-8")
    run = docgen("template", "render", str(template), "--data", str(lines), "--out", str(tmp_path / "map"))
    assert (run.returncode, sorted(path.name for path in (tmp_path / "map").iterdir())) == (
        0,
        ["00001.docx", "00003.docx"],
    )


def test_render_says_where_the_data_are_wrong(tmp_path: Path) -> None:
    template, data = tmp_path / "brief.docx", tmp_path / "data.jsonl"
    template.write_bytes(plain_template("Beste {{ naam }}"))
    data.write_text('{"naam": "A"}\n{"naam": \n', encoding="utf-8")
    run = docgen("template", "render", str(template), "--data", str(data), "--out", str(tmp_path / "map"))
    assert (run.returncode, run.stderr.partition(": ")[0]) == (4, "FOUT S15 data.jsonl > rij 2")


@pytest.mark.parametrize(
    ("template", "data", "out", "status", "said"),
    [
        ("weg.docx", "data.json", "een.docx", 2, "Fout: wat bij MAP/weg.docx staat, is niet te vinden."),
        ("brief.docx", "weg.json", "een.docx", 2, "Fout: wat bij MAP/weg.json staat, is niet te vinden."),
        ("brief.docx", "data.json", "data.json", 2, "Fout: --out MAP/data.json: schrijf een naam met .docx."),
        ("brief.docx", "data.json", "brief.docx", 2, "Fout: 'MAP/brief.docx' bestaat al. Kies een andere naam."),
        ("brief.docx", "utf16.json", "een.docx", 4, "FOUT S15 utf16.json > rij 1: Hier staat geen leesbare JSON."),
    ],
)
def test_render_takes_no_file_for_another(
    tmp_path: Path, template: str, data: str, out: str, status: int, said: str
) -> None:
    files = {
        "brief.docx": plain_template("Beste {{ naam }}"),
        "data.json": b'{"naam": "Zo\xc3\xab"}',
        "utf16.json": '{"naam": "Zoë"}'.encode("utf-16"),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    places = [str(tmp_path / name) for name in (template, data, out)]
    run = docgen("template", "render", places[0], "--data", places[1], "--out", places[2])
    told = run.stderr.replace(f"{tmp_path}{os.sep}", "MAP/")
    assert (run.returncode, told[: len(said)]) == (status, said)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == files


def test_documents_that_are_called_the_same_do_not_replace_each_other(tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_bytes(plain_template("Beste {{ naam }}"))
    names = "".join(f'{{"_name": "{name}", "naam": "{name}"}}\n' for name in ("a/b", "a_b", "A/B", "c"))
    (tmp_path / "data.jsonl").write_text(names, encoding="utf-8")
    places = [str(tmp_path / name) for name in ("brief.docx", "data.jsonl", "map")]
    run = docgen("template", "render", places[0], "--data", places[1], "--out", places[2])
    assert (run.returncode, run.stdout, sorted(path.name for path in (tmp_path / "map").iterdir())) == (
        0, "4\n", ["A_B_00003.docx", "a_b.docx", "a_b_00002.docx", "c.docx"],
    )  # fmt: skip


def test_help_is_dutch_and_light() -> None:
    run = docgen("--help")
    assert run.returncode == 0
    assert run.stdout.splitlines()[2] == "  Maakt van werkboeken in inputs/ nagekeken Word-documenten in outputs/."
    heavy = "import sys, docgen.cli; print(sorted({'jinja2','lxml','pydantic','openpyxl','rich'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, timeout=60)
    assert loaded.stdout == "[]\n"


def test_every_command_stands_in_its_module_and_only_that_one_is_imported() -> None:
    for module, words in MODULES.items():
        code = f"import docgen.cli.{module}; print(*sorted(docgen.cli.commands.commands))"
        alone = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
        assert alone.stdout.split() == sorted(words)
    written = {path.stem for path in Path(cli.__file__).parent.glob("[!_]*.py")}
    assert written - {"root", "helping", "showing"} == MODULES.keys()


def helped(command: click.Command, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Every text of --help: the command, the option by name ('what' of the command itself), and the Dutch."""
    yield path, "what", command.help or ""
    options = (one for one in command.params if isinstance(one, click.Option) and one.name != "version")
    yield from ((path, str(one.name), one.help or "") for one in options)
    for name, below in command.below(click.Context(command)) if isinstance(command, Group) else ():
        yield from helped(below, f"{path} {name}".strip())


def test_every_command_and_option_is_explained_in_both_languages() -> None:
    english = {(path, key): text for path, texts in command_help("en").items() for key, text in texts.items()}
    dutch = {(path, key): text for path, key, text in helped(commands)}
    assert english.keys() == dutch.keys()
    assert [key for key, text in (*dutch.items(), *english.items()) if not text.strip().endswith((".", "…"))] == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name of a file is a text")
def test_a_name_of_a_file_that_is_no_text_stops_nothing(tmp_path: Path) -> None:
    folder = os.fsencode(project(tmp_path) / "inputs")
    os.rename(folder + b"/school.xlsx", folder + b"/sch\xf6ol.xlsx")
    Path(os.fsdecode(folder + b"/kap\xe9t.xlsx")).write_bytes(b"PK\3\4")
    for line in (
        "check",
        "check --json",
        "build",
        "build --json",
        "build",
        "diff --json",
        "explain outputs/index.html",
    ):
        run = docgen(*line.split(), folder=tmp_path)
        assert (run.returncode in (0, 1, 2), "S12" in run.stdout + run.stderr) == (True, False), line
        assert "--json" not in line or json.loads(run.stdout)["schema"] == 1
    assert [*(tmp_path / "outputs").rglob("*.docx")]
    assert b"kap\\udce9t.xlsx" in (tmp_path / "outputs" / "index.html").read_bytes()


def test_the_words_around_the_help_are_in_the_language_of_the_user() -> None:
    run = docgen("what-if", "--help")
    assert (run.stdout.splitlines()[0].partition(" ")[0], run.stdout.count("Opties:")) == ("Gebruik:", 1)
    assert [line.split()[:3] for line in run.stdout.splitlines() if "--van" in line] == [["--van", "DAG", "De"]]
    assert run.stdout.splitlines()[-1].split(maxsplit=2) == ["-h,", "--help", "Toon deze uitleg en stop."]
    english = docgen("--lang", "en", "what-if", "--help")
    assert english.stdout.splitlines()[-1].split(maxsplit=2) == ["-h,", "--help", "Show this help and stop."]


def test_a_mistake_shows_how_the_command_is_written() -> None:
    run = docgen("what-if")
    assert run.stderr.splitlines()[-1].endswith("docgen.cli what-if [OPTIES] TRAJECT...")
    assert run.stderr.splitlines()[-1].startswith("Gebruik: ")


def test_english_is_one_option_away(tmp_path: Path) -> None:
    run = docgen("--lang", "en", "check", folder=tmp_path)
    assert run.stderr.splitlines()[0].startswith("ERROR A01 inputs: ")
