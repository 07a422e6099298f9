"""The Lambda where people sign in, and the only one that may decrypt refresh tokens."""
