"""Adapters to the business's own services."""
