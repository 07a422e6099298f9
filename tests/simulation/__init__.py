"""A whole platform in one process, under a clock and a seed, and a checker of what its people saw."""
