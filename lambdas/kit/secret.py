"""Keys and tokens in Secrets Manager, read on first use and again when they have grown old.

A signing secret is JSON with two values, so that a key can be changed without a moment's refusal:
``{"current": "…", "previous": ""}``. A token that somebody else issued is ``{"token": "…"}``, empty until
an operator sets it.
"""

import json
import logging
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from lambdas.kit.clock import seconds
from lambdas.kit.translation import Failure, failing_as

if TYPE_CHECKING:
    from types_boto3_secretsmanager import SecretsManagerClient

log = logging.getLogger(__name__)

KEEP_S: Final = 300

PRINTABLE: Final = re.compile(r"[!-~]+")
"""What may stand in a header or a URL; a token with a line end in it is none."""

Value = TypeVar("Value")


class NoKeyError(RuntimeError):
    """The secret holds no usable key; nothing may be signed or accepted."""


class NoTokenError(RuntimeError):
    """The secret holds no usable token; whoever issued it cannot be called."""


class _Secret(ABC, Generic[Value]):
    """A secret's value, read again when it has been kept so long; a failure is not kept."""

    def __init__(
        self,
        *,
        arn: str,
        client: "SecretsManagerClient",
        keep_s: int = KEEP_S,
        ticks: Callable[[], float] = seconds,
    ) -> None:
        self._arn, self._client, self._keep_s, self._ticks = arn, client, keep_s, ticks
        self._value: Value | None = None
        self._read_at = 0.0

    def __call__(self) -> Value:
        if self._value is None or self._ticks() - self._read_at >= self._keep_s:
            self._value = self._understood(self._client.get_secret_value(SecretId=self._arn)["SecretString"])
            self._read_at = self._ticks()
        return self._value

    @abstractmethod
    def _understood(self, text: str) -> Value: ...


class SecretKeys(_Secret[Sequence[bytes]]):
    """The keys of one secret, newest first, one or two; a call raises ``NoKeyError`` where none is set."""

    def _understood(self, text: str) -> Sequence[bytes]:
        secret = json.loads(text)
        keys = tuple(value.encode() for name in ("current", "previous") if (value := secret.get(name)))
        if not keys or not secret.get("current"):
            raise NoKeyError(f"no current key in {self._arn}")
        return keys


class SecretToken(_Secret[str]):
    """The token of one secret; a call raises ``NoTokenError`` where none is set, and the next looks again."""

    def _understood(self, text: str) -> str:
        try:
            token = json.loads(text)["token"].strip()
        except (ValueError, TypeError, KeyError, AttributeError):
            # The cause would carry what was read into a traceback.
            raise NoTokenError(f'{self._arn} is no JSON object with a "token"') from None
        if not PRINTABLE.fullmatch(token):
            raise NoTokenError(f"no token in {self._arn}")
        return str(token)


def keys_of(
    read: Callable[[], Sequence[bytes]], *, unread: Failure, unset: Failure, name: str
) -> Sequence[bytes]:
    """The keys of a secret where they are used; raises ``unread`` or, where none is set, ``unset``.

    That none is set is logged, too, for an operator. name: what stands for it there, such as ``app secret``.
    """
    try:
        with failing_as(unread, doing=f"reading the {name}"):
            return read()
    except NoKeyError as error:
        log.error("no key is set", extra={"secret": name, "reason": str(error)})  # noqa: TRY400 (says it all)
        raise unset(f"no {name} is set") from error


def token_of(read: Callable[[], str], *, failing: Failure, name: str = "token") -> str:
    """The token of a secret where it is used; raises ``failing`` where it cannot be read or none is set.

    name: what stands for it in the message, such as ``auth token``.
    """
    try:
        with failing_as(failing, doing=f"reading the {name}"):
            return read()
    except NoTokenError as error:
        raise failing(f"no {name} is set") from error


class SecretText(_Secret[str]):
    """The whole text of one secret, whatever it is."""

    def _understood(self, text: str) -> str:
        return text
