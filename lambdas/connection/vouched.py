"""Builds what verifies the identities of a page's visitors; only where somebody vouches for them.

What verifies tokens is heavy: nothing else here imports this, and so neither carries nor loads it.
"""

from typing import Final
from urllib.parse import urlsplit

from lambdas.domain.identity_ports import SiteIdentities
from lambdas.domain.installation import Vouching
from lambdas.domain.ports import Clock
from lambdas.identity.jwks import PinnedKey, WebKeys
from lambdas.identity.tokens import CognitoVerifier, SiteVerifier, Trust
from lambdas.kit.fresh_pools import FreshPools
from lambdas.kit.limited_http import LimitedHttp

MOST_BYTES: Final = 64 * 1024
KEYS_S: Final = 2
THIS_MACHINE: Final = "127.0.0.1"


def site_identities(vouching: Vouching, *, emulator: str, clock: Clock) -> SiteIdentities:
    """What verifies the tokens of whoever vouches: a host site, or the user pool where there is a client.

    emulator: where the pool is on this machine, instead of in AWS; empty elsewhere.
    Raises ValueError where its key is none.
    """
    keys = _keys(vouching, emulator=emulator if vouching.client_id else "")
    trust = Trust(issuer=vouching.issuer, algorithm=vouching.algorithm, keys=keys)
    if vouching.client_id:
        return CognitoVerifier(trust=trust, client_id=vouching.client_id, clock=clock)
    return SiteVerifier(trust=trust, audience=vouching.audience, clock=clock)


def _keys(vouching: Vouching, *, emulator: str) -> PinnedKey | WebKeys:
    if vouching.public_key:
        return PinnedKey(pem=vouching.public_key, algorithm=vouching.algorithm)
    pool = vouching.issuer.rpartition("/")[2]
    url = f"{emulator}/{pool}/.well-known/jwks.json" if emulator else vouching.jwks_url
    return WebKeys(
        url=url,
        algorithm=vouching.algorithm,
        http=LimitedHttp(http=FreshPools(cert_reqs="CERT_REQUIRED"), most_bytes=MOST_BYTES, within_s=KEYS_S),
        plain=bool(emulator) or urlsplit(url).hostname == THIS_MACHINE,
    )
