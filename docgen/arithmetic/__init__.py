"""What a change of hours and goals comes to: the one sum that rules, documents, forms and `what-if` share.

Pure: rows in, numbers and Doel-IDs out. Rows are whole rows (for the rules) or released rows (for the documents):
only the attributes named in each room are read. `week` counts hours, `goals` goals, `cost` puts both together for one
version, `asks` says what it takes from others (exams, places, teachers), `rings` finds goals that build on each other
in a circle.
"""
