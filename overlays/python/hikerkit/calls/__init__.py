"""One call: arguments to a request, a response to models."""
