"""Mutation testing of what delivery and authentication rest on: `make mutate`."""
