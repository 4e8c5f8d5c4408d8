"""What calls cost: usage, budgets, estimates."""
