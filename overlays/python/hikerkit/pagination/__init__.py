"""One list, read page by page: pagers, guards, verdict, comparison."""
