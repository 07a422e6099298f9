"""The bots' accounts there. They are no secrets: they open nothing but the doubles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dev.doubles.accounts import another
from dev.doubles.installed import Installed

APP_ID: Final = "608cacfd-1cea-40c9-b678-4b93e69bb72b"
TENANT_ID: Final = "b28fdbfd-2b78-4f93-b0f8-8881793f0f8f"
CLIENT_SECRET: Final = "local-parley-client-secret"  # noqa: S105
REGION: Final = "amer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """One bot of a tenant's; secret, token: see ``Account``. token: its client secret.

    app_type: as in the stage file.
    """

    app_id: str = APP_ID
    tenant_id: str = TENANT_ID
    app_type: str = ""
    token: str = field(default=CLIENT_SECRET, repr=False)
    secret: str = ""

    @property
    def shown(self) -> Mapping[str, str]:
        """The bot among people."""
        return {"id": f"28:{self.app_id}", "name": "Parley"}


LOCAL: Final = Bot()


def bot_of(installed: Installed) -> Bot:
    """The bot of an installation."""
    app = installed.account.get("app_id") or another(APP_ID, seed=installed.seed)
    tenant = installed.account.get("tenant_id", TENANT_ID)
    return Bot(
        app_id=app,
        tenant_id=tenant,
        app_type=installed.account.get("app_type", ""),
        token=another(CLIENT_SECRET, seed="" if app == APP_ID else app),
    )
