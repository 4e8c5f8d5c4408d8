"""Writes generated/ from the spec."""
