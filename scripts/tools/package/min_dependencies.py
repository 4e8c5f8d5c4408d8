"""Print the minimum versions of pyproject.toml as pip constraints, to test with them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_BOUND = re.compile(r"^([A-Za-z0-9._-]+)\s*>=\s*([0-9][0-9A-Za-z.]*)")


def main() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    for requirement in [*project["dependencies"], *(r for extra in extras for r in extra)]:
        if match := _BOUND.match(requirement):
            print(f"{match[1]}=={match[2]}")


if __name__ == "__main__":
    main()
