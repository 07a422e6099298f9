"""The intents, one by one."""
