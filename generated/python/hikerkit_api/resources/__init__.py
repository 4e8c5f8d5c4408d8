"""The resources, a module for each face of each: a call loads only its own."""
