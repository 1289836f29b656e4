"""`docgen bundle`: documents of one folder in one file, each with its own header, page numbers, lists and styles."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path, PurePosixPath

import pytest
from lxml import etree

from docgen.bundle.joining import join
from docgen.disk.copies import working_copies
from docgen.making.pdf import convert
from docgen.merge.wordxml import Element, R, W, parse, w
from docgen.pipeline import build
from docgen.project import Project
from tests.test_cli import docgen
from tests.validator import sdk_errors

ROOT = Path(__file__).parent.parent
KINDS = ("lesrooster", "examenrooster", "uittreksel", "meldingsmapnota", "overdrachtsfiche", "agenda")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Titel"/><w:basedOn w:val="Normal"/>'
    '<w:rPr><w:sz w:val="{size}"/></w:rPr></w:style>'
)
OTHER_STYLES = STYLES.format(size=28).replace("20", "24")
LIST = (
    '<w:abstractNum w:abstractNumId="0"><w:nsid w:val="1A2B3C4D"/><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NOTE = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
)
PAGES = '<w:p><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'


def text(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def word(body: str, section: str = "", size: int = 28, **parts: str) -> bytes:
    """A Word file of a body; `parts` are the contents of header, footer, numbering, footnotes, settings."""
    roots = {
        "header": "hdr",
        "footer": "ftr",
        "numbering": "numbering",
        "footnotes": "footnotes",
        "settings": "settings",
    }
    parts = {"styles": STYLES.format(size=size), **parts}
    edges = "".join(
        f'<w:{kind}Reference w:type="default" r:id="{kind}"/>' for kind in ("header", "footer") if kind in parts
    )
    links = "".join(f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    types = "".join(f'<Override PartName="/word/{kind}.xml" ContentType="{WORD}.{kind}+xml"/>' for kind in parts)
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{rels}"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{rels}">{links}</Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}<w:sectPr>{edges}{section}</w:sectPr></w:body>"
        "</w:document>",
        **{
            f"word/{kind}.xml": f"<w:{roots.get(kind, kind)} {SPACES}>{content}</w:{roots.get(kind, kind)}>"
            for kind, content in parts.items()
        },
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def joined(*documents: bytes, odd: bool = False) -> Mapping[str, bytes]:
    """The parts of the one file."""
    with zipfile.ZipFile(io.BytesIO(join(documents, title="Bundel", creator="School", odd=odd))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def main(parts: Mapping[str, bytes]) -> Element:
    return parse(parts["word/document.xml"])


def words(root: Element) -> list[str]:
    return [element.text or "" for element in root.iter(w("t"))]


def edges(parts: Mapping[str, bytes], kind: str) -> list[list[str]]:
    """Per section the words of its header (or footer) for first, default and even pages, '' for an empty one."""
    rels = etree.fromstring(parts["word/_rels/document.xml.rels"])
    targets = {rel.get("Id"): rel.get("Target", "").lstrip("/") for rel in rels}
    found = []
    for section in main(parts).iter(w("sectPr")):
        named = {e.get(w("type")): targets[e.get(f"{{{R}}}id")] for e in section.iterfind(w(f"{kind}Reference"))}
        found.append([" ".join(words(parse(parts[named[at]]))) for at in ("first", "default", "even")])
    return found


def values(root: Element, tag: str) -> list[str]:
    return [element.get(w("val"), "") for element in root.iter(w(tag))]


def test_each_document_keeps_its_own_headers_and_begins_at_page_1() -> None:
    section = '<w:pgSz w:w="11906" w:h="16838"/><w:cols w:space="708"/>'
    parts = joined(*(word(text(name), section, header=text(f"Kop {name}")) for name in ("Ada", "Bo", "Cas")))
    assert words(main(parts)) == ["Ada", "Bo", "Cas"]
    assert edges(parts, "header") == [["", f"Kop {name}", f"Kop {name}"] for name in ("Ada", "Bo", "Cas")]
    sections = list(main(parts).iter(w("sectPr")))
    assert [[etree.QName(child).localname for child in section][-4:] for section in sections] == [
        ["footerReference", "pgSz", "pgNumType", "cols"],
        ["type", "pgSz", "pgNumType", "cols"],
        ["type", "pgSz", "pgNumType", "cols"],
    ]
    assert [section.find(w("pgNumType")).get(w("start")) for section in sections] == ["1", "1", "1"]
    assert values(main(parts), "type") == ["nextPage", "nextPage"]


def test_a_document_without_a_header_does_not_show_that_of_the_student_before_it() -> None:
    parts = joined(word(text("Ada"), header=text("Kop Ada"), footer=text("Voet Ada")), word(text("Bo")))
    assert (edges(parts, "header")[1], edges(parts, "footer")[1]) == (["", "", ""], ["", "", ""])


def test_each_begins_on_an_odd_page_on_request() -> None:
    assert values(main(joined(word(text("Ada")), word(text("Bo")), odd=True)), "type") == ["oddPage"]


def test_pages_are_counted_per_document_also_when_it_has_several_sections() -> None:
    two = text("Bo", "<w:sectPr/>") + text("Bo 2")
    parts = joined(word(text("Ada"), footer=PAGES), word(two, footer=PAGES))
    fields = [parse(data).find(f".//{w('fldSimple')}") for name, data in parts.items() if "footer-" in name]
    told = [field.get(w("instr")) for field in fields if field is not None]
    assert told == [" SECTIONPAGES ", " PAGEREF docgen_einde_2 "]
    names = [start.get(w("name")) for start in main(parts).iter(w("bookmarkStart"))]
    assert names == ["docgen_einde_1", "docgen_einde_2"]


def test_equal_styles_are_taken_once_and_another_is_renamed_with_those_built_on_it() -> None:
    titled = text("Titel", '<w:pStyle w:val="Titel"/>')
    parts = joined(word(titled), word(titled), word(titled + text("gewoon"), size=40))
    assert values(main(parts), "pStyle") == ["Titel", "Titel", "TitelD3"]
    styles = parse(parts["word/styles.xml"])
    known = {style.get(w("styleId")): style.find(f".//{w('sz')}") for style in styles.iterfind(w("style"))}
    assert {name: size.get(w("val")) for name, size in known.items() if size is not None} == {
        "Titel": "28",
        "TitelD3": "40",
    }
    assert values(styles, "name") == ["Normal", "Titel", "Titel (3)"]


def test_a_style_on_other_defaults_keeps_its_look_and_its_paragraphs_name_it() -> None:
    other = STYLES.format(size=28).replace('<w:sz w:val="20"/>', '<w:b/><w:sz w:val="24"/>')
    parts = joined(word(text("Ada")), word(text("Bo"), styles=other))
    assert values(main(parts), "pStyle") == ["NormalD2"]
    renamed = parse(parts["word/styles.xml"]).find(f"{w('style')}[@{w('styleId')}='NormalD2']")
    assert renamed is not None
    assert [etree.QName(child).localname for child in renamed.find(w("rPr"))] == ["b", "sz"]
    assert (values(renamed, "sz"), renamed.get(w("default"))) == (["24"], None)


def test_a_numbered_list_begins_anew_in_each_document() -> None:
    numbered = text("punt", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    parts = joined(word(numbered, numbering=LIST), word(text("geen lijst")), word(numbered, numbering=LIST))
    used = values(main(parts), "numId")
    numbering = parse(parts["word/numbering.xml"])
    defined = {num.get(w("numId")): values(num, "abstractNumId")[0] for num in numbering.iterfind(w("num"))}
    assert (len(set(used)), set(used), len(set(defined.values()))) == (2, set(defined), 2)
    kinds = [etree.QName(child).localname for child in numbering]
    assert (kinds, values(numbering, "nsid")) == (["abstractNum", "abstractNum", "num", "num"], [])


def test_footnotes_stay_with_their_own_document() -> None:
    body = text("tekst") + '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    parts = joined(*(word(body, footnotes=NOTE.format(text=name)) for name in ("van Ada", "van Bo")))
    notes = {note.get(w("id")): words(note) for note in parse(parts["word/footnotes.xml"]).iterfind(w("footnote"))}
    referred = [element.get(w("id")) for element in main(parts).iter(w("footnoteReference"))]
    assert [notes[identity] for identity in referred] == [["van Ada"], ["van Bo"]]


def test_bookmarks_keep_leading_to_their_own_document() -> None:
    body = (
        '<w:p><w:bookmarkStart w:id="0" w:name="plan"/><w:bookmarkEnd w:id="0"/><w:hyperlink w:anchor="plan">'
        '<w:r><w:t>zie plan</w:t></w:r></w:hyperlink><w:fldSimple w:instr=" PAGEREF plan \\h "/></w:p>'
    )
    root = main(joined(word(body), word(body)))
    starts = [start.get(w("name")) for start in root.iter(w("bookmarkStart"))]
    assert starts == ["plan", "docgen_einde_1", "plan_d2", "docgen_einde_2"]
    assert [link.get(w("anchor")) for link in root.iter(w("hyperlink"))] == ["plan", "plan_d2"]
    assert [field.get(w("instr")) for field in root.iter(w("fldSimple"))] == [
        " PAGEREF plan \\h ",
        " PAGEREF plan_d2 \\h ",
    ]
    ids = [start.get(w("id")) for start in root.iter(w("bookmarkStart"))]
    assert (len(set(ids)), ids) == (4, [end.get(w("id")) for end in root.iter(w("bookmarkEnd"))])


def test_a_document_that_ends_with_a_table_gets_a_place_for_its_section() -> None:
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{text('cel')}</w:tc></w:tr></w:tbl>"
    body = main(joined(word(table), word(table))).find(w("body"))
    assert body is not None
    assert [etree.QName(child).localname for child in body] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_headers_of_even_pages_are_those_of_every_page_where_a_document_has_no_others() -> None:
    even = word(text("Bo"), header=text("Kop Bo"), settings="<w:evenAndOddHeaders/>")
    parts = joined(word(text("Ada"), header=text("Kop Ada"), settings="<w:compat/>"), even)
    assert edges(parts, "header") == [["", "Kop Ada", "Kop Ada"], ["", "Kop Bo", ""]]
    kinds = [etree.QName(child).localname for child in parse(parts["word/settings.xml"])]
    assert kinds == ["evenAndOddHeaders", "compat"]


@pytest.mark.program("node", "ooxml")
def test_what_differs_in_every_way_still_makes_a_valid_file(tmp_path: Path) -> None:
    numbered = text("punt", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    note = text("tekst") + '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    documents = [
        word(numbered, header=text("Kop"), numbering=LIST, settings="<w:compat/>"),
        word(note, footer=PAGES, footnotes=NOTE.format(text="noot"), size=40, settings="<w:evenAndOddHeaders/>"),
        word(numbered + note, numbering=LIST, footnotes=NOTE.format(text="noot"), styles=OTHER_STYLES),
    ]
    file = tmp_path / "bundel.docx"
    file.write_bytes(join(documents, title="Bundel <1>", creator="School & co"))
    assert sdk_errors(file) == []


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The example school with some of its documents made."""
    root = tmp_path_factory.mktemp("school")
    shutil.copytree(ROOT / "inputs", root / "inputs")
    shutil.copy(ROOT / "docgen.toml", root)
    project = Project(root)
    build(project, only=lambda planned: planned.spec.name in KINDS)
    return project


