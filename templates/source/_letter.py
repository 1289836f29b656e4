"""What every letter says in the same words: to whom, the greeting, the plan, the right to say no, the reply slip.

A parent is spoken to as `u`, a student of age as `je`: `both` holds the two sentences side by side.
"""

from __future__ import annotations

from docgen.style.blocks import DATE_LINE, agreement, agreements, fact, key_facts, signature, signatures
from docgen.style.letter import address_block, choices, fill_in, reply_slip
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa
from templates.source._shared import FACTS, day, period_lines, until

DECIDED = (Column("Wat", dxa(62)), Column("Waar", dxa(36)), Column("Van – tot", dxa(40)),
           Column("Beslissing", TEXT_WIDTH - dxa(138)))  # fmt: skip
PROPOSED = (Column("Wat", dxa(78)), Column("Waar", dxa(44)), Column("Van – tot", TEXT_WIDTH - dxa(122)))
EMPTY = Xml("")
HELP = "{{ contact or mentor or school.naam }}"


def both(parents: str, student: str) -> str:
    """One sentence as parents read it, and as a student of age does."""
    return f"{{% if meerderjarig %}}{student}{{% else %}}{parents}{{% endif %}}"


SHORT_FIRST_NAME = 12  # letters: with two dozen others they fill a line of 25 points


def head(words: str, mark: Xml = EMPTY) -> Xml:
    """The address in the window, date and subject beside it, the title, and the greeting."""
    side = (
        p("Etiket", "Datum"),
        p("Tabeltekst", "{{ document.opgemaakt_op|datum }}"),
        p("Etiket", "Over"),
        p("Tabeltekst", "{{ leerling.naam }}, {{ leerling.klas }}"),
        when("mentor", p("Etiket", "Mentor"), p("Tabeltekst", "{{ mentor }}")),
    )
    return (
        address_block("aan.naam", "aan.adres", *side)
        + when(f"leerling.voornaam|length > {SHORT_FIRST_NAME}", p("TitelLang", words),
               otherwise=(p("Heading1", words),))
        + mark
        + p("Aanhef", "Beste {{ aan.naam }}")
        + when("andere_taal", p("Normal", both(
            "Krijgt u liever uitleg in een andere taal? Bel ons. We zoeken samen iemand die vertaalt.",
            "Krijg je liever uitleg in een andere taal? Zeg het ons. We zoeken samen iemand die vertaalt.")))
    )  # fmt: skip


QUESTIONS = both(f"Hebt u vragen? Bel of mail {HELP}.", f"Heb je vragen? Bel of mail {HELP}.")
"""Who to call."""


def plan_facts(last: Xml) -> Xml:
    """From when to when, the mentor, when we look back, and one more fact."""
    return key_facts(
        FACTS,
        fact("Van – tot", "{{ geldig.van|datum }}", until()),
        fact("Mentor", "{{ mentor }}"),
        fact("We kijken terug", day("evaluatie_op"), p("Tabeltekst", "samen")),
        last,
    )


def decided_by() -> Xml:
    """The decision as a fact."""
    return fact("Beslissing", "{{ beslissing.nummer }}", p("Tabeltekst", "{{ beslissing.datum|datum_lang }}"))


def strengths_and_needs() -> Xml:
    """What goes well, then what is needed; no reasons."""
    need = both("{{ leerling.voornaam }} heeft nodig", "Je hebt nodig")
    needed = agreement(need, each("zin", "noden", p("Tabeltekst", "{{ zin }}")))
    good = agreement("Wat goed gaat", each("zin", "sterktes", p("Tabeltekst", "{{ zin }}")))
    return when(
        "sterktes or noden",
        p("Heading2", "Hoe gaat het nu?"),
        when("sterktes and noden", agreements(good, needed, caption="Hoe gaat het nu?")),
        when("sterktes and not noden", agreements(good, caption="Hoe gaat het nu?")),
        when("noden and not sterktes", agreements(needed, caption="Hoe gaat het nu?")),
    )


