"""HikerAPI as its spec describes it: models, operations, and one class a resource.

Made by scripts/generate from openapi.yaml; never edited. It sends nothing itself: whoever uses it
hands the resources a `Caller` (see `calls`). The `hikerkit` package does that for you.
"""
