"""Tests of the Python package; the folders mirror it."""
