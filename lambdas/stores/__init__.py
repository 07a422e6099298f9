"""Adapters to the tables and the queue, a module each."""
