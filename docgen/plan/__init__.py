"""Which documents there are, and what becomes of each."""
