"""For authors of templates: check, tags, preview, a new type of document, one document from JSON."""
