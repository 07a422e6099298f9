"""Signing keys in Secrets Manager, read on first use and again when they have grown old.

The secret is JSON with two values, so that a key can be changed without a moment's refusal:
``{"current": "…", "previous": ""}``.
"""

import json
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types_boto3_secretsmanager import SecretsManagerClient


class NoKeyError(RuntimeError):
    """The secret holds no usable key; nothing may be signed or accepted."""


class SecretKeys:
    """The keys of one secret, newest first."""

    def __init__(
        self,
        *,
        arn: str,
        client: "SecretsManagerClient",
        keep_s: int = 300,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._arn, self._client, self._keep_s, self._ticks = arn, client, keep_s, ticks
        self._keys: Sequence[bytes] = ()
        self._read_at = 0.0

    def __call__(self) -> Sequence[bytes]:
        """One key or two; raises ``NoKeyError`` where none is set."""
        if not self._keys or self._ticks() - self._read_at >= self._keep_s:
            self._keys = self._read()
            self._read_at = self._ticks()
        return self._keys

    def _read(self) -> Sequence[bytes]:
        secret = json.loads(self._client.get_secret_value(SecretId=self._arn)["SecretString"])
        keys = tuple(value.encode() for name in ("current", "previous") if (value := secret.get(name)))
        if not keys or not secret.get("current"):
            raise NoKeyError(f"no current key in {self._arn}")
        return keys
