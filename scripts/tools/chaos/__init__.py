"""Runs the client on the mock under faults, and lets the mock's ledger judge it."""
