"""A server that speaks the wire of Lex V2 runtime, backed by a bot's definition."""
