"""Output formats and destinations."""
