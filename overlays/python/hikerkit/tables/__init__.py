"""Items as table rows: flat columns, column types, data frames."""
