"""Whether Twilio itself called: its signature over the address it called and what it sent.

Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security, and the validator of its Python library,
https://github.com/twilio/twilio-python/blob/main/twilio/request_validator.py
"""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import parse_qs, urlsplit

from lambdas.channels.sms.form import Form, read_form
from lambdas.domain.errors import Refused
from lambdas.domain.turn import Delivery

SIGNATURE: Final = "x-twilio-signature"
BODY_HASH: Final = "bodySHA256"
"""The parameter of the address that stands for a body which is no form."""

OVERRIDES: Final = "#rc=5&rp=all"
"""What we register behind our address: five more tries whatever goes wrong. By itself Twilio makes one, where
nobody answered. Whether it signs this part is documented nowhere: either will do.
Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
"""

STANDARD_PORTS: Final = {"https": 443, "http": 80}


def check_signature(delivery: Delivery, keys: Sequence[bytes]) -> None:
    """Raise ``Refused`` unless one of the keys signed this delivery for one of the addresses of ours.

    An address is what our gateway says of itself, never what a header claims. Twilio signs with the port or
    without it, whatever the address had. Compared in constant time on bytes.
    """
    if delivery.method != "POST":
        raise Refused("not posted", code="forged")
    signed = _signed(delivery)
    given = delivery.headers.get(SIGNATURE, "").encode(errors="surrogatepass")
    # Each is compared, whichever fits: the time taken tells nothing.
    matches = [
        hmac.compare_digest(given, _signature(key, address + signed))
        for address in _addresses(delivery)
        for key in keys
    ]
    if not any(matches):
        raise Refused("not signed by twilio", code="forged")


def has_body_hash(delivery: Delivery) -> bool:
    """Whether the body is no form but something that the address holds the hash of."""
    return BODY_HASH in parse_qs(delivery.query, keep_blank_values=True)


def _signed(delivery: Delivery) -> str:
    """What is signed after the address: every parameter by name, each different value once, sorted."""
    if has_body_hash(delivery):
        _check_hash(delivery)
        return ""
    form = _form(delivery.body)
    return "".join(name + value for name in sorted(form) for value in sorted(set(form[name])))


def _check_hash(delivery: Delivery) -> None:
    told = parse_qs(delivery.query, keep_blank_values=True)[BODY_HASH][0]
    found = hashlib.sha256(delivery.body).hexdigest()
    if not hmac.compare_digest(told.encode(errors="surrogatepass"), found.encode()):
        raise Refused("body is not what the address holds the hash of", code="forged")


def _form(body: bytes) -> Form:
    try:
        return read_form(body)
    except ValueError as error:
        raise Refused("no form, so not what was signed", code="forged") from error


def _addresses(delivery: Delivery) -> Iterable[str]:
    query = f"?{delivery.query}" if delivery.query else ""
    addresses = {address + query for url in delivery.urls for address in _with_and_without_port(url)}
    return addresses | {address + OVERRIDES for address in addresses}


def _with_and_without_port(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    host = parts.netloc.removesuffix(f":{parts.port}")
    port = parts.port or STANDARD_PORTS[parts.scheme]
    yield parts._replace(netloc=host).geturl()
    yield parts._replace(netloc=f"{host}:{port}").geturl()


def _signature(key: bytes, signed: str) -> bytes:
    # The algorithm is Twilio's; as HMAC it is sound, whatever SHA-1 alone is.
    return b64encode(hmac.digest(key, signed.encode(), hashlib.sha1))
