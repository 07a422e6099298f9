"""Every double of a messenger in one process, each below its channel's name; Telegram's has its own."""
