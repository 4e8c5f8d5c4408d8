"""Tests of the scripts and of what they make: spec rules, generator, guides, site."""
