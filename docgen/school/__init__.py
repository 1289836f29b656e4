"""What a week, an exam, a place and a return are, worked out from rows."""
