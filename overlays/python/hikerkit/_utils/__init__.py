"""Helpers without a home of their own: text, clocks, validation, SQLite files, threads."""
