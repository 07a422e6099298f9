"""The adapter for Teams, Microsoft's own libraries and the command, each with the stand-in for Teams."""
