"""Every fault of a template, and of filling one in: the template, and the whole sentence that its author reads."""

# ruff: noqa: E501 - a template on one line reads better than one cut up

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from docgen.authors.workshop import check
from docgen.fill import FillFault, fill
from docgen.findings import Finding
from docgen.merge.values import Paragraph
from docgen.messages import sentence
from docgen.template import check_template, compile_template
from tests.merge.minidocx import HEAD, NS, Raw, doc, members, zipped

OFFERED = {"leerling": {"voornaam": None, "naam": None}, "lessen": [{"vak": None, "lokaal": None}], "datum_klas": None}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OBJECT = "<w:p><w:r><w:t>{{%p if datum_klas %}}</w:t></w:r><w:r>{}</w:r></w:p>"
PICTURE = "<w:pict><v:shape/></w:pict>"
SETTINGS = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
DOCTYPE = {"word/settings.xml": ("settings", SETTINGS, HEAD + '<!DOCTYPE x [<!ENTITY a "b">]>' + f"<w:settings {NS}/>")}


def strict(data: bytes) -> bytes:
    """The same file in the namespaces of Strict Open XML."""
    parts = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, content in members(data).items()
    }
    return zipped(parts)


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """Code and case, and the sentence, of each finding."""
    return [(f"{f.code}.{f.case}".rstrip("."), str(sentence(f))) for f in findings]


def file(template: Any) -> bytes:
    """A template from one block, from several, or as it is."""
    return template if isinstance(template, bytes) else doc(*(template if isinstance(template, tuple) else (template,)))


