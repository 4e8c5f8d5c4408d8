"""Checks of README and the guides: code blocks, and the quickstart as a new user."""
