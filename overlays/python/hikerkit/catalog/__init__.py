"""What operations are about: their lists, their subjects, and lookups by id or name."""
