"""Tests that reach no network."""
