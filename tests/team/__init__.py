"""The papers of the team: staff notes, talks with parents, the cel, the self-evaluation, what is kept."""
