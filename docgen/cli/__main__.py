"""`python -m docgen.cli` is docgen."""

from docgen.cli import main

main()
