"""docgen: spreadsheets of a Flemish school in, checked and privacy-filtered Word documents out."""

import os

# pydantic would hand every row to whatever plugin is installed beside it, and looking for plugins takes a while
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

__version__ = "0.1.0"
