"""The Python package: from the neutral model to openapi-python-client and its templates."""
