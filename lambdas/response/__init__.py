"""The Lambda that answers one turn an invocation."""
