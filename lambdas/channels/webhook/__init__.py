"""A messenger of one's own: signed webhooks in and out, as Standard Webhooks are."""
