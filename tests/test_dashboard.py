"""The results pages as files: what is on them, for whom, what never is, and when they are written."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html as lxml_html

from docgen.columns import Sensitivity
from docgen.dashboard import OURS, Written, write_pages
from docgen.dashboard.html import el, join
from docgen.init import init
from docgen.kinds import Text
from docgen.making.outcome import is_beside
from docgen.pipeline import Built, build
from docgen.project import Project
from docgen.spec import sheets

EXAMPLE = Path(__file__).parent.parent
NOW = datetime(2026, 3, 23, 7, 42)
PAGES = ("index.html", "leerlingen/*.html", "controle/*.html", "*/index.html")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Built]:
    """The example school, built with its pages."""
    folder = tmp_path_factory.mktemp("school")
    shutil.copytree(EXAMPLE / "inputs", folder / "inputs")
    shutil.copy(EXAMPLE / "docgen.toml", folder)
    project = Project(folder)
    built = build(project)
    write_pages(project, built, {}, now=NOW)
    return project, built


def pages(project: Project) -> dict[str, str]:
    """Every page by its path under outputs/."""
    found = sorted({path for pattern in PAGES for path in project.outputs.glob(pattern)})
    return {path.relative_to(project.outputs).as_posix(): path.read_text(encoding="utf-8") for path in found}


def text_of(page: str) -> str:
    """What a reader sees, in one line."""
    body = lxml_html.fromstring(page).find("body")
    for script in body.iter("script"):
        script.text = ""
    return " ".join(body.text_content().split())


def test_what_is_too_long_for_a_word_is_cut_off_with_its_length() -> None:
    assert el("p", f"Noor {'x' * 30_000} & co") == f"<p>Noor {'x' * 300}… (30000) &amp; co</p>"
    assert el("p", "x " * 300) == f"<p>{'x ' * 300}</p>"


def test_text_is_escaped_and_a_style_attribute_is_refused() -> None:
    assert str(el("p", "<b> & co", title='"x"')) == '<p title="&quot;x&quot;">&lt;b&gt; &amp; co</p>'
    assert str(join("a", None, ["<", el("br")])) == "a&lt;<br>"
    with pytest.raises(TypeError):
        el("p", style="color:red")


def test_each_audience_has_a_page_and_the_transfer_packages_have_none(school: tuple[Project, Built]) -> None:
    names = [name for name in pages(school[0]) if not name.startswith("leerlingen/")]
    assert names == [
        "controle/bevindingen.html",
        "index.html",
        "klassenraad/index.html",
        "melding/index.html",
        "school/index.html",
        "zorg/index.html",
    ]


def test_a_page_of_a_folder_names_every_document_there_and_no_other(school: tuple[Project, Built]) -> None:
    project = school[0]
    for folder in ("school", "zorg", "melding", "klassenraad"):
        page = (project.outputs / folder / "index.html").read_text(encoding="utf-8")
        linked = {unquote(link) for link in re.findall(r'href="([^"#]+)"', page)}
        assert linked == {path.name for path in (project.outputs / folder).glob("*.docx")}


def test_every_document_that_was_planned_is_counted_by_its_state(school: tuple[Project, Built]) -> None:
    project, built = school
    counts: dict[str, int] = {}
    for entry in built.published.documents:
        if entry.audience != "melding" and not is_beside(entry.path):
            counts[entry.status] = counts.get(entry.status, 0) + 1
    seen = dict(re.findall(r"</svg>(Definitief|Ontwerp|Geblokkeerd) <b>(\d+)</b></li>", pages(project)["index.html"]))
    assert {name.lower(): int(count) for name, count in seen.items()} == counts


def test_every_link_leads_to_what_is_there(school: tuple[Project, Built]) -> None:
    project, broken = school[0], []
    for name, page in pages(project).items():
        ids = set(re.findall(r'id="([^"]+)"', page))
        for link in re.findall(r'<a [^>]*href="([^"]+)"', page):
            path, _, anchor = unquote(link).partition("#")
            target = ((project.outputs / name).parent / path).resolve() if path else project.outputs / name
            there = target.is_file()
            if there and anchor and target.suffix == ".html":
                there = f'id="{anchor}"' in target.read_text(encoding="utf-8") if path else anchor in ids
            broken += [] if there else [(name, link)]
    assert broken == []


def test_no_page_asks_for_anything_or_holds_an_outside_address(school: tuple[Project, Built]) -> None:
    for page in pages(school[0]).values():
        assert re.findall(r"https?://|//[a-z]+\.|\ssrc=|style=|@import|url\(|<link|<iframe|<form", page) == []
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
        assert policy is not None
        assert re.sub(r"sha256-[\w+/=]+", "sha256", policy[1].replace("&#x27;", "'")) == (
            "default-src 'none'; style-src 'sha256'; script-src 'sha256'; img-src data:; base-uri 'none';"
            " form-action 'none'"
        )


class _Texts(HTMLParser):
    """All that a page holds as text or attribute, without its own style and script."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._own = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._own = tag in ("style", "script")
        self.found += [value for _, value in attrs if value]

    def handle_endtag(self, tag: str) -> None:
        self._own = False

    def handle_data(self, data: str) -> None:
        if not self._own:
            self.found.append(data)


