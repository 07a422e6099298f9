"""The chat page in a real Chromium, on the whole platform."""
