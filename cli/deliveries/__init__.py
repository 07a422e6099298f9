"""Webhook calls as files: read, signed anew, run through the code that takes them, written without people."""
