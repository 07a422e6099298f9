"""Understands language on this machine, behind the local engines: templates and a grammar."""
