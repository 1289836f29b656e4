"""From raw rows to a dossier: typed rows or findings, joined by key."""
