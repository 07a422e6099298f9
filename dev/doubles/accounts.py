"""What an account at a double is known by and let in with: no secrets, they open nothing but the double."""

import hashlib
from collections.abc import Mapping
from typing import Final, Protocol

from aiohttp import web

VARIES: Final = 8


class Account(Protocol):
    """One installation's account, as its operator is told of it."""

    @property
    def secret(self) -> str:
        """What the double proves its deliveries with, where the messenger itself makes that; else empty."""
        ...

    @property
    def token(self) -> str:
        """What our calls are let in by, where the messenger makes that; else empty."""
        ...


def another(constant: str, *, seed: str, digits: int = VARIES) -> str:
    """A value that looks like a constant and ends in digits of its own for each seed; itself for none."""
    if not seed:
        return constant
    number = int.from_bytes(hashlib.sha256(f"{constant} {seed}".encode()).digest())
    return f"{constant[:-digits]}{number % 10**digits:0{digits}}"


def tell(app: web.Application, accounts: Mapping[str, Account]) -> None:
    """Serve at ``/`` what an operator is told of each account, by its installation's name."""
    told = {name: {"secret": each.secret, "token": each.token} for name, each in accounts.items()}

    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.json_response({"installations": told})

    app.router.add_get("/", answer)
