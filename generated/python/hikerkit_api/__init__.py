"""HikerAPI as its spec describes it: models, operations, and one class per resource.

Written by scripts/generate from openapi.yaml and never edited. It sends nothing itself: the
resources take a `Caller` (see `core.caller`), which the `hikerkit` package provides.
"""
