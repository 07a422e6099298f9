"""The doubles that there are, a line a channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from aiohttp import ClientSession, web

from dev.meta import account as meta
from dev.meta.double import messenger_double, whatsapp_double
from dev.slack import account as slack
from dev.slack.double import slack_double
from dev.sms import account as sms
from dev.sms.double import sms_double
from dev.teams import account as teams
from dev.teams.double import teams_double
from dev.webhook.double import REPLIES_SECRET, webhook_double


class MakeDouble(Protocol):
    """Makes the application of one messenger.

    session: the client that its deliveries are brought with. base: where it will be found, without a slash at
    the end, such as ``http://127.0.0.1:8020/slack``.
    """

    def __call__(self, *, session: ClientSession, base: str) -> web.Application:
        """Make it; nothing is sent before it is served."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mounted:
    """One double. They are no secrets: they open nothing but the double.

    secret: what it proves its deliveries with, where the messenger itself makes that; empty where we make it,
        or none is kept. token: what it lets our calls in by, where the messenger makes that.
    """

    make: MakeDouble
    secret: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


DOUBLES: Mapping[str, Mounted] = {
    "messenger": Mounted(make=messenger_double, secret=meta.APP_SECRET, token=meta.PAGE_TOKEN),
    "whatsapp": Mounted(make=whatsapp_double, secret=meta.APP_SECRET, token=meta.SYSTEM_TOKEN),
    "sms": Mounted(make=sms_double, secret=sms.AUTH_TOKEN, token=sms.AUTH_TOKEN),
    "webhook": Mounted(make=webhook_double, token=REPLIES_SECRET),
    "slack": Mounted(make=slack_double, secret=slack.SIGNING_SECRET, token=slack.BOT_TOKEN),
    "teams": Mounted(make=teams_double, token=teams.CLIENT_SECRET),
}
"""By channel. A double is its ``make`` and the constants of its account, imported above."""
