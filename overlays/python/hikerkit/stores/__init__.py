"""Stores: the state that threads and processes share, in memory or in files."""
