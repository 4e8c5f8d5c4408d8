"""Holds the spec against real answers: of the service itself, or of payloads on disk."""
