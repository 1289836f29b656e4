"""docgen: spreadsheets of a Flemish school in, checked and privacy-filtered Word documents out."""

__version__ = "0.1.0"
