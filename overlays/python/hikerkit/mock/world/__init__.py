"""The mock's seeded data set: accounts, names, documented bodies."""
