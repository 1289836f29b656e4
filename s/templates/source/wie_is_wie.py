"""wie-is-wie.docx: to whom you can go, for what; your teachers; the places where you can be. One page."""

from __future__ import annotations

from docgen.style.blocks import end, title
from docgen.style.frame import frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa
from templates.source._shared import NAME

PEOPLE = (Column("Wie", dxa(58)), Column("Rol", dxa(36)), Column("Daar kan je voor terecht", TEXT_WIDTH - dxa(94)))
TEACHERS = (Column("Vak", dxa(58)), Column("Leraar", TEXT_WIDTH - dxa(58)))
PLACES = (Column("Plaats", dxa(58)), Column("Wie is er?", TEXT_WIDTH - dxa(58)))
TASKS = (
    ("mentor", "mentor", "Alles over je plan. Ook als iets niet lukt."),
    ("klastitularis", "klastitularis", "Alles over je klas en je lessen."),
    ("leerlingbegeleider", "leerlingbegeleider", "Een gesprek over hoe het met je gaat."),
    ("zorgcoördinator", "zorgcoördinator", "De afspraken tussen alle leraren over hulp op school."),
    ("leerondersteuner", "leerondersteuner", "Hulp bij het leren, in de les."),
    ("CLB", "contact bij het CLB", "Een vraag die je liever buiten de school stelt. Het CLB heeft beroepsgeheim."),
    ("secretariaat", "secretariaat", "Melden dat je ziek of te laat bent."),
    ("directie", "directie", "Een vraag over een beslissing van de klassenraad."),
)


def build() -> bytes:
    """The template."""
    draft = "{% if ontwerp %}**Voorstel:** de klassenraad besliste nog niet. {% endif %}"
    sentence = f"{draft}Begin bij **{{{{ mentor }}}}**, je mentor."
    body = (
        title("Bij wie kan je terecht?", NAME)
        + p("Intro", sentence)
        + _people()
        + _teachers()
        + _places()
        + when("contact and contact != mentor", p("Slotzin", "Vragen? {{ contact }}"))
        + end(unless="contact and contact != mentor or not (wie or leraren or plaatsen)")
    )
    return document(body, frame())


def _people() -> Xml:
    role = "".join(f'{{% if lid.rol == "{key}" %}}{word}{{% endif %}}' for key, word, _ in TASKS)
    task = "".join(f'{{% if lid.rol == "{key}" %}}{text}{{% endif %}}' for key, _, text in TASKS)
    row = data_row(PEOPLE, "**{{ lid.namen|join(', ') }}**", role, task)
    made = data_table(PEOPLE, each_row("lid", "wie", widths_of(PEOPLE), row), caption="Bij wie kan je terecht")
    return when("wie", made)


def _teachers() -> Xml:
    row = data_row(TEACHERS, "{{ l.vak }}", "{{ l.namen|join(', ') }}")
    made = data_table(TEACHERS, each_row("l", "leraren", widths_of(TEACHERS), row), caption="Je leraren")
    return when("leraren", p("Heading2", "Je leraren"), made)


def _places() -> Xml:
    row = data_row(PLACES, "{{ plek.plaats|hoofdletter }}", "{{ plek.namen|join(', ') }}")
    made = data_table(PLACES, each_row("plek", "plaatsen", widths_of(PLACES), row), caption="Waar je kan zijn")
    return when("plaatsen", p("Heading2", "Waar je kan zijn als je les wegvalt"), made)
