"""A server that speaks the wire of Dialogflow ES, REST and gRPC, backed by a bot's compiled agent."""
