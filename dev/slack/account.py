"""The local workspace and its apps: no secrets, they open nothing but the doubles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dev.doubles.accounts import another
from dev.doubles.installed import Installed

BOT_TOKEN: Final = "xoxb-100000000001-100000000002-LocalParleyDouble0000001"  # noqa: S105 — of the double alone
SIGNING_SECRET: Final = "00112233445566778899aabbccddeeff"  # noqa: S105 — the same
APP, TEAM, BOT_USER, BOT = "A0PARLEY001", "T0TRIPS0001", "U0PARLEY001", "B0PARLEY001"
COMMAND: Final = "/travel"
PEOPLE, DIRECTS, CHANNELS = "U{:010}", "D{:010}", "C{:010}"
"""How ids look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """One app in the workspace; secret, token: see ``Account``. user, bot: the app among people.

    command: its slash command.
    """

    id: str = APP
    user: str = BOT_USER
    bot: str = BOT
    command: str = COMMAND
    secret: str = field(default=SIGNING_SECRET, repr=False)
    token: str = field(default=BOT_TOKEN, repr=False)

    @property
    def authorized(self) -> Mapping[str, object]:
        """Whose installation of the app hears of an event."""
        return {
            "enterprise_id": None,
            "team_id": TEAM,
            "user_id": self.user,
            "is_bot": True,
            "is_enterprise_install": False,
        }


LOCAL: Final = App()


def app_of(installed: Installed) -> App:
    """The app of an installation: the one that the stage file names, with what its manifest says."""
    app = installed.account.get("app_id") or another(APP, seed=installed.seed)
    seed = "" if app == APP else app
    return App(
        id=app,
        user=another(BOT_USER, seed=seed),
        bot=another(BOT, seed=seed),
        command=f"/{installed.bot}" if installed.bot else COMMAND,
        secret=another(SIGNING_SECRET, seed=seed),
        token=another(BOT_TOKEN, seed=seed),
    )
