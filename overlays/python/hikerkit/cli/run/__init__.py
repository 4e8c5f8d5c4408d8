"""One run of an operation from the command line."""
