"""A stand-in for Slack on one machine: its Web API, and people in one workspace who use its app."""
