"""Applies every rule to a spec and prints what they find."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from hikerkit.spec.errors import SpecError
from scripts.tools.spec import load
from scripts.tools.spec.rules import examples, extensions, links, operations, schemas
from scripts.tools.spec.rules.document import Finding, Rule, RuleDocument

ROOT = Path(__file__).resolve().parents[4]

RULES: tuple[Rule, ...] = (
    *operations.RULES,
    *links.RULES,
    *schemas.RULES,
    *extensions.RULES,
    *examples.RULES,
)


def check(path: Path) -> list[Finding]:
    """What the rules find in a spec. Raises SpecError for a file that is not one."""
    document = RuleDocument(load.load(path))
    return [finding for rule in RULES for finding in _apply(rule, document)]


def _apply(rule: Rule, document: RuleDocument) -> Iterator[Finding]:
    try:
        yield from rule(document)
    except SpecError as error:
        yield "/", str(error)
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError) as error:
        # A rule reads the spec as if it had the shape of one; here it does not.
        about = f"{type(error).__name__}: {str(error)[:100]}"
        yield "/", f"{rule.__name__} cannot be checked, something is of the wrong type ({about})"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts.tools.spec.rules", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=ROOT / "openapi.yaml")
    path = parser.parse_args(argv).file
    try:
        found = check(path)
    except SpecError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for place, message in found:
        print(f"{path.name}: {place}: {message}")
    print(f"{len(RULES)} rules, {len(found) or 'no'} findings")
    return 1 if found else 0
