"""One school's project folder: where inputs, templates and outputs are, and the settings in docgen.toml."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class ProjectError(Exception):
    """docgen.toml cannot be used; `case` and `facts` name the sentence (S13)."""

    def __init__(self, case: str, **facts: str) -> None:
        """Take the case and the facts of the sentence."""
        super().__init__(case)
        self.case, self.facts = case, facts


class Dates(BaseModel):
    """[datum]: which day counts as today."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    peildatum: date | None = Field(None, description="De dag die als vandaag telt; leeg is de echte datum.")


class Settings(BaseModel):
    """docgen.toml. Limits of the school stand in the sheet School; here stand paths, words and synonyms."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    datum: Dates = Dates()
    koppen: dict[str, list[str]] = Field({}, description="Andere namen voor een kolomkop: Klas = ['Klasgroep'].")


class Project:
    """A project folder. Raises ProjectError when its docgen.toml cannot be read."""

    def __init__(self, root: Path) -> None:
        """Take the folder that holds inputs/, templates/ and outputs/."""
        self.root = root
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


def _shipped() -> Path:
    """The templates that come with docgen: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def _read_settings(path: Path) -> Settings:
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError):
        raise ProjectError("unreadable") from None
    except tomllib.TOMLDecodeError as error:
        raise ProjectError("syntax", detail=str(error)) from None
    except ValidationError as error:
        raise ProjectError("setting", name=".".join(str(part) for part in error.errors()[0]["loc"])) from None
