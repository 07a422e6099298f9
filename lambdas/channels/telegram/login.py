"""Who pressed a login button: the data that Telegram signs and adds to its link.

It says who pressed, not whose browser this is: whoever was sent the link on has the data too.
Source: https://core.telegram.org/widgets/login-legacy#checking-authorization, https://core.telegram.org/bots/api#loginurl
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final
from urllib.parse import parse_qsl

from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import UserId
from lambdas.domain.ports import Clock
from lambdas.kit.secret import NoTokenError
from lambdas.kit.translation import failing_as

LONGEST: Final = 4096
MOST_FIELDS: Final = 16
AN_ID: Final = re.compile(r"[0-9]{1,20}")
FRESH: Final = timedelta(minutes=10)
AHEAD: Final = timedelta(minutes=1)
"""So far Telegram's clock may be before ours."""


class TelegramLogin:
    """Checks by a bot's token what Telegram signed with it; see ``SecretToken``."""

    def __init__(self, *, token: Callable[[], str], clock: Clock) -> None:
        self._token, self._clock = token, clock

    def user(self, told: str) -> UserId:
        """See ``Witness``; ten minutes old at most. Compared in constant time, size first."""
        fields = _fields(told)
        signed = fields.pop("hash", "").encode(errors="replace")
        if not hmac.compare_digest(signed, self._signature(fields).encode()):
            raise Refused("not signed by telegram", code="forged")
        user, at = fields.get("id", ""), fields.get("auth_date", "")
        if not AN_ID.fullmatch(user) or not AN_ID.fullmatch(at):
            raise Refused("signed, but tells no user", code="unreadable")
        age = timedelta(seconds=self._clock.now().timestamp() - min(int(at), 2**40))
        if not -AHEAD <= age <= FRESH:
            raise Refused("signed too long ago", code="too_old")
        return UserId(user)

    def _signature(self, fields: Mapping[str, str]) -> str:
        checked = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
        key = hashlib.sha256(self._checked_token().encode()).digest()
        return hmac.new(key, checked.encode(errors="replace"), hashlib.sha256).hexdigest()

    def _checked_token(self) -> str:
        try:
            with failing_as(Retryable, doing="reading the token"):
                return self._token()
        except NoTokenError as error:
            raise Refused("no token is set", code="forged") from error


def _fields(told: str) -> dict[str, str]:
    if len(told) > LONGEST:
        raise Refused("more than telegram signs", code="unreadable")
    try:
        pairs = parse_qsl(told, keep_blank_values=True, strict_parsing=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Refused("no query string", code="unreadable") from error
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Refused("a field twice", code="unreadable")
    return fields
