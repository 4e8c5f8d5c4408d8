"""Reads, applies and writes patch files: a unified diff under a header that says what it breaks.

    breaks: A field that the spec does not know is dropped.
    first: tests/python/calls/test_decode.py
    --- a/overlays/python/hikerkit/calls/decode.py
    +++ b/overlays/python/hikerkit/calls/decode.py
    @@ -12 +12 @@
    -the line as it is
    +the line as it is broken

Line numbers are for the reader alone: the lines that a hunk starts from are looked for in the file,
and have to occur there exactly once.
"""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

from scripts.tools.mutation.fault import Fault


class PatchError(Exception):
    """A patch that cannot be read or applied; its text says which and why."""


def load(folder: Path) -> tuple[Fault, ...]:
    """All faults of a folder, by name. Raises PatchError."""
    return tuple(
        parse(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.patch"))
    )


def parse(name: str, text: str) -> Fault:
    """The fault of this name from the text of its patch. Raises PatchError."""
    headers: dict[str, str] = {}
    file = ""
    hunks: list[tuple[str, str]] = []
    for line in text.splitlines():
        if hunks and not line.startswith("@@"):
            sign, content = line[:1] or " ", line[1:] + "\n"
            if sign not in " +-":
                raise PatchError(f"{name}: not a line of a diff: {line!r}")
            old, new = hunks[-1]
            hunks[-1] = (old + content * (sign != "+"), new + content * (sign != "-"))
        elif line.startswith("@@"):
            hunks.append(("", ""))
        elif line.startswith("+++ b/"):
            file = line.removeprefix("+++ b/")
        elif not line.startswith(("--- a/", "diff ", "index ")):
            word, _, value = line.partition(": ")
            headers[word] = value
    if not (headers.get("breaks") and file and hunks) or headers.keys() - {"breaks", "first"}:
        raise PatchError(
            f"{name}: expected 'breaks: ...', perhaps 'first: ...', and one file's diff"
        )
    return Fault(name, headers["breaks"], file, tuple(hunks), headers.get("first", ""))


def apply(fault: Fault, text: str) -> str:
    """The file's text with the fault in it. Raises PatchError."""
    lines = text.splitlines(True)
    for old, new in fault.hunks:
        block = old.splitlines(True)
        places = [at for at in range(len(lines)) if block and lines[at : at + len(block)] == block]
        if len(places) != 1:
            raise PatchError(
                f"{fault.name}: what it replaces occurs {len(places)} times in {fault.file}, "
                f"not once:\n{old}"
            )
        lines[places[0] : places[0] + len(block)] = new.splitlines(True)
    return "".join(lines)


def format_patch(fault: Fault, text: str) -> str:
    """The patch of a fault in this text, with as little context as it needs. Raises PatchError."""
    broken = apply(fault, text)
    files = f"a/{fault.file}", f"b/{fault.file}"
    header = f"breaks: {fault.breaks}\n" + (f"first: {fault.first}\n" if fault.first else "")
    for context in range(20):
        lines = text.splitlines(True), broken.splitlines(True)
        patch = header + "".join(unified_diff(*lines, *files, n=context))
        try:
            if apply(parse(fault.name, patch), text) == broken:
                return patch
        except PatchError:
            continue  # Too little context: the place is not the only one.
    raise PatchError(f"{fault.name}: no context makes its place the only one in {fault.file}")
