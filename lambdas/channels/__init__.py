"""Adapters to the places people chat, a module each."""
