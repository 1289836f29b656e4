"""The merge engine's inner rooms: from the bytes of a Word template to the bytes of a document.

Read in this order: `package` (the zip), `hidden` (what a template may not carry), `tags` (tags in text), `weave` (tags
in the XML tree), `lint` (blocks, names, filters), `source` (one Jinja source a part), `sandbox` and `codegen` (two
engines with one meaning), `emit` (values to XML text), `mend` (grids and cells), `zipwriter`.
Only `docgen.template` and `docgen.fill` import from here.
"""
