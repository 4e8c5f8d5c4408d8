"""A seeded fault, and one side of the contract with its tests and faults."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing broken in one file."""

    name: str
    """Short, words joined with dashes; the name of its patch."""
    breaks: str
    """What goes wrong, in a sentence."""
    file: str
    """The file to patch, from the root of the repository."""
    hunks: tuple[tuple[str, str], ...]
    """Lines to replace, each block found exactly once in the file, and what replaces them."""
    first: str = ""
    """The test file to run first, as it most likely catches the fault."""


@dataclass(frozen=True)
class Side:
    """The tests of one side of the contract, and the faults that they have to catch."""

    tests: tuple[str, ...]
    """Test files or folders, from the root; those that catch most come first."""
    faults: tuple[Fault, ...]
    heavy: tuple[str, ...] = ()
    """Third-party modules to import once, before the children are forked."""
    options: tuple[str, ...] = ()
    """Further arguments of pytest."""
