"""A local service of one's own: people who chat over signed webhooks."""
