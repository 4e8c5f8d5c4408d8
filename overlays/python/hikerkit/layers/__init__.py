"""What every request passes on its way to the transport, a file a layer; see `stack`."""
