"""One suite a port, run on every implementation and on its fake."""
