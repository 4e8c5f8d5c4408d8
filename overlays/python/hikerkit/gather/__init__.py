"""Many calls or lists at once, with bounded concurrency."""
