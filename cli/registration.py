"""Tells Telegram where a bot's updates go, and what it says of the bot to people.

Source: https://core.telegram.org/bots/api#setwebhook, #setmycommands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cli.bot_api import BotApi
from cli.installed import Installed, NotInstalledError

UPDATES = ("message", "edited_message", "callback_query")
COMMANDS = (
    {"command": "start", "description": "Begin a conversation"},
    {"command": "help", "description": "What you can ask for"},
)
NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a bot stands with Telegram; a secret is shown to nobody, not even to its owner."""

    bot: str
    webhook: str
    updates: Sequence[str]
    waiting: int
    last_error: tuple[int, str] | None
    commands: Sequence[str]

    def written(self) -> dict[str, str]:
        """What may change, in words."""
        return {
            "webhook": self.webhook or NONE,
            "updates": ", ".join(self.updates) or "Telegram's choice",
            "commands": ", ".join(self.commands) or NONE,
            "waiting updates": str(self.waiting),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is another now."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What a registration has done. token_stored: whether a new token was put into its secret."""

    standing: Standing
    changes: Sequence[Change]
    token_stored: bool


def api_of(installed: Installed, *, token: str) -> BotApi:
    """The Bot API for an installation; raises ``NotInstalledError`` where its token is not usable."""
    if not token:
        raise NotInstalledError(f"the token of {installed.name} is not set; give it with --token-from-stdin")
    try:
        return BotApi(endpoint=installed.api, token=token)
    except ValueError as error:
        raise NotInstalledError(str(error)) from error


def standing(api: BotApi) -> Standing:
    """Ask Telegram; raises ``BotApiError``."""
    me, told = api.call("getMe"), api.call("getWebhookInfo")
    error = (told["last_error_date"], told["last_error_message"]) if "last_error_date" in told else None
    return Standing(
        bot=f"@{me.get('username')}",
        webhook=told.get("url", ""),
        updates=_in_our_order(told),
        waiting=told.get("pending_update_count", 0),
        last_error=error,
        commands=[f"/{each['command']}" for each in api.call("getMyCommands")],
    )


def _in_our_order(told: Mapping[str, Any]) -> Sequence[str]:
    kinds = set(told.get("allowed_updates", ()))
    return [*(kind for kind in UPDATES if kind in kinds), *sorted(kinds - set(UPDATES))]


def register(installed: Installed, *, drop_pending: bool, new_token: str = "") -> Registered:
    """Make Telegram send the installation's updates to us, with our secret.

    A new token is stored once Telegram takes it. Doing it again changes nothing, except that after the
    secret was changed Telegram shows the new one. Raises ``NotInstalledError`` or ``BotApiError``.
    """
    secret = installed.webhook_secret()
    api = api_of(installed, token=new_token or installed.token())
    before = standing(api)
    if new_token:
        installed.keep_token(new_token)
    api.call(
        "setWebhook",
        url=installed.webhook_url,
        secret_token=secret,
        allowed_updates=list(UPDATES),
        drop_pending_updates=drop_pending,
    )
    api.call("setMyCommands", commands=list(COMMANDS))
    after = standing(api)
    return Registered(standing=after, changes=_changes(before, after), token_stored=bool(new_token))


def _changes(before: Standing, after: Standing) -> Sequence[Change]:
    earlier, later = before.written(), after.written()
    return [
        Change(what=what, before=earlier[what], after=later[what])
        for what in later
        if earlier[what] != later[what]
    ]
