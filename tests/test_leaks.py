"""The search finds what a plain and slow one finds, in whatever dress and wherever it stands; and excuses no more."""

from __future__ import annotations

import ast
import unicodedata
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from docgen import pipeline
from docgen.fill import fill
from docgen.plan.plan import plan
from docgen.plan.planned import FINAL
from docgen.privacy import Cleared, Released, inspect, release
from docgen.privacy.allowed import Allowed
from docgen.privacy.calling import MOST
from docgen.privacy.doctext import words
from docgen.privacy.leaks import RUN, Secrets
from docgen.privacy.secret import secrets_in
from docgen.privacy.vocabulary import Run, _printed, _printed_by, _sources
from docgen.project import Project
from docgen.records.dossier import Records
from docgen.spec import documents
from docgen.tables.care import Trajectory
from docgen.template import compile_template
from tests.documents import plain_template
from tests.worked_example import project


class Example(NamedTuple):
    """The worked example, its index, and what was released to one of its documents."""

    records: Records
    secrets: Secrets
    released: Released


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """With the care folder of Noor."""
    records = pipeline.check(Project(project(tmp_path_factory.mktemp("voorbeeld")))).records
    planned = next(one for one in plan(records, documents().values()) if one.name.startswith("zorgfolder"))
    return Example(records, Secrets(records), release(records, planned, FINAL))


def slowly(secrets: Secrets, text: str) -> set[Run]:
    """Every run of the index in a text, by trying each of them at each place."""
    found = words(text)
    stretches = {tuple(found[start:end]) for start in range(len(found)) for end in range(start + 1, len(found) + 1)}
    divided = secrets._callings.divided
    names = {
        run
        for stretch in stretches
        if 1 < len(stretch) <= MOST and stretch not in divided.get("".join(stretch), ())
        for run in divided.get("".join(stretch), ())
    }
    return {run for run in secrets.runs if run in stretches} | names


DRESSES: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    lambda text: unicodedata.normalize("NFD", text.replace("e", "é")),
    lambda text: text.replace("e", "ë"),
    lambda text: "\u200b".join(text),
    lambda text: text.replace("r", "r\u00ad"),
    lambda text: text.replace("a", "a-", 1),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "\n"),
    lambda text: text.replace(" ", ""),
    lambda text: "".join(chr(ord(c) - ord("A") + 0x1D400) if "A" <= c <= "Z" else c for c in text),  # bold to Unicode
)
SAID = (
    "Bram",
    "Andersen",
    "Bram Andersen",
    "Andersen, B.",
    "L0232",
    "L 02 32",
    "de",
    "L",
    "B.",
    "Noor",
    "An",
    "dersen",
)
OTHERS = ("het gezin blijft bij de directie en de mentor", "Interne nota over", "schoolmoeheid", "elke week", "2", "–")


@given(
    st.lists(st.tuples(st.sampled_from((*SAID, *OTHERS)), st.sampled_from(DRESSES)), max_size=6),
    st.sampled_from((" ", "")),
)
@example([("Interne nota over", str), ("het gezin blijft bij de directie en de mentor", str.upper)], " ")
@settings(max_examples=300, deadline=None)
def test_the_quick_search_finds_what_a_slow_one_finds(
    school: Example, parts: list[tuple[str, Callable[[str], str]]], between: str
) -> None:
    secrets = school.secrets
    text = between.join(dress(part) for part, dress in parts)
    _, runs = secrets.known_in(text)
    assert set(runs) == slowly(secrets, text)
    assert len(runs) == len(set(runs))


PLACES = ("body", "header", "footer", "alt text", "split")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("dress", DRESSES, ids=range(len(DRESSES)))
def test_a_name_is_found_in_any_dress_wherever_it_stands(
    school: Example, place: str, dress: Callable[[str], str]
) -> None:
    assert outcomes(school, plain_template("{{ lek }}", part=place), "Noor Voorbeeld", dress("Bram Andersen")) == [
        True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["Bram {{ lek }}", "{{ lek }} Bram", "BRAM-{{ lek }}", "Bra{{ lek }}"])
def test_a_name_that_is_half_the_template_and_half_a_value_is_found(school: Example, written: str) -> None:
    rest = "m Andersen" if written.startswith("Bra{") else "Andersen"
    assert outcomes(school, plain_template(written), "knutselt", rest, "knutselt", rest) == [True, False, True, False]


def outcomes(school: Example, static: bytes, *values: str) -> list[bool]:
    """Whether each document is cleared that says these values, one after the other by one index, which remembers."""
    _, secrets, released = school
    template = compile_template(static, name="x.docx")
    cleared = []
    for value in values:
        data = fill(template, {"lek": value})
        cleared.append(isinstance(inspect(data, released, secrets, static), Cleared))
        assert cleared[-1] == (secrets.placed_in(data, "x.docx", released, static) is None)
    return cleared


EXTRA = {
    "docProps/core.xml": "<p xmlns:d='d'><d:title>{}</d:title></p>",
    "word/comments.xml": "<w:comments xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    "<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:comments>",
    "word/footnotes.xml": "<x><!-- {} --></x>",
    "customXml/item1.xml": "<x naam='{}'/>",
    "word/embeddings/los.txt": "{}",
}


@pytest.mark.parametrize("member", EXTRA)
@pytest.mark.parametrize("dress", DRESSES, ids=range(len(DRESSES)))
def test_a_name_in_a_part_beside_the_pages_is_found(school: Example, member: str, dress: Callable[[str], str]) -> None:
    _, secrets, released = school
    answers, static = [], plain_template("{{ lek }}")
    for name in ("Noor Voorbeeld", dress("Bram Andersen")):
        made = BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(member, EXTRA[member].format(name))
        answers.append(secrets.is_clean(made.getvalue(), "x.docx", released, static))
        assert answers[-1] == (secrets.first_in(made.getvalue(), "x.docx", released, static) is None)
    assert answers == [True, False]


def test_a_cell_is_excused_by_what_it_says_not_by_where_it_stands(school: Example) -> None:
    """A row of a form may stand where another one stands."""
    static, released, dossier = plain_template("{{ lek }}"), school.released, school.records.dossiers["L0231"]
    (shown,) = {row.trajectory_id for row in released.of("Trajecten") if row.needs}
    rows = (row for rows in dossier.rows.values() for row in rows)
    secrets = (secret for row in rows for _, secret in secrets_in(row) if secret.column.attribute == "needs")
    secret = next(secret for secret in secrets if vars(secret.row)["trajectory_id"] == shown)
    assert isinstance(secret.row, Trajectory)
    assert Allowed(released, static).excuses(tuple(words(secret.row.needs))[:RUN], secret)
    other = secret._replace(row=secret.row.model_copy(update={"needs": "Woorden die aan niemand zijn vrijgegeven"}))
    assert other.row.origin is secret.row.origin
    assert not Allowed(released, static).excuses(("woorden", "die", "aan", "niemand", "zijn", "vrijgegeven"), other)


def test_the_words_of_the_code_are_among_those_that_are_quickly_read() -> None:
    """Else a file would be passed over that says what is asked for."""
    quick = [(source, known) for source, known in _sources() if known is not None]
    assert quick
    for source, known in quick:
        said = {word for node in ast.parse(source).body for text in _printed(node) for word in words(text)}
        assert said <= known
        assert set(_printed_by(source).text.split()) - {"|"} == said
