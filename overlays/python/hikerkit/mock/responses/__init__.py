"""How the mock builds a response: documented bodies rendered for other accounts."""
