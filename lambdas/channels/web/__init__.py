"""The web page: frames in over a WebSocket, frames out through @connections."""
