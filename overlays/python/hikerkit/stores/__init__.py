"""State that threads and processes share, behind one protocol."""
