"""The documents: one file per type, with its spec and its derived values. Found by folder (`spec.documents()`)."""
