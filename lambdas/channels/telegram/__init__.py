"""Telegram: updates in by webhook, messages out through the Bot API."""
