"""Keys and tokens in Secrets Manager, read on first use and again when they have grown old.

A signing secret is JSON with two values, so that a key can be changed without a moment's refusal:
``{"current": "…", "previous": ""}``. A token that somebody else issued is ``{"token": "…"}``, empty until
an operator sets it.
"""

import json
import re
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from types_boto3_secretsmanager import SecretsManagerClient

KEEP_S: Final = 300

PRINTABLE: Final = re.compile(r"[!-~]+")
"""What may stand in a header or a URL; a token with a line end in it is none."""

Value = TypeVar("Value")


class NoKeyError(RuntimeError):
    """The secret holds no usable key; nothing may be signed or accepted."""


class NoTokenError(RuntimeError):
    """The secret holds no usable token; whoever issued it cannot be called."""


class SecretKeys:
    """The keys of one secret, newest first."""

    def __init__(
        self,
        *,
        arn: str,
        client: "SecretsManagerClient",
        keep_s: int = KEEP_S,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._arn, self._client = arn, client
        self._keys = _Kept(self._read, keep_s=keep_s, ticks=ticks)

    def __call__(self) -> Sequence[bytes]:
        """One key or two; raises ``NoKeyError`` where none is set."""
        return self._keys()

    def _read(self) -> Sequence[bytes]:
        secret = json.loads(self._client.get_secret_value(SecretId=self._arn)["SecretString"])
        keys = tuple(value.encode() for name in ("current", "previous") if (value := secret.get(name)))
        if not keys or not secret.get("current"):
            raise NoKeyError(f"no current key in {self._arn}")
        return keys


class SecretToken:
    """The token of one secret."""

    def __init__(
        self,
        *,
        arn: str,
        client: "SecretsManagerClient",
        keep_s: int = KEEP_S,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._arn, self._client = arn, client
        self._token = _Kept(self._read, keep_s=keep_s, ticks=ticks)

    def __call__(self) -> str:
        """The token; raises ``NoTokenError`` where none is set, which is looked up again at the next call."""
        return self._token()

    def _read(self) -> str:
        given = self._client.get_secret_value(SecretId=self._arn)["SecretString"]
        try:
            token = json.loads(given)["token"].strip()
        except (ValueError, TypeError, KeyError, AttributeError):
            # The cause would carry what was read into a traceback.
            raise NoTokenError(f'{self._arn} is no JSON object with a "token"') from None
        if not PRINTABLE.fullmatch(token):
            raise NoTokenError(f"no token in {self._arn}")
        return str(token)


class SecretText:
    """The whole text of one secret."""

    def __init__(
        self,
        *,
        arn: str,
        client: "SecretsManagerClient",
        keep_s: int = KEEP_S,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._arn, self._client = arn, client
        self._text = _Kept(self._read, keep_s=keep_s, ticks=ticks)

    def __call__(self) -> str:
        """The text, whatever it is."""
        return self._text()

    def _read(self) -> str:
        return self._client.get_secret_value(SecretId=self._arn)["SecretString"]


class _Kept(Generic[Value]):
    """A value that is read again when it has been kept so long; a failure is not kept."""

    def __init__(self, read: Callable[[], Value], *, keep_s: int, ticks: Callable[[], float]) -> None:
        self._read, self._keep_s, self._ticks = read, keep_s, ticks
        self._value: Value | None = None
        self._read_at = 0.0

    def __call__(self) -> Value:
        if self._value is None or self._ticks() - self._read_at >= self._keep_s:
            self._value = self._read()
            self._read_at = self._ticks()
        return self._value
