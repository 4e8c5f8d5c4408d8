"""The spec: loading, lint rules, coverage of the documentation."""
