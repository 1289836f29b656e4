"""From what is wanted to what stands in outputs/: one document, all of them, and what is published or lapses."""
