"""Compares the spec with real responses: from the service, or from payloads on disk."""