def bundle(school: Project, *options: str) -> tuple[int, list[str], str]:
    """The exit status, the names of the files, and what was said."""
    done = docgen("bundle", *options, folder=school.root)
    return done.returncode, [Path(line).name for line in done.stdout.splitlines()], done.stderr


def test_a_class_is_bundled_in_list_order_per_folder(school: Project) -> None:
    status, files, said = bundle(school, "--klas", "4wewib", "--document", "lesrooster")
    assert (status, files) == (0, ["lesrooster_4wewib_klassenraad.docx", "lesrooster_4wewib_zorg.docx"])
    last = said.strip().splitlines()[-1]
    assert last == "Enkel om te drukken. Geef het bestand niet door en wis het daarna."
    path = school.outputs / "druk" / "lesrooster_4wewib_zorg.docx"
    with zipfile.ZipFile(path) as archive:
        root = parse(archive.read("word/document.xml"))
    names = [" ".join(words(p)[:1]) for p in root.iter(w("p")) if values(p, "pStyle") == ["Subtitle"]]
    family = [re.sub(r"^\S+ ", "", name) for name in names]
    assert (len(names) > 2, len(set(names)) > 1, family) == (True, True, sorted(family))
    assert (path.stat().st_mode & 0o777) == 0o600
    (copy,) = [copy for copy in working_copies(school.outputs) if copy.path == f"druk/{path.name}"]
    assert copy.destroy_after - copy.written_on == timedelta(days=14)


