"""Output formats, and where output goes."""
