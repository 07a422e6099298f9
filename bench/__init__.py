"""What is measured of a running platform, and what judges it."""
