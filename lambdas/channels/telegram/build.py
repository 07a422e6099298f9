"""Builds the way out to Telegram."""

from collections.abc import Callable
from typing import Final

from urllib3 import PoolManager

from lambdas.channels.telegram.api import BotApi
from lambdas.channels.telegram.outbound import TelegramMessenger
from lambdas.domain.installation import Installation

API: Final = "https://api.telegram.org"


def telegram_messenger(
    installation: Installation, *, token: Callable[[], str], http: PoolManager, endpoint: str | None
) -> TelegramMessenger:
    """The Bot API with one bot's token; endpoint: of a stand-in for it."""
    del installation
    return TelegramMessenger(api=BotApi(endpoint=endpoint or API, token=token, http=http))
