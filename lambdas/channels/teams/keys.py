"""The keys that the connector signs with, read as its metadata says, and kept.

Source: https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers

from lambdas.domain.errors import Refused, Retryable
from lambdas.kit.clock import seconds
from lambdas.kit.kept_keys import KeptKeys
from lambdas.kit.limited_http import Answer, Ask, NoAnswerError

METADATA: Final = "https://login.botframework.com/v1/.well-known/openidconfiguration"
OK: Final = 200
RSA_BITS: Final = range(2048, 8193)
MOST_KEYS: Final = 100

REFRESH_S: Final = 24 * 3600
"""So old the keys are read anew."""

KEEP_S: Final = 5 * 24 * 3600
"""So long they are believed where they cannot be, as Microsoft's own SDK does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A public key, and the channels for which it may sign."""

    public: RSAPublicKey
    endorsements: frozenset[str]


class SigningKeys:
    """The connector's keys, read when first needed, when old, and for a key that is not known.

    plain: whether they may be read without TLS, which is for a stand-in on this machine alone.
    """

    def __init__(
        self,
        *,
        http: Callable[[Ask], Answer],
        metadata_url: str = METADATA,
        plain: bool = False,
        ticks: Callable[[], float] = seconds,
    ) -> None:
        self._http, self._metadata_url, self._plain = http, metadata_url, plain
        self._kept = KeptKeys(
            lambda: read_keys(self._fetched(self._keys_url())),
            whose="connector",
            refresh_s=REFRESH_S,
            keep_s=KEEP_S,
            unread=Retryable,
            unknown=partial(Refused, code="forged"),
            ticks=ticks,
        )

    def __call__(self, kid: str) -> SigningKey:
        """The key of an id; raises ``Refused``, or ``Retryable`` where the keys cannot be read."""
        return self._kept(kid)

    def _keys_url(self) -> str:
        try:
            url = json.loads(self._fetched(self._metadata_url))["jwks_uri"]
        except (TypeError, LookupError, RecursionError) as error:
            raise ValueError("no metadata") from error
        if not isinstance(url, str) or not url.startswith(
            ("https://", "http://") if self._plain else "https://"
        ):
            raise ValueError("no https address of keys")
        return url

    def _fetched(self, url: str) -> bytes:
        answer = self._http(Ask(method="GET", url=url, headers={"Accept": "application/json"}))
        if answer.status != OK:
            raise NoAnswerError(f"status {answer.status}")
        return answer.body


def read_keys(body: bytes) -> Mapping[str, SigningKey]:
    """The RSA keys of a JWK Set by id, the first of an id; raises ValueError where it is no set."""
    try:
        given = json.loads(body)["keys"]
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise ValueError("no JWK Set") from error
    if not isinstance(given, list) or len(given) > MOST_KEYS:
        raise ValueError("no list of keys")
    usable: dict[str, SigningKey] = {}
    for each in given:
        key = read_key(each) if isinstance(each, dict) else None
        if key is not None:
            usable.setdefault(each["kid"], key)
    return usable


def read_key(given: Mapping[str, Any]) -> SigningKey | None:
    """The key of a JWK, or None where it is none to verify RS256 with."""
    endorsements = given.get("endorsements", [])
    if given.get("kty") != "RSA" or given.get("use", "sig") != "sig" or not isinstance(given.get("kid"), str):
        return None
    if not isinstance(endorsements, list):
        return None
    try:
        public = RSAPublicNumbers(e=_number(given["e"]), n=_number(given["n"])).public_key()
    except (ValueError, TypeError, LookupError):
        return None
    named = frozenset(each for each in endorsements if isinstance(each, str))
    return SigningKey(public=public, endorsements=named) if public.key_size in RSA_BITS else None


def _number(given: object) -> int:
    if not isinstance(given, str):
        raise TypeError("not a text")
    return int.from_bytes(urlsafe_b64decode(given + "=" * (-len(given) % 4)))
