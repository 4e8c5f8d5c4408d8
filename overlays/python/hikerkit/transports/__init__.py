"""What carries the bytes: the contract, and the HTTP implementation."""
