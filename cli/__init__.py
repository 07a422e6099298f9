"""The parley command."""
