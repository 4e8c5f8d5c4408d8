"""Faults of the mock: parsing, scheduling, injection."""
