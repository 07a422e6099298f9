"""Facebook Messenger: a page's webhook calls in, messages out through the Send API."""
