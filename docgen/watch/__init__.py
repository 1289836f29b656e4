"""The loop around the pipeline, for years: a listing, private copies, when a file is at rest."""
