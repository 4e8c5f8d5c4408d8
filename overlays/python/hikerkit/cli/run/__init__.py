"""Running one operation from the command line."""
