"""Slack: events, pressed buttons and slash commands in by webhook, messages out through the Web API."""
