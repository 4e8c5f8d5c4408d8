"""Billing: usage, budgets and estimates."""
