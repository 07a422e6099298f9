"""Calls the Telegram Bot API from the terminal.

Source: https://core.telegram.org/bots/api#making-requests.
"""

import re
from typing import Any, Final

from cli.channels.calls import Api
from cli.channels.port import MessengerError

TOKEN: Final = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{10,100}")
FOUND: Final = "@BotFather shows it: /mybots, API Token"
NO_BOT: Final = frozenset({401, 404})
"""How a token is answered that is no bot's, or none any more."""


class BotApi:
    """The API for one bot. Raises ``ValueError`` for what cannot be a token."""

    def __init__(self, *, endpoint: str, token: str) -> None:
        if not TOKEN.fullmatch(token):
            raise ValueError(
                "this is no token of a Telegram bot: it looks like 123456:ABC-DEF1234ghIkl-zyx57W2v"
            )
        self._api, self._token = Api(title="Telegram", endpoint=endpoint), token

    def call(self, method: str, **parameters: object) -> Any:  # noqa: ANN401 — JSON
        """The result of a method; raises ``MessengerError``."""
        answer = self._api.call(f"bot{self._token}/{method}", what=method, body=parameters)
        if not answer.body.get("ok"):
            why = answer.body.get("description") or "no reason given"
            mend = f"; the token is no bot's. {FOUND}" if answer.status in NO_BOT else ""
            raise MessengerError(f"Telegram refuses {method}: {why}{mend}")
        return answer.body["result"]
