"""Whose network a request comes from: the connection's own address, or what our front wrote of it.

Whoever calls may write ``X-Forwarded-For``, and each hop adds the address that it saw at the end. So only an
entry counted from the end is to be trusted, and only where the request came by way of our front.
"""

import hmac
from dataclasses import dataclass
from typing import Any, Final

from lambdas.domain.network import network_of
from lambdas.kit.headers import headers_of

FORWARDED: Final = "x-forwarded-for"
PROOF: Final = "x-parley-front"


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What stands before the HTTP API.

    place: which entry of ``X-Forwarded-For``, from the end, tells the caller's address; 0 for none.
    proof: what the front alone says in ``X-Parley-Front``; empty where nobody else can reach the HTTP API.
    """

    place: int
    proof: str


def caller_network(event: dict[str, Any], *, front: Front) -> str | None:
    """The network of an HTTP API request's caller, or None where it tells no address.

    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    """
    seen = str(event.get("requestContext", {}).get("http", {}).get("sourceIp", ""))
    return network_of(_forwarded(headers_of(event), front) or seen)


def _forwarded(headers: dict[str, str], front: Front) -> str | None:
    given, wanted = headers.get(PROOF, "").encode(), front.proof.encode()
    entries = headers.get(FORWARDED, "").split(",")
    if not 1 <= front.place <= len(entries) or not (hmac.compare_digest(given, wanted) or not wanted):
        return None
    return entries[-front.place]
