"""The resources, one module per variant: a call loads only the one it needs."""