CHECKED: list[tuple[Any, ...]] = [
    # template (paragraphs, tables, XML; or the bytes of a file), the finding, its sentence
    (
        "T01",
        "{{ leerling.voornam }}",
        'sjabloon brief.docx › alinea 1: "{{ leerling.voornam }}" bestaat niet. Bedoelde u {{ leerling.voornaam }}? Verbeter de naam in het sjabloon.',
    ),
    (
        "T01.group",
        "{{ leerling }}",
        'sjabloon brief.docx › alinea 1: "{{ leerling }}" is een groep velden, geen waarde. Kies een veld uit de groep, met een punt ertussen.',
    ),
    (
        "T01.rows",
        "{{ lessen }}",
        'sjabloon brief.docx › alinea 1: "{{ lessen }}" is een lijst met rijen, geen waarde. Zet er een lus om, of gebruik de bewerking lijst.',
    ),
    (
        "T01.list",
        "{{ lessen.vak }}",
        'sjabloon brief.docx › alinea 1: "{{ lessen.vak }}" vraagt een veld van een hele lijst. Zet er een lus om en vraag het veld van één rij.',
    ),
    (
        "T01.leaf",
        "{{ datum_klas.jaar }}",
        'sjabloon brief.docx › alinea 1: "{{ datum_klas.jaar }}" vraagt een deel van iets dat geen delen heeft. Haal weg wat na de laatste punt staat.',
    ),
    (
        "T01.loop",
        "{{ loop.index }}",
        'sjabloon brief.docx › alinea 1: "{{ loop.index }}" gebruikt loop buiten een lus. Zet de tag binnen de lus.',
    ),
    (
        "T01.no_list",
        "{% for x in datum_klas %}{% endfor %}",
        'sjabloon brief.docx › alinea 1: "{% for x in datum_klas %}" herhaalt iets dat geen lijst is. Kies een lijst uit de velden van dit document.',
    ),
    (
        "T02.open",
        "{% if datum_klas %}klas",
        'sjabloon brief.docx › alinea 1: "{% if datum_klas %}" wordt niet afgesloten. Bedoelde u {% endif %}? Zet de tag die afsluit in een eigen alinea of rij na het laatste deel.',
    ),
    (
        "T02.crosses",
        [["{% for x in lessen %}{{ x.vak }}", "{% endfor %}"]],
        'sjabloon brief.docx › tabel 1, rij 1, kolom 1 en tabel 1, rij 1, kolom 2: "{% for x in lessen %}" begint en eindigt niet op gelijke hoogte. Zet begin en einde in dezelfde cel, of rond hele alinea\'s of rijen.',
    ),
    (
        "T02.macro_place",
        ("{%p macro m() %}", "x", "{%p endmacro %}", [["{% for x in lessen %}{{ m() }}{% endfor %}"]]),
        'sjabloon brief.docx › tabel 1, rij 1, kolom 1: "{{ m() }}" staat niet op de plaats waar het mag. Zet het bovenaan in het sjabloon.',
    ),
    (
        "T02.no_if",
        "{% else %}",
        'sjabloon brief.docx › alinea 1: "{% else %}" hoort bij een voorwaarde die er niet is. Zet er een if voor, of haal de tag weg.',
    ),
    (
        "T02.no_opener",
        "{% endif %}",
        'sjabloon brief.docx › alinea 1: "{% endif %}" sluit iets dat nooit geopend is. Zet er if voor, of haal de tag weg.',
    ),
    (
        "T03.text",
        "Let op: {%p if datum_klas %}",
        'sjabloon brief.docx › alinea 1: Naast "{%p if datum_klas %}" staat nog tekst. Die tekst zou verdwijnen. Zet de tekst in een eigen alinea.',
    ),
    (
        "T03.tag",
        "{%p if datum_klas %}{{ datum_klas }}",
        'sjabloon brief.docx › alinea 1: Naast "{%p if datum_klas %}" staat nog een tag. Die zou verdwijnen. Zet elke tag in een eigen alinea.',
    ),
    (
        "T03.object",
        Raw(OBJECT.format(PICTURE)),
        'sjabloon brief.docx › alinea 1: Naast "{%p if datum_klas %}" staat een afbeelding of ander object. Dat zou verdwijnen. Zet het in een eigen alinea.',
    ),
    (
        "T03.section",
        Raw("<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{%p if datum_klas %}</w:t></w:r></w:p>"),
        'sjabloon brief.docx › alinea 1: Naast "{%p if datum_klas %}" staat een sectie-einde. Dat zou verdwijnen. Zet de tag in een eigen alinea ervoor.',
    ),
    (
        "T04",
        "{{ leerling.diagnose }}",
        'sjabloon brief.docx › alinea 1: "leerling.diagnose" is niet vrijgegeven voor dit document. Haal de tag weg. Een veld vrijgeven kan enkel in de documentbeschrijving.',
    ),
    (
        "T05",
        "{{ datum_klas||datm }}",
        'sjabloon brief.docx › alinea 1: "datm" is geen bekende bewerking. Bedoelde u datum? Verbeter de naam na het streepje.',
    ),
    (
        "T05.test",
        "{{ datum_klas is foo }}",
        'sjabloon brief.docx › alinea 1: "foo" is geen bekende vergelijking. Verbeter de naam na is.',
    ),
    (
        "T06.empty",
        "{{ }}",
        'sjabloon brief.docx › alinea 1: Deze tag is leeg: "{{ }}". Zet er een veld in, of haal de tag weg.',
    ),
    (
        "T06.syntax",
        "{{ x y }}",
        'sjabloon brief.docx › alinea 1: Deze tag is niet te begrijpen: "{{ x y }}". Kijk punten, haken en aanhalingstekens na.',
    ),
    (
        "T06.equals",
        "{% if datum_klas = 3 %}{% endif %}",
        'sjabloon brief.docx › alinea 1: In "{% if datum_klas = 3 %}" staat één gelijkteken. Vergelijken doet u met twee gelijktekens.',
    ),
    (
        "T06.else",
        "{% if datum_klas %}a{% else klas %}b{% endif %}",
        'sjabloon brief.docx › alinea 1: "{% else klas %}" staat na de laatste else. Haal de tag weg, of zet hem voor else.',
    ),
    (
        "T06.object",
        Raw(f"<w:p><w:r><w:t>{{{{ datum</w:t></w:r><w:r>{PICTURE}</w:r><w:r><w:t>_klas }}}}</w:t></w:r></w:p>"),
        "sjabloon brief.docx › alinea 1: In deze tag staat een afbeelding of ander object. Haal het object uit de tag.",
    ),
    (
        "T06.open",
        "{{ datum_klas",
        'sjabloon brief.docx › alinea 1: "{{ datum_klas" heeft geen haken die sluiten. Zet er dezelfde haken achter als ervoor.',
    ),
    (
        "T06.close",
        "datum_klas }}",
        'sjabloon brief.docx › alinea 1: "datum_klas }}" sluit haken die niet open zijn. Zet er haken voor, of haal ze weg.',
    ),
    (
        "T06.quote",
        "{{ 'a }}",
        'sjabloon brief.docx › alinea 1: In "{{ \'a }}" sluit een aanhalingsteken niet. Zet er een tweede aanhalingsteken bij.',
    ),
    (
        "T07.outside",
        "{%tr for x in lessen %}",
        'sjabloon brief.docx › alinea 1: "{%tr for x in lessen %}" staat buiten wat het moet herhalen. Zet de tag in de rij of alinea zelf.',
    ),
    (
        "T07.outside_cell",
        "{% cellbg datum_klas %}",
        'sjabloon brief.docx › alinea 1: "{% cellbg datum_klas %}" staat niet in een tabel. Zet de tag in een cel.',
    ),
    (
        "T07.value",
        [["{{tr datum_klas }}"]],
        'sjabloon brief.docx › tabel 1, rij 1, kolom 1: "{{tr datum_klas }}" is een waarde in de vorm van een hele alinea of rij. Gebruik gewone accolades.',
    ),
    (
        "T08",
        "{{ leerling.naam||default(‘x’) }}",
        'sjabloon brief.docx › alinea 1: In "{{ leerling.naam|default(‘x’) }}" staan gekrulde aanhalingstekens. Typ rechte aanhalingstekens. docgen leest de tag wel.',
    ),
    (
        "T09.too_long",
        "{{ " + " + ".join(["datum_klas"] * 700) + " }}",
        'sjabloon brief.docx › alinea 1: "{{ datum_klas + datum_klas + datum_klas + datum_klas + dat …" is te lang of te ingewikkeld. Splits de tag.',
    ),
    (
        "T09.statement",
        "{% include 'x' %}",
        'sjabloon brief.docx › alinea 1: "include" mag niet in een sjabloon. Haal de tag weg.',
    ),
    (
        "T09.unknown",
        "{% fro x in lessen %}",
        'sjabloon brief.docx › alinea 1: "fro" is geen bekend woord voor een tag. Bedoelde u {% for x in lessen %}? Verbeter het eerste woord van de tag.',
    ),
    (
        "T09.recursive",
        "{% for x in lessen recursive %}{% endfor %}",
        'sjabloon brief.docx › alinea 1: "{% for x in lessen recursive %}" herhaalt zichzelf. Haal recursive weg.',
    ),
    (
        "T09.private",
        "{{ leerling.__class__ }}",
        'sjabloon brief.docx › alinea 1: "leerling.__class__" is niet bereikbaar vanuit een sjabloon. Kies een veld uit de lijst van dit document.',
    ),
    (
        "T09.expression",
        "{% set leerling.naam = 3 %}",
        'sjabloon brief.docx › alinea 1: "{% set leerling.naam = 3 %}" bevat een uitdrukking die niet mag. Maak ze eenvoudiger.',
    ),
    (
        "T09.macro",
        "{% macro m() %}x{% endmacro %}{{ m ~ 'a' }}",
        "sjabloon brief.docx › alinea 1: \"{{ m ~ 'a' }}\" gebruikt een macro als waarde. Roep de macro aan met haken.",
    ),
    (
        "T09.call",
        "{{ leerling.naam.upper() }}",
        'sjabloon brief.docx › alinea 1: "{{ leerling.naam.upper() }}" roept iets aan, en dat mag niet. Bedoelde u upper? Gebruik een bewerking na een streepje.',
    ),
    (
        "T09.deep",
        "{% if datum_klas %}" * 60 + "x" + "{% endif %}" * 60,
        'sjabloon brief.docx › alinea 1: "{% if datum_klas %}" staat te diep: er mogen 12 lussen en voorwaarden in elkaar. Haal lussen of voorwaarden weg.',
    ),
    (
        "T10.not_zip",
        b"hallo",
        "sjabloon brief.docx: Dit sjabloon is geen leesbaar Word-bestand. Open het in Word en bewaar het als .docx.",
    ),
    (
        "T10.empty",
        b"",
        "sjabloon brief.docx: Dit sjabloon is een leeg bestand. Zet het juiste bestand in de map templates.",
    ),
    (
        "T10.password",
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "sjabloon brief.docx: Dit sjabloon heeft een wachtwoord. Bewaar het zonder wachtwoord.",
    ),
    (
        "T10.old_word",
        OLE + b"x" * 600,
        "sjabloon brief.docx: Dit sjabloon heeft de oude vorm van Word (.doc). Bewaar het als .docx.",
    ),
    (
        "T10.not_word",
        zipped({"a.txt": "x"}),
        "sjabloon brief.docx: Dit sjabloon is geen Word-document. Zet een .docx in de map templates.",
    ),
    (
        "T10.large",
        zipped({"word/document.xml": "x" * 200_000_000}),
        "sjabloon brief.docx: Dit sjabloon is te groot. Verklein de afbeeldingen en bewaar opnieuw.",
    ),
    (
        "T10.many_elements",
        doc(Raw("<w:p/>" * 100_001)),
        "sjabloon brief.docx: Dit sjabloon bestaat uit te veel stukken: alinea's, cellen en stukjes opmaak samen."
        " Splits het, of kopieer de tekst zonder opmaak in een nieuw document.",
    ),
    (
        "T10.many_tags",
        doc("{{ x }}" * 5_001),
        "sjabloon brief.docx: Dit sjabloon heeft te veel tags. Gebruik een lus over een lijst, of splits het sjabloon.",
    ),
    (
        "T10.strict",
        strict(doc("a")),
        "sjabloon brief.docx: Dit sjabloon is bewaard als Strict Open XML. Bewaar het als gewoon Word-document (.docx).",
    ),
    (
        "T10.damaged",
        b"PK\x03\x04kapot",
        "sjabloon brief.docx: Dit sjabloon is beschadigd. Open het in Word, laat het herstellen en bewaar opnieuw.",
    ),
    (
        "T10.doctype",
        doc("a", parts=DOCTYPE),
        "sjabloon brief.docx: Dit sjabloon bevat onderdelen die Word nooit schrijft. Open het in Word en bewaar het opnieuw.",
    ),
    (
        "T10.malformed",
        doc(body="<w:p>", parts={}),
        "sjabloon brief.docx: Dit sjabloon is beschadigd. Open het in Word, laat het herstellen en bewaar opnieuw.",
    ),
    (
        "T11",
        doc("a", parts={"word/vbaProject.bin": ("vbaProject", "application/x", "x")}),
        "sjabloon brief.docx: Dit sjabloon bevat macro's. Bewaar het als .docx, zonder macro's.",
    ),
    (
        "T12.attachedTemplate",
        doc("a", outside={"attachedTemplate": "http://elders/x.dotm"}),
        "sjabloon brief.docx: Aan dit sjabloon hangt een ander sjabloon: http://elders/x.dotm. Maak het los via Ontwikkelaars, Documentsjabloon.",
    ),
    (
        "T12.hyperlink",
        doc("a", outside={"hyperlink": "https://a.be"}),
        "sjabloon brief.docx: In dit sjabloon staat een koppeling naar https://a.be. Klik er met rechts op en verwijder de koppeling.",
    ),
    (
        "T12.image",
        doc("a", outside={"image": "http://elders/x.png"}),
        "sjabloon brief.docx: Een afbeelding wordt van buiten gehaald: http://elders/x.png. Voeg de afbeelding in het document zelf in.",
    ),
    (
        "T13",
        Raw(
            "<w:p><w:commentRangeStart w:id='0'/><w:r><w:t>a</w:t></w:r><w:r><w:commentReference w:id='0'/></w:r></w:p>"
        ),
        "sjabloon brief.docx › alinea 1: In dit sjabloon staat een opmerking. Ze zou in elk document staan. Wis de opmerkingen in Word en bewaar opnieuw.",
    ),
    (
        "T14",
        Raw("<w:p><w:ins w:id='1' w:author='J'><w:r><w:t>x</w:t></w:r></w:ins></w:p>"),
        "sjabloon brief.docx › alinea 1: In dit sjabloon staan bijgehouden wijzigingen. Aanvaard of weiger ze in Word en bewaar opnieuw.",
    ),
    (
        "T15",
        Raw("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>"),
        "sjabloon brief.docx › alinea 1: In dit sjabloon staat verborgen tekst. Maak de tekst zichtbaar, of wis hem.",
    ),
    (
        "T16",
        Raw("<w:p><w:r><w:object><o:OLEObject/></w:object></w:r></w:p>"),
        "sjabloon brief.docx › alinea 1: In dit sjabloon zit een ander bestand of object. Haal het uit het sjabloon.",
    ),
    (
        "T16.field",
        Raw("<w:p><w:r><w:instrText> DDEAUTO cmd </w:instrText></w:r></w:p>"),
        "sjabloon brief.docx › alinea 1: In dit sjabloon staat een veld dat iets ophaalt of uitvoert. Haal het veld weg.",
    ),
    (
        "T17.attribute",
        Raw('<w:p><w:pPr><w:pStyle w:val="{{ datum_klas }}"/></w:pPr></w:p>'),
        'sjabloon brief.docx › alinea 1: "{{ datum_klas }}" staat in een eigenschap, zoals de naam van een afbeelding. Zet de tag in gewone tekst.',
    ),
    (
        "T17.field",
        Raw("<w:p><w:r><w:instrText> REF {{ datum_klas }} </w:instrText></w:r></w:p>"),
        'sjabloon brief.docx › alinea 1: "REF {{ datum_klas }}" staat in een Word-veld. Zet de tag in gewone tekst.',
    ),
    (
        "T17.other",
        Raw("<w:p><w:r><w:rPr/><w:delText>{{ datum_klas }}</w:delText></w:r></w:p>"),
        'sjabloon brief.docx › alinea 1: "{{ datum_klas }}" staat in een formule, een grafiek of geschrapte tekst. Zet de tag in gewone tekst.',
    ),
    (
        "T17.part",
        doc("a", properties={"app": "<Company>{{ leerling.naam }}</Company>"}),
        'sjabloon brief.docx › documenteigenschappen: "Company: {{ leerling.naam }}" staat in een deel dat docgen niet invult. Zet de tag in gewone tekst.',
    ),
]
FILLED: list[tuple[Any, ...]] = [
    (
        "T20",
        "{{ x }}",
        {"x": "b\x0bc"},
        "sjabloon brief.docx › alinea 1: Een waarde bevat een teken dat Word niet kan bewaren (U+000B). Typ de tekst in de cel opnieuw.",
    ),
    (
        "T21.list",
        "{% for r in x %}{{ r }}{% endfor %}",
        {"x": 3},
        'sjabloon brief.docx › alinea 1: "{% for r in x %}" verwacht een lijst en kreeg iets anders. Kies een veld met een lijst.',
    ),
    (
        "T21.number",
        "{{ x||round }}",
        {"x": "veel"},
        'sjabloon brief.docx › alinea 1: "round" verwacht een getal en kreeg iets anders. Kies een veld met een getal.',
    ),
    (
        "T21.date",
        "{{ x||datum }}",
        {"x": "morgen"},
        'sjabloon brief.docx › alinea 1: "datum" verwacht een datum en kreeg iets anders. Kies een veld met een datum.',
    ),
    (
        "T21.text",
        "{{ x||upper }}",
        {"x": {"a": 1}},
        'sjabloon brief.docx › alinea 1: "upper" verwacht tekst en kreeg iets anders. Kies een veld met tekst.',
    ),
    (
        "T21.time",
        "{{ x||uur }}",
        {"x": "straks"},
        'sjabloon brief.docx › alinea 1: "uur" verwacht een uur en kreeg iets anders. Kies een veld met een uur.',
    ),
    (
        "T21.short",
        "{{ x||join }}",
        {"x": ["a" * 10**6] * 10},
        'sjabloon brief.docx › alinea 1: "join" verwacht een korte tekst en kreeg een lange. Kies een veld met een korte tekst.',
    ),
    (
        "T21.type",
        "{{ x }}",
        {"x": object()},
        'sjabloon brief.docx › alinea 1: "{{ x }}" kreeg een soort waarde die niet af te drukken is. Kies een ander veld.',
    ),
    (
        "T21.colour",
        [["{% cellbg x %}a"]],
        {"x": "rood"},
        'sjabloon brief.docx › tabel 1, rij 1, kolom 1: "{% cellbg x %}" kreeg geen kleur. Geef een kleur van zes tekens, zoals 0B4F60.',
    ),
    (
        "T21.span",
        [["{% colspan x %}a", "b"]],
        {"x": 99},
        'sjabloon brief.docx › tabel 1, rij 1, kolom 1: "{% colspan x %}" kreeg geen aantal kolommen dat Word kan tonen. Geef een getal van 1 tot 63.',
    ),
    (
        "T22",
        "{{ x }}",
        {},
        'sjabloon brief.docx › alinea 1: Een veld in "{{ x }}" heeft geen waarde. Zet er een voorwaarde om, of vul de cel in.',
    ),
    (
        "T23.steps",
        "{% for r in x %}{{ r }}{% endfor %}",
        {"x": [0] * 200_000},
        "sjabloon brief.docx › alinea 1: Het document vraagt meer dan 100.000 stappen. Maak de lus of de berekening kleiner.",
    ),
    (
        "T23.size",
        "{% for r in x %}{{ r }}{% endfor %}",
        {"x": ["a" * 30_000] * 3_000},
        "sjabloon brief.docx › alinea 1: Het document wordt langer dan 24.000.000 tekens. Maak de lus kleiner.",
    ),
    (
        "T23.range",
        "{% for r in range(x) %}{{ r }}{% endfor %}",
        {"x": 2000},
        'sjabloon brief.docx › alinea 1: "{% for r in range(x) %}" telt verder dan 1.000. Tel minder ver.',
    ),
    (
        "T23.text",
        "{{ x ~ x }}",
        {"x": "a" * 3_000_000},
        'sjabloon brief.docx › alinea 1: "{{ x ~ x }}" maakt een tekst van meer dan 100.000 tekens. Kort de tekst in.',
    ),
    (
        "T23.number",
        "{{ x ** 99 }}",
        {"x": 9},
        'sjabloon brief.docx › alinea 1: "{{ x ** 99 }}" rekent met een getal boven 1.000.000.000.000.000.000. Reken met kleinere getallen.',
    ),
    (
        "T23.depth",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        {},
        'sjabloon brief.docx › alinea 1: "{{ m() }}" is te diep genest. Maak de tag eenvoudiger.',
    ),
    (
        "T24",
        "naam: {{ x }}",
        {"x": Paragraph(())},
        'sjabloon brief.docx › alinea 1: "{{ x }}" heeft meer dan één alinea en past niet in een zin. Zet de tag alleen in een alinea.',
    ),
    (
        "T25",
        "{% for k, v in x %}{{ k }}{% endfor %}",
        {"x": [1]},
        'sjabloon brief.docx › alinea 1: "{% for k, v in x %}" is niet uit te rekenen. Kijk na of de velden van dezelfde soort zijn.',
    ),
    (
        "T25.kinds",
        "{{ x + 'a' }}",
        {"x": 3},
        "sjabloon brief.docx › alinea 1: \"{{ x + 'a' }}\" rekent met waarden van een andere soort. Kijk na of de velden van dezelfde soort zijn.",
    ),
    (
        "T25.zero",
        "{{ x / 0 }}",
        {"x": 3},
        'sjabloon brief.docx › alinea 1: "{{ x / 0 }}" deelt door nul. Zet er een voorwaarde om.',
    ),
    (
        "T25.filter",
        "{{ x||upper(1, 2) }}",
        {"x": 3},
        'sjabloon brief.docx › alinea 1: De bewerking in "upper" lukt niet met deze waarde. Kies een andere bewerking.',
    ),
]


