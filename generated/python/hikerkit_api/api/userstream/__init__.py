"""The operations of the resource userstream, one module each."""
