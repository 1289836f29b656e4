"""One school's project folder: where inputs, templates and outputs are, and the settings in docgen.toml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from docgen.disk.given import MOST_SETTINGS, given, settings_in
from docgen.findings import CellRef, Finding, Severity
from docgen.kinds.times import FIRST_YEAR, LAST_YEAR
from docgen.words.riskwords import Kind

SETTING = ConfigDict(extra="forbid", frozen=True, defer_build=True)
"""Built when a docgen.toml is read, once for all tables."""


class ProjectError(Exception):
    """docgen.toml cannot be used: `finding` says why.

    Findings: S14
    """

    def __init__(self, case: str, **facts: str) -> None:
        """Take the case and the facts of the sentence."""
        super().__init__(case)
        self.finding = Finding("S14", Severity.ERROR, CellRef("docgen.toml"), case, tuple(facts.items()))


class Dates(BaseModel):
    """[datum]: which day counts as today."""

    model_config = SETTING
    peildatum: date | None = Field(
        None,
        ge=date(FIRST_YEAR, 1, 1),  # as every date in a workbook: further away no week can be counted
        le=date(LAST_YEAR, 12, 31),
        description="De dag die als vandaag telt; leeg is de echte datum.",
        examples=[date(2026, 3, 23)],
    )


class Checking(BaseModel):
    """[controle]: what a run leaves for the people who fill in the workbooks."""

    model_config = SETTING
    kopie: bool = Field(
        True, description="Maak van elk werkboek met bevindingen een gecontroleerde kopie in outputs/controle."
    )


class Watching(BaseModel):
    """[toezicht]: how `docgen watch` looks at inputs/."""

    model_config = SETTING
    stil: float = Field(
        3.0, ge=0.5, le=600, description="Zoveel seconden moet een werkboek stilstaan voor docgen watch het leest."
    )


class Spreading(BaseModel):
    """[examens]: what `docgen exams propose` keeps to beside the limits in the sheet School."""

    model_config = SETTING
    halve_dagen: int = Field(
        5,
        ge=1,
        le=9,
        description="Een voorstel legt examens op hoogstens zoveel halve dagen per week; de rest is vrij.",
    )
    meer_dan_de_klas: bool = Field(
        False, description="Of een dag in een voorstel meer examens mag tellen dan in de klas (dat meldt regel E13)."
    )
    beginuren: list[Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]] = Field(
        [],
        description="Hoe laat een verplaatst examen kan beginnen; leeg is zoals gewoonlijk in het examenrooster.",
        examples=[["08:30", "13:00"]],
    )


class Words(BaseModel):
    """[woorden]: the words that texts for others are read for, beside those that come with docgen."""

    model_config = SETTING
    toelaten: list[str] = Field(
        [],
        description="Woorden en zinsdelen die in uw school niets bijzonders zeggen.",
        examples=[["depressie boven de oceaan"]],
    )
    zoeken: dict[Kind, list[str]] = Field(
        {},
        description="Woorden erbij, per soort. Een sterretje staat voor de rest van een woord: 'dyslex*', '*stoornis'.",
        examples=[{"diagnose": ["beelddenk*"]}],
    )


class Results(BaseModel):
    """[resultaten]: the results pages."""

    model_config = SETTING
    koppelingen: Literal["bestand", "pad"] = Field(
        "bestand",
        description="Wat een klik op een document doet: het bestand openen (de browser bewaart dan een kopie in"
        " Downloads), of enkel het pad kopiëren.",
        examples=["pad"],
    )


class Settings(BaseModel):
    """docgen.toml. Limits of the school stand in the sheet School; here stand paths, words and synonyms.

    `docgen init` writes it from here: a description becomes the comment, an example the line to uncomment.
    """

    model_config = SETTING
    datum: Dates = Field(default_factory=Dates, description="De dag waarop docgen rekent.")
    koppen: dict[str, list[str]] = Field(
        {},
        description="Andere namen voor een kolomkop: de kop van docgen, en hoe hij bij u heet.",
        examples=[{"Klas": ["Klasgroep"]}],
    )
    woorden: Words = Field(default_factory=Words, description="Woorden waarop docgen let in teksten voor anderen.")
    controle: Checking = Field(
        default_factory=Checking, description="Wat een ronde achterlaat voor wie de werkboeken invult."
    )
    examens: Spreading = Field(default_factory=Spreading, description="Hoe docgen exams propose examens spreidt.")
    resultaten: Results = Field(default_factory=Results, description="Hoe de resultatenpagina's werken.")
    toezicht: Watching = Field(default_factory=Watching, description="Hoe docgen watch op de map let.")


class Project:
    """A project folder. Raises ProjectError when its docgen.toml cannot be read."""

    def __init__(self, root: Path, taken: Path | None = None) -> None:
        """Take the folder that holds inputs/, templates/ and outputs/; a watcher has copies of the workbooks taken."""
        self.root = root
        self.workbooks = taken or self.inputs  # where they are read
        self.settings = _read_settings(root / "docgen.toml")

    @property
    def inputs(self) -> Path:
        """Where the school drops its workbooks."""
        return self.root / "inputs"

    @property
    def templates(self) -> Path:
        """Where the Word templates stand."""
        return self.root / "templates"

    def template(self, name: str) -> Path:
        """The Word template of a document type: the project's own, else the one that comes with docgen."""
        own = self.templates / f"{name}.docx"
        return own if own.is_file() else _shipped() / f"{name}.docx"

    @property
    def outputs(self) -> Path:
        """Where the documents go."""
        return self.root / "outputs"

    @property
    def today(self) -> date:
        """The day that counts as today."""
        return self.settings.datum.peildatum or date.today()


def shipped_templates() -> tuple[Path, ...]:
    """The Word templates that come with docgen, by name."""
    return tuple(sorted(_shipped().glob("*.docx")))


def _shipped() -> Path:
    """The templates that come with docgen: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def _read_settings(path: Path) -> Settings:
    try:
        settings = settings_in(given(path, MOST_SETTINGS))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError):
        raise ProjectError("unreadable") from None
    except ValueError as error:
        raise ProjectError("syntax", detail=str(error)) from None
    try:
        return Settings.model_validate(settings)
    except ValidationError as error:
        raise ProjectError("setting", name=".".join(str(part) for part in error.errors()[0]["loc"])) from None
