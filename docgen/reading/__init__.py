"""Files of every kind that a school has, read into grids of cells: gate first, then the reader. No meaning here."""
