"""Runs the generator even where generated/ is missing or broken."""

import sys
from pathlib import Path
from types import ModuleType

# `hikerkit` itself imports the generated package; the generator needs `hikerkit.spec` alone.
package = ModuleType("hikerkit")
package.__path__ = [str(Path(__file__).resolve().parents[3] / "overlays" / "python" / "hikerkit")]
sys.modules["hikerkit"] = package

from scripts.tools.generate.command import main

sys.exit(main())
