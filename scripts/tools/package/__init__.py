"""`scripts/package`: build wheel and sdist, check their contents, and test them."""
