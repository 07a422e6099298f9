"""Every messenger that `parley channel` can work on; each is loaded when it is asked for."""

# ruff: noqa: PLC0415 — a command about one messenger loads no other

from cli.channels.port import Channel
from cli.not_installed import NotInstalledError


def channel_of(name: str) -> Channel:  # noqa: PLR0911 — one return a messenger
    """A messenger by its channel in the stage file; raises ``NotInstalledError``."""
    match name:
        case "telegram":
            from cli.channels.telegram import Telegram

            return Telegram()
        case "sms":
            from cli.channels.sms import Sms

            return Sms()
        case "webhook":
            from cli.channels.webhook import OwnService

            return OwnService()
        case "teams":
            from cli.channels.teams import Teams

            return Teams()
        case "slack":
            from cli.channels.slack import Slack

            return Slack()
        case "messenger":
            from cli.channels.messenger import Messenger

            return Messenger()
        case "whatsapp":
            from cli.channels.whatsapp import WhatsApp

            return WhatsApp()
        case unknown:
            raise NotInstalledError(f"parley channel does not know {unknown} yet")
