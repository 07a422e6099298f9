"""The Lambda that verifies deliveries and queues their turns."""
