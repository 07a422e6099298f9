"""Adapters against their vendors, emulated."""
