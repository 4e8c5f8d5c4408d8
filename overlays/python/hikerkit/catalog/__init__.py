"""What the operations are about: their lists, the accounts they name, who finds an id by name."""
