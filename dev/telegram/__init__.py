"""Stands in for the Telegram Bot API on this machine: what bots call, and people who chat with the bot."""
