"""Settings of the command line: options, environment variables, hikerkit.toml."""
