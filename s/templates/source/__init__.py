"""One file per template: what stands in the document, composed of the blocks of docgen.style."""
