"""What is done with an archive as a whole: export, forget, prune, verify."""
