"""What stands in front of the emulator: the chat page, the API and the WebSocket under one address."""
