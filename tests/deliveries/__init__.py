"""Webhook calls of every kind that the messengers document, a file each, and what comes of them."""
