"""The operations of the resource sys, one module each."""
