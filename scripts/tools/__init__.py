"""The programs behind the scripts: they read the spec, check it and generate from it."""
