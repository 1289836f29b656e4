"""Styled workbooks to start from."""
