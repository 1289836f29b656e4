"""Variants of a version and what each touches, before anything is decided."""
