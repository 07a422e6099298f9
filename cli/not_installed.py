"""What ends a command about an installation that is not there, or is not ready for it."""


class NotInstalledError(Exception):
    """The installation is not there, or cannot be reached; the message is for the person at the terminal."""
