"""WhatsApp: where a number's messages go, what people see before they write, and a message by it.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/conversational-components
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
from lambdas.channels.whatsapp.build import whatsapp_messenger

TOLD_OF: Final = ("messages",)
LONGEST_PROMPT: Final = 80
INSTEAD: Final = ("phone_number", "whatsapp_business_account")
"""Whose own address counts before the app's, the first first.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override/
"""
A_PERSON: Final = re.compile(r"\+?[0-9]{5,20}|[A-Z]{2}\.[A-Za-z0-9.]{1,128}")


class WhatsApp:
    """See ``Channel``; Meta signs with the app secret, and an operator brings it."""

    title = "WhatsApp"
    token = Asked(
        title="access token of a system user",
        found="Business settings make it: Users, System users, Generate token, without an end.",
        shape=A_TOKEN,
    )
    proof = APP_SECRET
    takes_proof = False

    def register(self, installed: Installed, options: Options) -> Report:
        """See ``Channel``; Meta asks our URL for the verify token, which is made of the app secret."""
        business = _business(installed, options.new_token or installed.secrets.token())
        number = installed.account["phone_number_id"]
        return connect(
            installed,
            options,
            account=business,
            name=_name(business, number),
            fields=TOLD_OF,
            joined=(),
            show=lambda account: _show(account, number, installed),
            standing=lambda account: _standing(account, number),
        )

    def inspect(self, installed: Installed) -> Report:
        """See ``Channel``."""
        business = _business(installed, installed.secrets.token())
        number = installed.account["phone_number_id"]
        return inspect(
            installed,
            account=business,
            name=_name(business, number),
            fields=TOLD_OF,
            joined=(),
            standing=lambda account: _standing(account, number),
        )

    def send_test(self, installed: Installed, *, to: str, text: str) -> Report:
        """See ``Channel``; to: a number such as +16505551234, or a person's id such as US.1349…."""
        if not A_PERSON.fullmatch(to):
            raise NotInstalledError("write a number with its country, such as +16505551234, or a person's id")
        return send(installed, whatsapp_messenger, title=self.title, to=to.removeprefix("+"), text=text)

    def manifest(self, installed: Installed) -> Mapping[str, str]:
        """See ``Channel``; an app is made by hand."""
        del installed
        return {}


def _business(installed: Installed, token: str) -> Account:
    about = "whatsapp_business_account"
    return account_of(installed, title="WhatsApp", about=about, account="waba_id", token=token)


def _name(business: Account, number: str) -> str:
    told = business.told(number, "display_phone_number,verified_name")
    return f"{told.get('verified_name', number)} ({told.get('display_phone_number', number)})"


def _show(business: Account, number: str, installed: Installed) -> None:
    """Let people see what the bot knows; take off a number's own address, as joining does an account's."""
    business.change(f"{number}/conversational_automation", _automation(installed))
    instead = business.told(number, "webhook_configuration").get("webhook_configuration", {})
    if instead.get("phone_number", installed.webhook_url) != installed.webhook_url:
        business.change(number, {"webhook_configuration": {"override_callback_uri": ""}})


def _automation(installed: Installed) -> dict[str, Any]:
    """What people see before they write, of the commands that the bot knows."""
    locale = installed.configured.locales[0]
    known = installed.configured.commands.get(locale, {})
    return {
        "enable_welcome_message": "start" in known,
        "commands": [
            {"command_name": name, "command_description": told}
            for name, told in IN_ENGLISH.items()
            if name in known
        ],
        "prompts": [known["help"][:LONGEST_PROMPT]] if "help" in known else [],
    }


def _standing(business: Account, number: str) -> dict[str, str]:
    """What people see, in words."""
    told = business.told(number, "conversational_automation,quality_rating,webhook_configuration")
    shown, goes_to = told.get("conversational_automation", {}), told.get("webhook_configuration", {})
    commands = [each["command_name"] for each in shown.get("commands", ())]
    instead = [goes_to[name] for name in INSTEAD if goes_to.get(name)]
    return {
        **({"webhook": str(instead[0])} if instead else {}),
        "quality": str(told.get("quality_rating", "not told")),
        "opened chats": "told" if shown.get("enable_welcome_message") else "not told",
        "commands": ", ".join(f"/{name}" for name in commands) or NONE,
        "first questions": ", ".join(shown.get("prompts", ())) or NONE,
    }
