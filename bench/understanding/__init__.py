"""Measures the understanding on this machine: what it costs a turn, and how often it is right on a corpus."""
