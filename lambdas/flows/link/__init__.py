"""Signing in, step by step: what the browser is shown, what is kept, what the chat is told."""
