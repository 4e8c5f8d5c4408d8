"""`scripts/demo`: a typical program of a caller, against the mock."""
