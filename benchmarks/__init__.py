"""Side-by-side measurements that anyone can run: `scripts/bench`."""
