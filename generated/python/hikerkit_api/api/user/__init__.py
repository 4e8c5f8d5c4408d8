"""The operations of the resource user, one module each."""
