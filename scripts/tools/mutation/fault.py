"""What a fault is, and what one side of the contract is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing broken, by one replaced piece of text."""

    name: str
    """What it is asked for by: short, words joined with dashes."""
    breaks: str
    """What goes wrong with it, in words."""
    file: str
    """The file to patch, from the root of the repository."""
    old: str
    """What to replace; it stands in the file exactly once."""
    new: str
    first: str = ""
    """The tests of its side to begin with, where others than the first are likelier to catch it."""


@dataclass(frozen=True)
class Side:
    """The tests of one side of the contract, and the faults that they have to catch."""

    tests: tuple[str, ...]
    """Files or folders of tests, from the root; what catches most comes first."""
    faults: tuple[Fault, ...]
    heavy: tuple[str, ...] = ()
    """Modules to import once, before the children are forked: none of the project's own."""
    options: tuple[str, ...] = ()
    """Further arguments of pytest."""
