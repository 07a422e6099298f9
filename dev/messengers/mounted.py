"""The doubles that there are, a line a channel."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol, TypeVar

from aiohttp import ClientSession, web

from dev.doubles.accounts import Account
from dev.doubles.installed import Installed
from dev.meta.account import number_of, page_of
from dev.meta.double import messenger_double, whatsapp_double
from dev.slack.account import app_of
from dev.slack.double import slack_double
from dev.sms.account import twilio_of
from dev.sms.double import sms_double
from dev.teams.account import bot_of
from dev.teams.double import teams_double
from dev.webhook.account import service_of
from dev.webhook.double import webhook_double

Own = TypeVar("Own", bound=Account)
Own_contra = TypeVar("Own_contra", contravariant=True)


class MakeDouble(Protocol):
    """Makes the application of one messenger.

    session: the client that its deliveries are brought with. base: where it will be found, without a slash at
    the end, such as ``http://127.0.0.1:8020/slack``.
    """

    def __call__(self, *, session: ClientSession, base: str) -> web.Application:
        """Make it; nothing is sent before it is served."""
        ...


class MakeFor(Protocol[Own_contra]):
    """The same for an account that it is given."""

    def __call__(self, *, session: ClientSession, base: str, account: Own_contra) -> web.Application:
        """See ``MakeDouble``."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mounted:
    """One double; secret, token: see ``Account``."""

    make: MakeDouble
    secret: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


def _with(make: MakeFor[Own], account: Own) -> Mounted:
    return Mounted(make=partial(make, account=account), secret=account.secret, token=account.token)


DOUBLES: Mapping[str, Callable[[Installed], Mounted]] = {
    "messenger": lambda installed: _with(messenger_double, page_of(installed)),
    "whatsapp": lambda installed: _with(whatsapp_double, number_of(installed)),
    "sms": lambda installed: _with(sms_double, twilio_of(installed)),
    "webhook": lambda installed: _with(webhook_double, service_of(installed)),
    "slack": lambda installed: _with(slack_double, app_of(installed)),
    "teams": lambda installed: _with(teams_double, bot_of(installed)),
}
"""By channel: what makes a double, and the account that it has for an installation."""


def mounted(installed: Iterable[Installed]) -> Mapping[str, Mounted]:
    """Each installation's double by its name; nothing for one whose channel has no double here."""
    return {each.name: DOUBLES[each.channel](each) for each in installed if each.channel in DOUBLES}
