"""The adapter for Slack, and Slack's own SDK, each with the stand-in for Slack."""
