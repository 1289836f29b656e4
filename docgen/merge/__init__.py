"""The merge engine's inner rooms: from the bytes of a Word template to the bytes of a document.

Read in this order: `package` (the zip), `hidden` (what a template may not carry), `properties` (title, subject …),
`tags` (tags in text), `weave` (tags in the XML tree), `nesting` and `lint` (blocks, names, filters), `source` (one
Jinja source a part), `operations` (what a template may do), `sandbox` and `codegen` (two engines with one meaning),
`emit` (values to XML text), `mend` (grids and cells), `tall` (rows that may break), `zipwriter`.
Only `docgen.template` and `docgen.fill` import from here; the parser and `zipwriter` serve other packages too.
"""
