"""Connects the messengers' stand-ins to a platform that has just started, by the code of `parley channel`."""

from collections.abc import Mapping
from typing import Any

from cli.channels.port import MessengerError
from cli.installed import installed_locally
from cli.not_installed import NotInstalledError
from cli.registration import Brought, register
from dev.telegram.server import LOCAL_TOKEN

TELEGRAM = "telegram"


class NotConnectedError(Exception):
    """A messenger does not send to the platform; the message is for the person at the terminal."""


def connect(local: Mapping[str, Any]) -> None:
    """Register the local stage's bot with the stand-in for Telegram; raises ``NotConnectedError``.

    local: what ``local.json`` says.
    """
    try:
        register(installed_locally(TELEGRAM, local=local), brought=Brought(token=LOCAL_TOKEN))
    except (NotInstalledError, MessengerError) as error:
        raise NotConnectedError(f"Telegram is not connected: {error}") from error
