"""Secrets that a person gives to a command: by the input alone, so that no shell remembers them."""

import getpass
import sys

from cli.not_installed import NotInstalledError


def read_secret(title: str) -> str:
    """One line of the input, unseen at a terminal; raises ``NotInstalledError`` where there is none."""
    typed = getpass.getpass(f"{title}: ") if sys.stdin.isatty() else sys.stdin.readline()
    secret = typed.strip()
    if not secret:
        raise NotInstalledError(f"there is no {title} in the input")
    if not (secret.isascii() and secret.isprintable()) or " " in secret:
        raise NotInstalledError(f"this is no {title}: it has blanks or signs beyond ASCII. Copy it again")
    return secret
