"""Checks of README and guides: their code blocks, their first steps."""
