"""The worked example with a second student: Bram, whose plan runs beside Noor's."""

from __future__ import annotations

from pathlib import Path

from docgen.pipeline import Checked
from tests.building import checked, more

MARCH = "2026-03-10"
BRAM = (
    "L0232-1 | ziekte of ongeval | 2 | klassenraad | 02/03/2026 | 30/06/2026 | 22/05/2026 | MVB | tekent graag | lang "
    "| heeft nodig: een vaste plaats; heeft baat bij korte taken | Ik blijf liever in de klas. | lezen | kort |"
)
TALKS = "L0232-1 | 20/02/2026 |  | leerling; ouder; zorgteam; CLB |  | ja | handtekening |  | goed"
DECIDED = (
    "KR15.1 | 23/02/2026 | L0232-1 | start traject |  | Moe. | Bram start. | goedgekeurd |  |  | 27/02/2026 |  |  |"
)


def with_bram(folder: Path, today: str = MARCH, **extra: str) -> Checked:
    """Both students checked on a day; `extra` are rows below those of a sheet, '=' before rows that replace it."""
    base = {"Trajecten": BRAM, "Overleg": TALKS, "Beslissingen": DECIDED}
    below = {name: "\n".join(filter(None, (base.get(name), extra.get(name)))) for name in {**base, **extra}}
    changed = {
        name: extra[name].removeprefix("=") if extra.get(name, "").startswith("=") else more(name, rows)
        for name, rows in below.items()
    }
    return checked(folder, today, **changed)
