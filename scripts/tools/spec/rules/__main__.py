"""Runs the rules from the command line."""

import sys

from scripts.tools.spec.rules.command import main

sys.exit(main())
