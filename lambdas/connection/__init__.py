"""The Lambda behind tickets, the socket's authorizer, connect, disconnect and resume."""