@pytest.mark.parametrize(("name", "template", "text"), CHECKED, ids=[case[0] for case in CHECKED])
def test_a_fault_of_a_template_is_told_in_these_words(name: str, template: Any, text: str) -> None:
    found = check_template(file(template), name="brief.docx", offered=OFFERED, withheld={"leerling.diagnose"})
    assert dict(told(found))[name] == text


@pytest.mark.parametrize(("name", "template", "values", "text"), FILLED, ids=[case[0] for case in FILLED])
def test_a_value_that_cannot_be_printed_is_told_in_these_words(
    name: str, template: Any, values: Mapping[str, object], text: str
) -> None:
    with pytest.raises(FillFault) as caught:
        fill(compile_template(file(template), name="brief.docx"), values)
    assert told(caught.value.findings) == [(name, text)]


def test_a_template_that_is_not_there_is_told_in_these_words(tmp_path: Path) -> None:
    assert told(check(tmp_path / "brief.docx")) == [
        (
            "T26",
            "sjabloon brief.docx: Dit sjabloon ontbreekt, of het is niet te openen. Zet het sjabloon terug in de map templates.",
        )
    ]


COVERED = frozenset(case[0] for case in (*CHECKED, *FILLED)) | {"T26"}
"""Code and case of every finding that is told here."""
