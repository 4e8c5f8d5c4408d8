"""The demo: a program of a caller, on the mock."""
