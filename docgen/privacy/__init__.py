"""The one gate: Dossier -> Released, and finished bytes -> Cleared. Only this room makes either.

`release` copies what a document may see: columns its spec names, rows that are decided (or the draft's own), fields
that nobody objected to. What is not released is absent, not blanked. `inspect` then searches the finished bytes for
everything that was not released, and for every other student; a hit means no file.
"""

from docgen.privacy.gate import Cleared, Released
from docgen.privacy.inspecting import (
    Part,
    inspect,
    inspect_file,
    inspect_members,
    inspect_pdf,
    inspect_together,
    is_readable,
)
from docgen.privacy.pages import Pages
from docgen.privacy.releasing import release

__all__ = [
    "Cleared",
    "Pages",
    "Part",
    "Released",
    "inspect",
    "inspect_file",
    "inspect_members",
    "inspect_pdf",
    "inspect_together",
    "is_readable",
    "release",
]
