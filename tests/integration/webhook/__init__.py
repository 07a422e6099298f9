"""The adapter for signed webhooks and the command, with the local service of one's own."""
