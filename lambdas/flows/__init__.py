"""Use cases, pure but for the ports handed to them."""
