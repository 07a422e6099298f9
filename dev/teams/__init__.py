"""A double of what Microsoft Teams is to a bot: the Bot Connector, its keys, and who gives tokens."""
