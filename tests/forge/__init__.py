"""Webhook calls that nobody but a forger made: none is let in, none trips the handler up. `make forge`."""
