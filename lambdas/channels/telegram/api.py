"""Calls of the Bot API, and what each of its answers asks us to do.

Source: https://core.telegram.org/bots/api#making-requests, #responseparameters. What it describes errors by
is documented nowhere; the one description we go by stands in https://github.com/tdlib/telegram-bot-api.
"""

import json
import logging
import re
from collections.abc import Callable, Mapping
from math import inf
from typing import Any, Final

from urllib3 import PoolManager, Timeout

from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Unreachable
from lambdas.kit.fields import answered
from lambdas.kit.posting import SENDING, post
from lambdas.kit.secret import token_of

log = logging.getLogger(__name__)

A_TOKEN: Final = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,100}")
QUOTE: Final = re.compile(r"\s['\"]|\w+://")

BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND = 400, 401, 403, 404
TOO_LARGE, TOO_MANY, SERVER_ERROR = 413, 429, 500
WRONG_TOKEN: Final = frozenset({UNAUTHORIZED, NOT_FOUND})
GONE: Final = "chat not found"
UNTOLD_WAIT_S: Final = 5.0
"""How long a 429 is obeyed that does not say."""


class BotApi:
    """One bot's calls; each is tried once, since the Bot API knows no idempotency key.

    token: see ``SecretToken``. It is part of every URL, so no URL is ever logged.
    """

    def __init__(self, *, endpoint: str, token: Callable[[], str], http: PoolManager) -> None:
        self._endpoint, self._token, self._http = endpoint, token, http

    def call(self, method: str, parameters: Mapping[str, Any], *, timeout: Timeout = SENDING) -> None:
        """Make a call.

        Raises ``Refused`` when this call will never be taken, ``Unreachable`` when nothing will be in this
        chat, ``Busy``, ``Ambiguous`` or another ``Retryable``.
        """
        status, answer = self._post(method, parameters, timeout)
        if answer.get("ok") is True:
            return
        details = answer.get("parameters") or {}
        moved = details.get("migrate_to_chat_id")
        if isinstance(moved, int) and moved != parameters.get("chat_id"):
            # A group that became a supergroup has another id from then on; its members are the same.
            self.call(method, {**parameters, "chat_id": moved}, timeout=timeout)
            return
        raise failure_of(status, str(answer.get("description", "")), details.get("retry_after"))

    def _post(
        self, method: str, parameters: Mapping[str, Any], timeout: Timeout
    ) -> tuple[int, Mapping[str, Any]]:
        url = f"{self._endpoint}/bot{self._checked_token()}/{method}"
        body = json.dumps(parameters, ensure_ascii=False).encode(errors="replace")
        answer = post(
            url,
            body,
            http=self._http,
            headers={"Content-Type": "application/json"},
            timeout=timeout,
            to="telegram",
            unsent=Retryable,
            unknown=Ambiguous,
        )
        return answer.status, answered(answer.body)

    def _checked_token(self) -> str:
        token = token_of(self._token, failing=Retryable)
        if not A_TOKEN.fullmatch(token):
            raise Retryable("the token that is set is none of Telegram's")
        return token


def failure_of(status: int, description: str, again_s: object = None) -> ParleyError:
    """What an answer that is not ``ok`` asks us to do."""
    told = _told(status, description)
    if status == TOO_MANY:
        return Busy(told, again_s=_wait_s(again_s))
    if status == FORBIDDEN or (status == BAD_REQUEST and GONE in description):
        return Unreachable(told)
    if status in {BAD_REQUEST, TOO_LARGE}:
        return Refused(told)
    if status >= SERVER_ERROR:
        return Ambiguous(told)
    if status in WRONG_TOKEN:
        log.error("token refused by telegram", extra={"status": status})
    return Retryable(told)


def _wait_s(asked: object) -> float:
    """The wait that is asked for, where it is one."""
    return float(asked) if isinstance(asked, int | float) and 0 < asked < inf else UNTOLD_WAIT_S


def _told(status: int, description: str) -> str:
    """The failure without what its description may quote of the message, such as an address."""
    before_quote = QUOTE.split(description, maxsplit=1)[0]
    return f"telegram answered {status}: {':'.join(before_quote.split(':')[:2])}"[:160]
