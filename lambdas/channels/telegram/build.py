"""Builds the way out to Telegram."""

from collections.abc import Callable
from typing import Final

from urllib3 import PoolManager

from lambdas.channels.telegram.api import BotApi
from lambdas.channels.telegram.outbound import TelegramOutbound

API: Final = "https://api.telegram.org"


def telegram_outbound(
    *, token: Callable[[], str], http: PoolManager, endpoint: str | None
) -> TelegramOutbound:
    """The way out with one bot's token; endpoint: of a stand-in for the Bot API."""
    return TelegramOutbound(api=BotApi(endpoint=endpoint or API, token=token, http=http))
