"""What each local service signs for with its own: no secrets, they open nothing but the doubles."""

from dataclasses import dataclass, field
from typing import Final

from dev.doubles.accounts import another
from dev.doubles.installed import Installed

REPLIES_SECRET: Final = "whsec_cGFybGV5LXBhcmxleS1wYXJsZXktcGFybGV5"  # noqa: S105


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service; secret, token: see ``Account``. token: what replies are signed with."""

    token: str = field(default=REPLIES_SECRET, repr=False)
    secret: str = ""


LOCAL: Final = Service()


def service_of(installed: Installed) -> Service:
    """The service of an installation; nothing in the stage file sets two of them apart."""
    return Service(token=another(REPLIES_SECRET, seed=installed.seed))