def closed_texts(built: Built) -> Iterator[tuple[str, str, str]]:
    """Every text of class Z or M that somebody typed and that is long enough to be recognised."""
    for name, rows in built.checked.records.register.rows.items():
        closed = {
            column.heading
            for column in sheets()[name].columns()
            if column.sensitivity in (Sensitivity.Z, Sensitivity.M)
        }
        for row in rows:
            for attribute, info in type(row).model_fields.items():
                value = getattr(row, attribute, None)
                free = any(isinstance(kind, Text) for kind in info.metadata)
                if str(info.alias) in closed and free and isinstance(value, str) and len(value) > 15:
                    yield name, str(info.alias), value


def test_no_text_of_a_dossier_stands_on_any_page(school: tuple[Project, Built]) -> None:
    project, built = school
    secrets = [*closed_texts(built)]
    assert len(secrets) > 100
    leaks = []
    for name, page in pages(project).items():
        parser = _Texts()
        parser.feed(page)
        whole = " ".join(" ".join(parser.found).split())
        leaks += [(name, sheet, heading) for sheet, heading, value in secrets if " ".join(value.split()) in whole]
    assert leaks == []


def test_what_is_for_staff_only_stands_on_the_page_of_its_folder_only(school: tuple[Project, Built]) -> None:
    naming = [name for name, page in pages(school[0]).items() if "meldingsmapnota" in page or "Nota voor de" in page]
    assert naming == ["melding/index.html"]


def test_a_page_of_a_student_names_no_other_student(school: tuple[Project, Built]) -> None:
    project, built = school
    students = [dossier.student for dossier in built.checked.records.dossiers.values()]
    for name, page in pages(project).items():
        if not name.startswith("leerlingen/"):
            continue
        told = text_of(page)
        others = [s for s in students if s.student_id != Path(name).stem]
        assert [s.student_id for s in others if f"{s.first_name} {s.family_name}" in told] == []


def test_each_field_of_a_transfer_says_whether_it_goes_and_on_which_ground(school: tuple[Project, Built]) -> None:
    page = lxml_html.fromstring(pages(school[0])["index.html"])
    tables = page.xpath("//section[@id='overdrachten']//table")
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in tables[1].xpath("./tbody/tr")]
    assert [row[0] for row in rows] == [f"TR{number:02}" for number in range(1, 17)]
    assert rows[0] == ["TR01", "Naam en geboortedatum", "gaat mee", "altijd"]
    assert {row[2] for row in rows} == {"gaat mee", "– gaat niet mee"}
    assert all(row[3] for row in rows)


def test_a_second_run_with_nothing_changed_writes_only_the_pages_that_hold_its_moment(
    school: tuple[Project, Built],
) -> None:
    project, built = school
    assert write_pages(project, built, {}, now=NOW) == Written()
    assert write_pages(project, built, {}, now=datetime(2026, 3, 23, 8, 0)).changed == (
        "controle/bevindingen.html",
        "index.html",
    )
    write_pages(project, built, {}, now=NOW)


def test_the_page_of_a_student_who_is_gone_is_removed_and_what_is_not_ours_stays(
    school: tuple[Project, Built],
) -> None:
    project, built = school
    gone, other = project.outputs / "leerlingen" / "L0999.html", project.outputs / "leerlingen" / "nota.html"
    gone.write_bytes(b"<!doctype html><head>" + OURS + b'0"></head>')
    other.write_bytes(b"<p>van iemand anders</p>")
    write_pages(project, built, {}, now=NOW)
    assert (gone.exists(), other.exists()) == (False, True)
    other.unlink()


def test_a_dry_run_writes_no_page(tmp_path: Path, school: tuple[Project, Built]) -> None:
    assert write_pages(Project(tmp_path), school[1], {}, dry_run=True) == Written()
    assert not (tmp_path / "outputs").exists()


def test_the_pages_speak_english_when_asked(school: tuple[Project, Built]) -> None:
    project, built = school
    write_pages(project, built, {}, "en", now=NOW)
    page = pages(project)["index.html"]
    write_pages(project, built, {}, now=NOW)
    assert '<html lang="en">' in page
    assert "Nothing to correct" in text_of(page)


def test_a_school_that_begins_is_told_where_to_begin(tmp_path: Path) -> None:
    init(tmp_path, NOW.date())
    project = Project(tmp_path)
    write_pages(project, build(project), {}, now=NOW)
    page = lxml_html.fromstring(pages(project)["index.html"])
    assert page.xpath("string(//h1)") == "Nog niets ingevuld"
    assert "Vul het blad Leerlingen in" in page.text_content()
    assert "Nog 1 opmerking houdt niets tegen." in page.text_content()
    assert page.xpath("//*[@id='filter'] | //a[@href='#zoek']") == []
    links = page.xpath("//section[@id='leerlingen']//a[contains(@href, '.docx')]")
    assert {link.xpath("string(text()[last()])").strip() for link in links} == {"hele school"}


def test_a_school_of_which_nothing_can_be_read_is_told_what_to_do_first(tmp_path: Path) -> None:
    init(tmp_path, NOW.date())
    for path in (tmp_path / "inputs").glob("*.xlsx"):
        path.write_bytes(b"PK\3\4")
    project = Project(tmp_path)
    write_pages(project, build(project), {}, now=NOW)
    page = lxml_html.fromstring(pages(project)["index.html"])
    assert page.xpath("string(//h1)") == "Wat aandacht vraagt"
    assert "Nog geen documenten. Verbeter eerst de fouten hieronder." in page.text_content()
