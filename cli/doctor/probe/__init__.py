"""What the doctor deploys to try what only a bot made for it can show."""
