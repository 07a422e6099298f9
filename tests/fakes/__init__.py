"""Every port in memory, honest enough to pass the port's own contract."""
