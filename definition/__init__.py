"""Reads and checks a bot's definition and compiles it for an engine; pure."""
