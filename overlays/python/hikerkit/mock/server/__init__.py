"""The mock over HTTP and in process, and its control endpoint."""
