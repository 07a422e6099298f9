"""Signs a webhook call as its messenger does, with a key of ours in place of the messenger's.

Sources: ``lambdas/channels/NAME``, where each is verified.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Final
from urllib.parse import parse_qsl

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

from cli.deliveries.form import Captured
from lambdas.domain.installation import Installation
from lambdas.kit.meta_webhook import verify_token
from lambdas.kit.standard_webhooks import ID, key_of, signed_headers

RSA_BITS: Final = 2048
EXPONENT: Final = 65537
TOKEN_S: Final = 3600
KEY_ID: Final = "replay"
CONNECTOR: Final = "https://api.botframework.com"
VERIFY_TOKEN: Final = re.compile(r"(?<=hub\.verify_token=)[^&]*")


class NotSignableError(Exception):
    """Nobody here can sign for this channel; the message is for the person at the terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Signs for one installation.

    key: what the messenger proves itself with. url: what it calls. now: the time it signs at.
    connector: signs in place of Microsoft, whose key nobody else has.
    """

    installation: Installation
    key: bytes
    url: str
    now: datetime
    connector: RSAPrivateKey | None = None

    def signed(self, call: Captured) -> Captured:
        """The call with its proof in place of any other; raises ``NotSignableError``."""
        if call.channel not in SIGNATURES:
            raise NotSignableError(f"nobody can sign for {call.channel} yet: cli/deliveries/signing.py")
        if call.method == "GET":
            return replace(call, query=self._handshake(call.query))
        return replace(call, headers={**call.headers, **SIGNATURES[call.channel](self, call)})

    def epoch(self) -> str:
        """The time, in seconds."""
        return str(int(self.now.timestamp()))

    def mac(self, message: bytes, digest: str = "sha256") -> bytes:
        """The signature of a message by the key."""
        return hmac.new(self.key, message, digest).digest()

    def _handshake(self, query: str) -> str:
        """Meta's question whether a URL is ours."""
        return VERIFY_TOKEN.sub(verify_token(self.key, self.installation.id), query)


@cache
def own_connector() -> RSAPrivateKey:
    """A key to sign with in place of Microsoft's, made once a run."""
    return generate_private_key(public_exponent=EXPONENT, key_size=RSA_BITS)


def _telegram(signer: Signer, _call: Captured) -> Mapping[str, str]:
    return {"x-telegram-bot-api-secret-token": signer.key.decode()}


def _slack(signer: Signer, call: Captured) -> Mapping[str, str]:
    at = signer.epoch()
    signature = signer.mac(f"v0:{at}:".encode() + call.body).hex()
    return {"x-slack-request-timestamp": at, "x-slack-signature": f"v0={signature}"}


def _meta(signer: Signer, call: Captured) -> Mapping[str, str]:
    return {"x-hub-signature-256": f"sha256={signer.mac(call.body).hex()}"}


def _twilio(signer: Signer, call: Captured) -> Mapping[str, str]:
    pairs = sorted(set(parse_qsl(call.body.decode(), keep_blank_values=True)))
    url = f"{signer.url}?{call.query}" if call.query else signer.url
    told = url + "".join(name + value for name, value in pairs)
    return {"x-twilio-signature": base64.b64encode(signer.mac(told.encode(), "sha1")).decode()}


def _standard(signer: Signer, call: Captured) -> Mapping[str, str]:
    webhook_id = call.headers.get(ID) or f"msg_{hashlib.sha256(call.body).hexdigest()[:32]}"
    key, at = key_of(signer.key.decode()), int(signer.now.timestamp())
    return signed_headers(key, webhook_id=webhook_id, at=at, body=call.body)


def _connector(signer: Signer, call: Captured) -> Mapping[str, str]:
    if signer.connector is None:
        raise NotSignableError("Teams signs with Microsoft's key, which nobody else has: replay it here")
    now = int(signer.now.timestamp())
    claims = {
        "iss": CONNECTOR,
        "aud": signer.installation.account["app_id"],
        "serviceurl": _service_url(call.body),
        "nbf": now,
        "exp": now + TOKEN_S,
    }
    told = ".".join(_segment(part) for part in ({"alg": "RS256", "typ": "JWT", "kid": KEY_ID}, claims))
    signature = signer.connector.sign(told.encode(), PKCS1v15(), SHA256())
    return {"authorization": f"Bearer {told}.{_url_safe(signature)}"}


def _service_url(body: bytes) -> str:
    """Where the activity says it comes from; nothing where it is none."""
    try:
        given = json.loads(body)
    except ValueError:
        return ""
    return str(given.get("serviceUrl", "")) if isinstance(given, dict) else ""


def _segment(part: Mapping[str, object]) -> str:
    return _url_safe(json.dumps(part, separators=(",", ":")).encode())


def _url_safe(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


SIGNATURES: Final[Mapping[str, Callable[[Signer, Captured], Mapping[str, str]]]] = {
    "telegram": _telegram,
    "slack": _slack,
    "teams": _connector,
    "messenger": _meta,
    "whatsapp": _meta,
    "sms": _twilio,
    "webhook": _standard,
}
"""How each messenger signs. A new one has a line here."""
