"""Helpers of all packages: text, clocks, validation, SQLite files, threads."""
