"""Facebook Messenger: where a page's messages go, what people see before they write, and a message by it.

Source: https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/messenger-profile-api
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from cli.channels.connecting import connect, inspect
from cli.channels.described import IN_ENGLISH
from cli.channels.graph import A_TOKEN, APP_SECRET, Account, account_of
from cli.channels.port import NONE, Asked, Options, Report
from cli.channels.trying import send
from cli.installed import Installed
from cli.not_installed import NotInstalledError
from lambdas.channels.messenger.build import messenger_messenger

TOLD_OF: Final = ("messages", "messaging_postbacks", "messaging_referrals")
A_PERSON: Final = re.compile(r"[0-9]{5,32}")


class Messenger:
    """See ``Channel``; Meta signs with the app secret, and an operator brings it."""

    title = "Messenger"
    token = Asked(
        title="page access token",
        found="The app's dashboard makes it: Messenger, Messenger API settings, Generate access tokens.",
        shape=A_TOKEN,
    )
    proof = APP_SECRET
    takes_proof = False

    def register(self, installed: Installed, options: Options) -> Report:
        """See ``Channel``; Meta asks our URL for the verify token, which is made of the app secret."""
        page = _page(installed, options.new_token or installed.secrets.token())
        return connect(
            installed,
            options,
            account=page,
            name=_name(page),
            fields=TOLD_OF,
            joined=TOLD_OF,
            show=lambda account: account.change(f"{account.account}/messenger_profile", _profile(installed)),
            standing=_standing,
        )

    def inspect(self, installed: Installed) -> Report:
        """See ``Channel``."""
        page = _page(installed, installed.secrets.token())
        return inspect(
            installed, account=page, name=_name(page), fields=TOLD_OF, joined=TOLD_OF, standing=_standing
        )

    def send_test(self, installed: Installed, *, to: str, text: str) -> Report:
        """See ``Channel``; to: the id by which the page knows somebody who wrote within a day."""
        if not A_PERSON.fullmatch(to):
            raise NotInstalledError("name a person by the id that the page knows them by, digits")
        return send(installed, messenger_messenger, title=self.title, to=to, text=text)

    def manifest(self, installed: Installed) -> Mapping[str, str]:
        """See ``Channel``; an app is made by hand."""
        del installed
        return {}


def _page(installed: Installed, token: str) -> Account:
    return account_of(installed, title="Messenger", about="page", account="page_id", token=token)


def _name(page: Account) -> str:
    return str(page.told(page.account, "name").get("name", page.account))


def _profile(installed: Installed) -> dict[str, Any]:
    """What people see before they write, of the commands that the bot knows."""
    locale = installed.configured.locales[0]
    known = installed.configured.commands.get(locale, {})
    listed = [{"name": name, "description": told} for name, told in IN_ENGLISH.items() if name in known]
    asked = [{"question": known["help"][:80], "payload": "/help"}] if "help" in known else []
    return {
        "get_started": {"payload": "/start"},
        **({"commands": [{"locale": "default", "commands": listed}]} if listed else {}),
        **({"ice_breakers": [{"locale": "default", "call_to_actions": asked}]} if asked else {}),
    }


def _standing(page: Account) -> dict[str, str]:
    """What people see, in words."""
    fields = "get_started,commands,ice_breakers"
    (profile,) = page.told(f"{page.account}/messenger_profile", fields).get("data") or [{}]
    commands = [one["name"] for each in profile.get("commands", ()) for one in each.get("commands", ())]
    breakers = profile.get("ice_breakers", ())
    asked = [one["question"] for each in breakers for one in each.get("call_to_actions", ())]
    return {
        "Get Started": str(profile.get("get_started", {}).get("payload", NONE)),
        "commands": ", ".join(f"/{name}" for name in commands) or NONE,
        "first questions": ", ".join(asked) or NONE,
    }
