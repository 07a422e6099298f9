"""Technical parts that know nothing of chat."""
