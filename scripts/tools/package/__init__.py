"""`scripts/package`: builds what is published, looks into it, tries it where nothing else is."""
