"""`parley channel` on a deployed stage."""
