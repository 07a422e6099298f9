"""A whole platform on one machine; it imports what it runs, and nothing imports it."""
