"""The sheets a school fills in: one file per workbook, one Row class per sheet. Found by folder (`spec.sheets()`).

Their annotations are not postponed: pydantic would read each of them again from its text, at every start.
"""
