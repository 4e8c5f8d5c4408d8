"""Benchmarks against json.loads, httpx and other clients: `scripts/bench`."""
