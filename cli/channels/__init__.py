"""What `parley channel` knows of each messenger: a module each."""
