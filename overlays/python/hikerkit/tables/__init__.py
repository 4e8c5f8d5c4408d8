"""Items as rows of a table."""
