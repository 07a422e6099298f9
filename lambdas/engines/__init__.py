"""Adapters to the services that understand language, a module each."""
