"""Which bots there are: one for every installation, each with a token and a user name of its own.

Source: https://core.telegram.org/bots/features#botfather (tokens), https://core.telegram.org/bots#username.
"""

from dataclasses import dataclass, field
from typing import Final

from dev.doubles.accounts import another
from dev.doubles.installed import Installed

LOCAL_TOKEN: Final = "123456:local-parley-token"  # noqa: S105 — no secret: it opens nothing but the stand-in
USER_NAME: Final = "parley_local_bot"
LONGEST_USER_NAME: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """One bot; secret, token: see ``Account``. user_name: how people name it in a group."""

    token: str = field(default=LOCAL_TOKEN, repr=False)
    user_name: str = USER_NAME
    secret: str = ""

    @property
    def id(self) -> int:
        """What its token begins with."""
        return int(self.token.partition(":")[0])


def bot_of(installed: Installed) -> Bot:
    """The bot of an installation."""
    if not installed.seed:
        return Bot()
    number, _, rest = LOCAL_TOKEN.partition(":")
    called = installed.name.replace("-", "_")[: LONGEST_USER_NAME - len("_bot")]
    token = f"{another(number, seed=installed.seed, digits=5)}:{another(rest, seed=installed.seed)}"
    return Bot(token=token, user_name=f"{called}_bot")
