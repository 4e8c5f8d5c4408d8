"""Checks that no module imports a package that contains it: a circle that import-linter allows.

Usage: python -m scripts.tools.lint.ancestors
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import grimp

PACKAGES = ("hikerkit", "hikerkit_api", "scripts.tools")


def findings(*packages: str) -> Iterator[str]:
    """Each such import, lazy and type-only ones too: module, line, package."""
    graph = grimp.build_graph(*packages, exclude_type_checking_imports=False, cache_dir=None)
    for module in sorted(graph.modules):
        for imported in sorted(graph.find_modules_directly_imported_by(module)):
            if module.startswith(f"{imported}."):
                for found in graph.get_import_details(importer=module, imported=imported):
                    yield f"{module} (l.{found['line_number']}) -> {imported}"


def main() -> int:
    found = list(findings(*PACKAGES))
    print("\n".join(found) or "no module imports a package that contains it")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
