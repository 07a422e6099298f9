"""WhatsApp: a number's webhook calls in, messages out through the Cloud API."""