def test_the_same_documents_give_the_same_bytes(school: Project, tmp_path: Path) -> None:
    files = [tmp_path / "een.docx", tmp_path / "twee.docx"]
    for file in files:
        assert bundle(school, "--document", "lesrooster", "--map", "zorg", "--naar", str(file))[0] == 0
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_council_gets_its_own_papers_first_and_no_notes_of_other_readers(school: Project) -> None:
    status, files, _ = bundle(school, "--raad", "KR19", "--document", "agenda", "--document", "uittreksel")
    assert (status, files) == (0, ["agenda_uittreksel_KR19_klassenraad.docx"])
    with zipfile.ZipFile(school.outputs / "druk" / "agenda_uittreksel_KR19_klassenraad.docx") as archive:
        root = parse(archive.read("word/document.xml"))
    headings = [words(p)[0] for p in root.iter(w("p")) if values(p, "pStyle") == ["Heading1"]]
    assert headings[0].startswith("Agenda")


def test_notes_for_other_readers_never_share_a_file(school: Project, tmp_path: Path) -> None:
    status, files, _ = bundle(school, "--document", "meldingsmapnota")
    readers = {PurePosixPath(path.stem).name.split("_")[2] for path in (school.outputs / "melding").glob("*.docx")}
    assert (status, files) == (0, sorted(f"meldingsmapnota_melding_{name}.docx" for name in readers))
    status, files, said = bundle(school, "--document", "meldingsmapnota", "--naar", str(tmp_path / "x.docx"))
    assert (status, files, "nooit in één bestand" in said) == (2, [], True)


