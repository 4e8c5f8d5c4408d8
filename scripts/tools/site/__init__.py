"""The published site: guides, API reference and Python reference as static pages."""
