"""Seeded faults: shows that the contract tests catch what is wrong, one patch at a time."""
