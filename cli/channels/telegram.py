"""Telegram: where a bot's updates go, what it says of itself to people, and a message by it.

Source: https://core.telegram.org/bots/api#setwebhook, #setmycommands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from cli.channels.bot_api import TOKEN, BotApi
from cli.channels.port import NONE, Asked, MessengerError, Options, Report, changes, title_of
from cli.installed import Installed
from cli.not_installed import NotInstalledError

API: Final = "https://api.telegram.org"
UPDATES: Final = ("message", "edited_message", "callback_query")
COMMANDS: Final = (
    {"command": "start", "description": "Begin a conversation"},
    {"command": "help", "description": "What you can ask for"},
)
SET_DOMAIN: Final = (
    "send /setdomain to @BotFather, then the chat page's domain (nothing but BotFather can set or show it)"
)


class Telegram:
    """See ``Channel``; the proof is ours, and Telegram shows it with every update."""

    title = "Telegram"
    token = Asked(title="bot token", found="@BotFather shows it: /mybots, API Token", shape=TOKEN)
    proof = None
    takes_proof = True

    def register(self, installed: Installed, options: Options) -> Report:
        """See ``Channel``; a new token is kept once Telegram takes it."""
        secret = installed.secrets.newest_proof()
        api = _api_of(installed, token=options.new_token or installed.secrets.token())
        before = _standing(api)
        if options.new_token:
            installed.secrets.keep_token(options.new_token)
        api.call(
            "setWebhook",
            url=installed.webhook_url,
            secret_token=secret,
            allowed_updates=list(UPDATES),
            drop_pending_updates=options.drop_pending,
        )
        api.call("setMyCommands", commands=list(COMMANDS))
        after = _standing(api)
        different = changes(before.written(), after.written())
        unchanged = () if different else (("unchanged", f"updates go to {after.webhook}"),)
        stored = (("token", "stored"),) if options.new_token else ()
        sent = ("secret", "sent; Telegram shows it to us with every update")
        return Report(
            title=title_of(installed, account=after.bot),
            changes=different,
            rows=(*unchanged, *stored, sent, *_domain(installed)),
        )

    def inspect(self, installed: Installed) -> Report:
        """See ``Channel``."""
        found = _standing(_api_of(installed, token=installed.secrets.token()))
        ours = found.webhook == installed.webhook_url
        words = found.written()
        words["webhook"] += " (ours)" if ours else " (not ours)"
        rows = [*words.items(), *(() if ours else (("ours would be", installed.webhook_url),))]
        rows.append(("last failure", _when(*found.last_error) if found.last_error else NONE))
        return Report(
            title=title_of(installed, account=found.bot), rows=(*rows, *_domain(installed)), ok=ours
        )

    def send_test(self, installed: Installed, *, to: str, text: str) -> Report:
        """See ``Channel``; to: the number of a chat that has written to the bot."""
        api = _api_of(installed, token=installed.secrets.token())
        sent = api.call("sendMessage", chat_id=to, text=text)
        return Report(
            title=f"{installed.name} wrote to {to}",
            rows=(("message", str(sent.get("message_id"))),),
        )

    def manifest(self, installed: Installed) -> Mapping[str, str]:
        """See ``Channel``; a bot is made by @BotFather, without a file."""
        del installed
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
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


def _api_of(installed: Installed, *, token: str) -> BotApi:
    if not token:
        raise NotInstalledError(f"the token of {installed.name} is not set; give it with --token-from-stdin")
    try:
        return BotApi(endpoint=installed.endpoint or API, token=token)
    except ValueError as error:
        raise MessengerError(str(error)) from error


def _standing(api: BotApi) -> _Standing:
    me, told = api.call("getMe"), api.call("getWebhookInfo")
    error = (told["last_error_date"], told["last_error_message"]) if "last_error_date" in told else None
    return _Standing(
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


def _when(epoch_s: int, error: str) -> str:
    return f"{datetime.fromtimestamp(epoch_s, UTC):%Y-%m-%d %H:%M:%S} UTC: {error}"


def _domain(installed: Installed) -> Sequence[tuple[str, str]]:
    """Tell of the one thing that the Bot API neither sets nor shows."""
    return (("sign-in", SET_DOMAIN),) if installed.signs_in else ()
