"""The way out of every messenger, a case a channel."""

# ruff: noqa: PLC0415 — a channel is loaded only where there is an installation of it

from collections.abc import Callable, Mapping

from urllib3 import PoolManager

from lambdas.domain.installation import Installation
from lambdas.domain.ports import Messenger
from lambdas.kit.endpoints import endpoint_of


def messenger_of(  # noqa: PLR0911 — one a channel
    installation: Installation, *, token: Callable[[], str], http: PoolManager, env: Mapping[str, str]
) -> Messenger:
    """A messenger's API; a channel is loaded only where there is an installation of it."""
    endpoint = endpoint_of(installation.id, channel=installation.channel, env=env)
    match installation.channel:
        case "telegram":
            from lambdas.channels.telegram.build import telegram_messenger

            return telegram_messenger(installation, token=token, http=http, endpoint=endpoint)
        case "sms":
            from lambdas.channels.sms.build import sms_messenger

            return sms_messenger(installation, token=token, http=http, endpoint=endpoint)
        case "teams":
            from lambdas.channels.teams.build import teams_messenger

            return teams_messenger(installation, token=token, http=http, endpoint=endpoint)
        case "slack":
            from lambdas.channels.slack.build import slack_messenger

            return slack_messenger(installation, token=token, http=http, endpoint=endpoint)
        case "messenger":
            from lambdas.channels.messenger.build import messenger_messenger

            return messenger_messenger(installation, token=token, http=http, endpoint=endpoint)
        case "whatsapp":
            from lambdas.channels.whatsapp.build import whatsapp_messenger

            return whatsapp_messenger(installation, token=token, http=http, endpoint=endpoint)
        case "webhook":
            from lambdas.channels.webhook.build import webhook_messenger

            return webhook_messenger(installation, token=token, http=http, endpoint=endpoint)
        case unknown:
            raise ValueError(f"installation {installation.id}: unknown channel {unknown}")
