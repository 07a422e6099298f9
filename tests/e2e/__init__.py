"""The whole platform, from outside."""
