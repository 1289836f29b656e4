"""What changed since the last run: what need not be done again, which cell causes it, where a value came from."""
