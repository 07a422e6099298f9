"""The adapter for text messages, Twilio's own library and the command, each with the stand-in for Twilio."""
