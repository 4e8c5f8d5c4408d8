"""`python -m scripts.tools.contract`."""

import sys

from scripts.tools.contract.command import main

sys.exit(main())
