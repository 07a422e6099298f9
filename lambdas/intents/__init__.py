"""What the bots do, one module an intent."""
