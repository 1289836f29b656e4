"""Letters: who gets one, which versions want one, what stands in it, and where its address shows in a window."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from docgen.fill import fill
from docgen.pages.page import view
from docgen.pipeline import Checked
from docgen.plan.planned import FINAL, STOPPED
from docgen.privacy import release
from docgen.spec import Audience, document, documents
from docgen.style.letter import ADDRESS_LEFT, ADDRESS_TOP, HIDDEN_FROM
from docgen.template import compile_template
from tests.building import checked, edited, more, statuses
from tests.worked_example import ROWS, STAGES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROOT = Path(__file__).parent.parent
LETTERS = tuple(name for name, spec in documents().items() if spec.per in ("addressee", "inspection"))
PARENTS = more(
    "Contacten",
    """
    L0231 | Dirk Voorbeeld | vader | ja, ontvangt niets | Dorp 1, 9999 Voorbeeldgem | Nederlands
    L0231 | Rita Gezag | plusouder | nee | Dorp 2, 9999 Voorbeeldgem | Nederlands
    L0231 | Noor Voorbeeld | leerling zelf | ja | Dorp 3, 9999 Voorbeeldgem | Nederlands
    L0231 | Karel Tweede | voogd | ja | Dorp 4 bus 2, 9999 Voorbeeldgem | Engels
    """,
)
OF_AGE = edited("Leerlingen", D4="14/01/2008")


def stage(folder: Path, name: str, **changed: str) -> Checked:
    return checked(folder, STAGES[name].today, **{**STAGES[name].rows(ROWS), **changed})


def page(result: Checked, name: str) -> dict[str, object]:
    planned = next(planned for planned in result.verdicts if planned.name == name)
    return dict(view(release(result.records, planned, result.verdicts[planned].status), date(2026, 7, 1)))


def test_the_letters_are_all_per_addressee() -> None:
    assert LETTERS == (
        "akkoordverklaring",
        "brief-bevestiging",
        "brief-inzage",
        "brief-stopzetting",
        "brief-uitnodiging",
        "brief-voorstel",
        "brief-wijziging",
    )
    assert {name for name in LETTERS if "Contacten" not in document(name).fields} == set()


@pytest.mark.parametrize("name", sorted(STAGES))
def test_only_parents_who_may_receive_get_a_letter_whatever_it_is(tmp_path: Path, name: str) -> None:
    result = stage(tmp_path, name, Contacten=PARENTS)
    letters = [planned for planned in result.verdicts if planned.spec.name in LETTERS]
    assert {planned.subject for planned in letters} == {"Sofie Peeters", "Karel Tweede"}
    for planned in letters:
        released = release(result.records, planned, FINAL)
        assert [contact.name for contact in released.of("Contacten")] == [planned.subject], planned.name


@pytest.mark.parametrize("name", sorted(STAGES))
def test_a_student_of_age_gets_every_letter_instead(tmp_path: Path, name: str) -> None:
    result = stage(tmp_path, name, Contacten=PARENTS, Leerlingen=OF_AGE)
    letters = [planned for planned in result.verdicts if planned.spec.name in LETTERS]
    assert {planned.subject for planned in letters} == {""}
    for planned in letters:
        shown = page(result, planned.name)
        assert shown["aan"] == {
            "naam": "Noor Voorbeeld",
            "relatie": "",
            "adres": ["Dorp 3", "9999 Voorbeeldgem"],
        }, planned.name
        assert shown["meerderjarig"] is True


def test_together_the_stages_have_every_letter(tmp_path: Path) -> None:
    made = set()
    for name in STAGES:
        result = stage(tmp_path / name, name)
        made |= {planned.spec.name for planned, verdict in result.verdicts.items() if verdict.status == FINAL}
    assert made >= {*LETTERS, "leerling-paspoort", "leerlingakkoord", "stappenplan", "wie-is-wie"}


def test_nobody_who_may_receive_means_no_letter_at_all(tmp_path: Path) -> None:
    result = checked(tmp_path, Contacten=edited("Contacten", D4="ja, ontvangt niets"))
    assert [planned.name for planned in result.verdicts if planned.spec.name in LETTERS] == []


def test_without_the_sheet_the_letters_are_not_made_and_the_report_names_it(tmp_path: Path) -> None:
    result = checked(tmp_path, Contacten="")
    assert [planned.name for planned in result.verdicts if planned.spec.name in LETTERS] == []
    told = {finding.arg("target"): finding.arg("list") for finding in result.findings if finding.code == "A01"}
    assert told == {"Contacten": tuple(document(name).title for name in LETTERS)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("voor-de-bekrachtiging", {"akkoordverklaring_L0231-1_1": FINAL, "akkoordverklaring_L0231-2_1": FINAL}),
        (
            "op-de-agenda",
            {
                "akkoordverklaring_L0231-2_1": FINAL,
                "brief-bevestiging_L0231-1_1": FINAL,
                "brief-uitnodiging_L0231-1_1": FINAL,
                "brief-voorstel_L0231-2_1": FINAL,
            },
        ),
        ("stopgezet", {"brief-bevestiging_L0231-1_1": FINAL, "brief-stopzetting_L0231-2_1": FINAL}),
        ("eind", {"brief-uitnodiging_L0231-2_1": FINAL, "brief-wijziging_L0231-2_1": FINAL}),
    ],
)
def test_which_letter_belongs_to_which_state(tmp_path: Path, name: str, expected: dict[str, str]) -> None:
    result = stage(tmp_path, name, Overdrachten="")
    assert statuses(result, *LETTERS) == expected


def test_what_is_not_decided_stays_in_the_folder_of_the_council_with_the_label_of_its_readers() -> None:
    proposals = {name for name in documents() if document(name).proposals and document(name).readers == "zorg"}
    assert proposals >= {"akkoordverklaring", "brief-voorstel", "leerlingakkoord"}
    assert {document(name).audience for name in proposals} == {Audience.COUNCIL}


def test_a_student_who_says_no_gets_no_proposal_but_everybody_is_invited_to_talk_on(tmp_path: Path) -> None:
    result = stage(tmp_path, "op-de-agenda", Overleg=edited("Overleg", F10="nee"), Overdrachten="")
    assert statuses(result, *LETTERS, "leerlingakkoord") == {
        "akkoordverklaring_L0231-2_1": STOPPED,
        "brief-bevestiging_L0231-1_1": FINAL,
        "brief-uitnodiging_L0231-1_1": FINAL,
        "brief-uitnodiging_L0231-2_1": FINAL,
        "brief-voorstel_L0231-2_1": STOPPED,
        "leerlingakkoord_L0231-2": STOPPED,
    }
    assert page(result, "brief-uitnodiging_L0231-2_1")["aanleiding"] == "geen_akkoord"


def test_an_older_no_and_the_no_of_a_parent_of_a_student_of_age_do_not_count(tmp_path: Path) -> None:
    was_no = edited("Overleg", A9="L0231-2", F9="nee")  # 5 February, before the yes of 24 March
    for changed in ({"Overleg": was_no}, {"Leerlingen": OF_AGE, "Overleg": edited("Overleg", D10="ouder", F10="nee")}):
        result = stage(tmp_path / str(len(changed)), "op-de-agenda", Overdrachten="", **changed)
        asked = statuses(result, "brief-uitnodiging")
        shown = [page(result, name)["aanleiding"] for name in asked if "L0231-2" in name]
        assert "geen_akkoord" not in shown


@pytest.mark.parametrize(
    ("today", "day"), [("2026-02-10", date(2026, 3, 13)), ("2026-03-13", date(2026, 3, 13)), ("2026-03-16", None)]
)
def test_an_invitation_to_look_back_names_the_day_while_it_is_to_come(
    tmp_path: Path, today: str, day: date | None
) -> None:
    result = checked(tmp_path, today, Opvolging="|")
    shown = page(result, "brief-uitnodiging_L0231-1_1")
    assert (shown["aanleiding"], shown["sinds"], shown["gesprek_op"]) == ("evaluatie", date(2026, 2, 2), day)


def test_a_proposal_says_what_it_would_change_what_it_rests_on_and_when_the_council_meets(tmp_path: Path) -> None:
    rows = {
        "Afspraken": more("Afspraken", "L0231-2 | actie |  | samen plannen | elke zondag | ouders | 22/05/2026 | open"),
        "Overleg": more("Overleg", "L0231-2 | 09/02/2026 |  | leerling; leraren | Noor | ja | mondeling |  |"),
    }
    shown = page(stage(tmp_path, "op-de-agenda", **rows), "brief-voorstel_L0231-2_1")
    assert {name: shown[name] for name in ("raad_op", "maatregelen", "thuis", "bronnen", "bijlagen")} == {
        "raad_op": date(2026, 3, 30),
        "maatregelen": [
            {
                "wat": "Aangepast examenrooster",
                "waar": "zie het examenrooster",
                "van": date(2026, 4, 20),
                "tot": date(2026, 6, 30),
                "wie": "Marie Van Boven",
                "beslissing": {"nummer": "KR19.2", "datum": date(2026, 3, 30), "voorwaarde": ""},
                "blijvend": False,
            }
        ],
        "thuis": [{"wat": "Samen plannen", "aanpak": "elke zondag", "tegen": date(2026, 5, 22)}],
        "bronnen": [{"soort": "gesprek", "met": ["Noor", "de leraren"], "datum": date(2026, 2, 9)}],
        "bijlagen": [
            *("aangepast examenrooster (ontwerp)", "akkoordverklaring"),
            *("leerlingakkoord", "stappenplan"),
        ],
    }


def test_a_confirmation_has_the_decision_its_condition_and_what_goes_along(tmp_path: Path) -> None:
    decided = edited("Beslissingen", H5="goedgekeurd onder voorwaarde", I5="na het gesprek van 1 februari")
    result = checked(tmp_path, "2026-02-10", Beslissingen=decided)
    shown = page(result, "brief-bevestiging_L0231-1_1")
    assert {name: shown[name] for name in ("beslissing", "besluit", "bijlagen", "thuis_uren", "leerstof_vakken")} == {
        "beslissing": {
            "nummer": "KR12.3",
            "datum": date(2026, 1, 26),
            "voorwaarde": "na het gesprek van 1 februari",
        },
        "besluit": "Noor start op 2 februari",
        "bijlagen": ["aangepast lesrooster", "time-outplan", "hervattingsplan", "zorgfolder", "wie is wie"],
        "thuis_uren": True,
        "leerstof_vakken": ["geschiedenis", "wiskunde"],
    }
    assert [line["wat"].split(":")[0] for line in shown["maatregelen"]] == [  # type: ignore[index, attr-defined]
        "Aangepast lesrooster",
        "Langere tijd",
        "Time-out met werk thuis",
        "Progressieve hervatting, 4, 6, 8 halve dagen op school per week",
    ]
    assert max(source["datum"] for source in shown["bronnen"]) <= date(2026, 1, 26)  # type: ignore[index, attr-defined]


def test_a_letter_that_a_plan_stops_is_made_when_the_student_took_the_consent_back(tmp_path: Path) -> None:
    result = stage(tmp_path, "stopgezet", Overleg=edited("Overleg", F10="ingetrokken"))
    assert statuses(result, "brief-stopzetting") == {"brief-stopzetting_L0231-2_1": FINAL}
    shown = page(result, "brief-stopzetting_L0231-2_1")
    assert shown["beslissing"] == {"nummer": "KR19.2", "datum": date(2026, 3, 30)}
    assert [line["wat"] for line in shown["blijft"]] == ["Langere tijd: een derde extra tijd"]  # type: ignore[attr-defined]


def test_the_form_of_objection_has_the_numbers_of_the_sheet_and_no_trace_of_an_earlier_no(tmp_path: Path) -> None:
    shown = page(checked(tmp_path), "brief-inzage_L0231_1")
    assert [(line["nr"], line["wat"], line["altijd"]) for line in shown["gegevens"]] == [  # type: ignore[attr-defined]
        (1, "Naam en geboortedatum", True),
        (1, "Leerjaar, richting en periode bij ons", False),
        (2, "Sterktes en eigen woorden", False),
        (3, "Essentiële leerplandoelen", False),
        (4, "Wat nodig is en wat we afspraken", False),
        (5, "Redelijke aanpassingen", False),
        (6, "Beslissing en advies van de klassenraad", False),
        (7, "Eén zin over welbevinden", False),
        (8, "Contactpersoon van onze school", True),
    ]
    assert (shown["inzage_op"], shown["antwoord_tegen"], shown["dagen"]) == (date(2026, 6, 25), date(2026, 9, 10), 10)


def test_another_language_is_offered_an_explanation(tmp_path: Path) -> None:
    result = checked(tmp_path, Contacten=PARENTS)
    offers = {p.subject: page(result, p.name)["andere_taal"] for p in result.verdicts if p.spec.name in LETTERS}
    assert offers == {"Sofie Peeters": False, "Karel Tweede": True}


def test_a_parent_is_told_u_and_a_student_of_age_je() -> None:
    for name in LETTERS:
        template = compile_template((ROOT / "templates" / f"{name}.docx").read_bytes(), name=name)
        for adult, wrong in ((False, r"\b(je|jij|jou|jouw)\b"), (True, r"\b(u|uw)\b(?!\.)")):
            said = _said(template, name, adult)
            assert re.findall(wrong, said, re.IGNORECASE) == [], (name, adult)


def _said(template: object, name: str, adult: bool) -> str:
    from docgen.authors import sample

    spec = document(name)
    shown = {**sample.views(spec)[0], "meerderjarig": adult}
    body = zipfile.ZipFile(io.BytesIO(fill(template, shown))).read("word/document.xml")  # type: ignore[arg-type]
    own = str(shown.get("besluit") or "")
    return "\n".join("".join(p.itertext(f"{W}t")) for p in etree.fromstring(body).iter(f"{W}p")).replace(own, "")


@pytest.mark.program("libreoffice", "pdf")
@pytest.mark.parametrize("name", [name for name in LETTERS if name.startswith("brief")])
def test_the_address_shows_in_the_window_and_nothing_else_does(tmp_path: Path, name: str) -> None:
    from docgen.authors import sample

    template = compile_template((ROOT / "templates" / f"{name}.docx").read_bytes(), name=name)
    lines = ["Jan-Baptist Vanderstraeten-Asante", "Burgemeester Vandenbroucklaan 117 bus 12", "9999 Voorbeeldgem"]
    shown = {**sample.views(document(name))[0], "aan": {"naam": lines[0], "relatie": "", "adres": lines[1:]}}
    (tmp_path / "brief.docx").write_bytes(fill(template, shown))
    profile = f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(tmp_path / "brief.docx")], check=True, capture_output=True, timeout=120)
    subprocess.run(["pdftotext", "-bbox", "-l", "1", str(tmp_path / "brief.pdf")], check=True, timeout=60)
    words = [
        (word.text, *(float(word.get(side)) * 25.4 / 72 for side in ("xmin", "ymin", "xmax", "ymax")))
        for word in etree.parse(tmp_path / "brief.html", etree.HTMLParser()).iter("word")
    ]
    address = {part for line in lines for part in line.split()}
    placed = [word for word in words if word[0] in address and word[1] > HIDDEN_FROM and word[4] < HIDDEN_FROM]
    assert {word[0] for word in placed} == address
    assert all(left >= ADDRESS_LEFT - 1 and right <= 190 for _, left, _, right, _ in placed)
    assert all(top >= ADDRESS_TOP - 1 and bottom <= 65 for _, _, top, _, bottom in placed)
    beside = [word for word in words if word[3] > HIDDEN_FROM and 25 < word[2] < HIDDEN_FROM and word not in placed]
    assert beside == []
