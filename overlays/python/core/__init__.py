"""What the generated package is built on: models, operations, responses, pagers."""
