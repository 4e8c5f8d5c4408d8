"""Settings of the command line: flags, environment variables, hikerkit.toml."""
