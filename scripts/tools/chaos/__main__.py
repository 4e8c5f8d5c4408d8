"""`scripts/chaos`: run the chaos command."""

from __future__ import annotations

import sys

from scripts.tools.chaos.command import main

if __name__ == "__main__":
    sys.exit(main())
