"""What a response says of itself: charge, account, failure, Retry-After."""
