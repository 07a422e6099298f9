"""Signing in with Cognito: tokens verified, exchanged, refreshed, and kept encrypted."""
