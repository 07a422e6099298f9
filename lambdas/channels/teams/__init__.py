"""Microsoft Teams: activities in from the Bot Connector, messages out to it."""
