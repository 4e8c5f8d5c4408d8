"""Run the client against the mock under faults, and check the results against its ledger."""
