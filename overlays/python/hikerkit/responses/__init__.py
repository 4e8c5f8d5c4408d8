"""What a response says besides its result: charge, account, failure, Retry-After."""
