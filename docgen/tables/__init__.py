"""The sheets a school fills in: one file per workbook, one Row class per sheet. Found by folder (`spec.sheets()`)."""
