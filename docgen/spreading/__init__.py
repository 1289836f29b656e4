"""Exam spreading: a proposal for a student's own exam schedule, by the rules that hand work is checked by.

    records -> Case (plain data) -> spots, found greedily or by the solver -> Proposal, or the rules that clash

A proposal decides nothing: it fills a form (`forms/examens.py`) that somebody reads, changes and drops into inputs/.
"""
