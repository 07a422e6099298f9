"""Text messages through Twilio: in by webhook, out through the Messages resource."""
