"""Maintenance of an archive: export, forget, prune, verify."""
