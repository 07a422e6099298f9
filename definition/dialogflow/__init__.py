"""Compiles a bot's definition into a Dialogflow ES agent, and writes it as an export archive; pure."""
