"""Checks of the source tree that linters do not have."""
