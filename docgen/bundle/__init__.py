"""One print file of several documents: which go together (`choosing`), how they become one Word file (`joining`)."""
