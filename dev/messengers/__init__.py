"""Every double of a messenger in one process, each below its installation's name; Telegram's has its own."""
