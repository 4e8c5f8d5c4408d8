"""The project's own rules for the spec: what generators, the client and the mock rely on."""