def measures(heading: str, *, decided: bool) -> Xml:
    """What becomes different; a proposal has no decisions to show."""
    made = DECIDED if decided else PROPOSED
    decision = when(
        "m.beslissing",
        p("Tabeltekst", "{{ m.beslissing.nummer }}"),
        p("Tabeltekst", "{{ m.beslissing.datum|datum_kort }}"),
        otherwise=(p("Tabeltekst", "–"),),
    )
    cells = (
        "{{ m.wat }}",
        '{{ m.waar or "–" }}',
        period_lines("m", wide=not decided),
        *((decision,) if decided else ()),
    )
    rows = each_row("m", "maatregelen", widths_of(made), data_row(made, *cells))
    read = both("leest u in de zorgfolder", "lees je in de zorgfolder")
    where = read if decided else "zegt {{ mentor }}"
    goals = f"Voor {{{{ leerstof_vakken|lijst }}}} veranderen ook leerplandoelen. Welke, {where}."
    return (
        when("maatregelen or leerstof_vakken", p("Heading2", heading))
        + when("maatregelen", data_table(made, rows, caption="Wat er anders wordt"))
        + when("leerstof_vakken", p("Slotzin", goals))
    )


def at_home() -> Xml:
    """What is asked at home, when something is."""
    line = (
        "{% for t in thuis %}{{ t.wat }}{% if t.aanpak %}: {{ t.aanpak }}{% endif %}"
        "{% if t.tegen %} (tegen {{ t.tegen|dag_maand }}){% endif %}. {% endfor %}"
    )
    hours = both(
        "{{ leerling.voornaam }} is sommige lesuren thuis. Die staan in het lesrooster. U zorgt dan voor toezicht.",
        "Je bent sommige lesuren thuis. Die staan in je lesrooster.",
    )
    return when(
        "thuis or thuis_uren",
        p("Heading2", both("Wat vragen we thuis?", "Wat vragen we bij je thuis?")),
        when("thuis", p("Normal", line)),
        when("thuis_uren", p("Normal", hours)),
    )


def sources() -> Xml:
    """The talks on which the plan rests."""
    listed = (
        "Dit steunt op: {% for b in bronnen %}{{ b.soort }} met {{ b.met|lijst }} op {{ b.datum|datum_lang }}"
        "{% if not loop.last %}; {% endif %}{% endfor %}."
    )
    return when("bronnen", p("Klein", listed))


def free_to_choose() -> Xml:
    """The right to say no and to change one's mind, and who answers questions."""
    words = both(
        "U mag nee zeggen. U mag ook later van mening veranderen. De school legt niets op. Zeg het aan {{ mentor }}.",
        "Je mag nee zeggen. Je mag ook later van mening veranderen. De school legt niets op. Zeg het aan {{ mentor }}.",
    )
    return p("Heading2", both("U beslist mee", "Je beslist mee")) + p("Normal", words + " " + QUESTIONS, keep_next=True)


def closing() -> Xml:
    """The greeting and who signs; the last words of the letter stay with it."""
    return (
        p("Normal", "Vriendelijke groeten", keep_next=True)
        + p("Ondertekenaar", "{{ van.naam or school.naam }}")
        + p("HandtekeningRol", "{% if van.naam %}{{ van.rol }}, {{ school.naam }}{% else %}directie{% endif %}")
    )


def enclosures() -> Xml:
    """What goes along with the letter, and the talks on which it rests."""
    return when("bijlagen", p("Klein", "Bij deze brief: {{ bijlagen|lijst }}.")) + sources()


def slip(heading: str, *content: str, by: str = "") -> Xml:
    """The reply slip: about whom, what to tick, a line for what one wants to say, and the signature."""
    return reply_slip(
        f"{heading}: {{{{ leerling.naam }}}}, {{{{ leerling.klas }}}}",
        *content,
        signing(),
        back="Knip hier af. Geef of stuur dit deel terug aan {{ van.naam or school.naam }}." + by,
    )


def signing() -> Xml:
    """Who answers, with the name already there."""
    return signatures(
        signature("{{ aan.naam }}", both("{{ aan.relatie or 'ouder' }}", "leerling"), DATE_LINE),
        p("Lucht"),
    )


def agreement_choices(yes: str, no: str, talk: str) -> Xml:
    """Agree, do not agree, or talk first; and room to say why."""
    return choices(yes, no, talk) + fill_in("Dit wil ik nog zeggen:")
