"""A made-up Flemish school of any size: the people, timetables, goals and care rows behind inputs/ and benchmarks/.

Every name is invented. The tables stand as text in `text/`, so that a teacher can read and correct them.
"""