def test_what_goes_to_another_school_is_never_bundled(school: Project) -> None:
    assert any((school.outputs / "overdracht").glob("overdrachtsfiche*.docx"))
    status, files, said = bundle(school, "--document", "overdrachtsfiche")
    told = "Er staat geen document dat hierbij past. Een document voor een andere school komt nooit in een bundel."
    assert (status, files, said.strip()) == (1, [], told)


def test_a_document_that_somebody_changed_is_left_out_and_named(school: Project, tmp_path: Path) -> None:
    shutil.copytree(school.root, tmp_path / "copy")
    where = Project(tmp_path / "copy")
    changed = sorted((where.outputs / "zorg").glob("examenrooster*.docx"))[0]
    changed.write_bytes(changed.read_bytes() + b" ")
    status, files, said = bundle(where, "--document", "examenrooster", "--map", "zorg")
    first = said.splitlines()[0]
    assert (status, files) == (1, ["examenrooster_zorg.docx"])
    assert first == (
        f"1 document is weggelaten: het staat er niet zoals docgen het nu maakt ({changed.stem}). "
        "Maak het eerst: docgen build"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "zeg wat u wilt drukken, bijvoorbeeld: docgen bundle --klas 4A --document examenrooster"),
        (("--document", "lesroster"), "het document 'lesroster' bestaat niet. Bedoelde u 'lesrooster'?"),
        (("--klas", "4A", "--naar", "x.pdf"), "--naar x.pdf: schrijf een naam met .docx."),
    ],
)
def test_a_wrong_question_is_answered(school: Project, options: tuple[str, ...], said: str) -> None:
    status, files, told = bundle(school, *options)
    assert (status, files, told.splitlines()[0]) == (2, [], f"Fout: {said}")


def test_a_file_that_is_there_is_not_written_over(school: Project, tmp_path: Path) -> None:
    file = tmp_path / "mijn.docx"
    file.write_bytes(b"van mij")
    status, _, _ = bundle(school, "--document", "lesrooster", "--map", "zorg", "--naar", str(file))
    assert (status, file.read_bytes()) == (2, b"van mij")


@pytest.mark.program("node", "ooxml")
def test_a_bundle_of_real_documents_is_valid(school: Project) -> None:
    _, files, _ = bundle(school, "--document", "lesrooster", "--document", "examenrooster", "--document", "uittreksel")
    assert [sdk_errors(school.outputs / "druk" / name) for name in files] == [[], []]


def pages(data: bytes, folder: Path) -> list[str]:
    """The text of each page of a PDF."""
    (folder / "pages.pdf").write_bytes(data)
    done = subprocess.run(["pdftotext", "-layout", str(folder / "pages.pdf"), "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


@pytest.mark.program("libreoffice", "pdf")
@pytest.mark.parametrize("odd", [False, True])
def test_a_pdf_has_the_pages_of_its_documents_with_their_own_header_and_count(
    school: Project, tmp_path: Path, odd: bool
) -> None:
    out = tmp_path / "bundel.docx"
    wish = ("--document", "uittreksel", "--document", "examenrooster", "--map", "zorg", "--pdf", "--naar", str(out))
    assert bundle(school, *wish, *(["--oneven"] if odd else []))[0] == 0
    found = sorted((school.outputs / "zorg").glob("[eu]*.docx"))
    single = convert({path.name: path.read_bytes() for path in found}, tmp_path / "scratch")
    alone = {name: pages(data, tmp_path) for name, data in single.pdfs.items()}
    together = pages(out.with_suffix(".pdf").read_bytes(), tmp_path)
    assert sorted(squeezed(page) for page in together if page.strip()) == sorted(
        squeezed(page) for own in alone.values() for page in own
    )
    begins = [number for number, page in enumerate(together) if "Pagina 1 van" in page]
    assert len(begins) == len(found)
    if odd:
        assert [number % 2 for number in begins] == [0] * len(found)
        assert len(together) > sum(map(len, alone.values()))


def squeezed(page: str) -> str:
    return " ".join(page.split())
