"""The manifest that a Slack app is made from: its scopes, its events, and where everything is sent.

Source: https://docs.slack.dev/reference/app-manifest
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from cli.installed import Installed

SCOPES: Final[Mapping[str, str]] = {
    "app_mentions:read": "hear its name in channels",
    "channels:history": "hear the threads that it takes part in, in public channels",
    "channels:read": "know when it is added to a public channel",
    "chat:write": "answer",
    "commands": "have a slash command",
    "groups:history": "hear the threads that it takes part in, in private channels",
    "groups:read": "know when it is added to a private channel",
    "im:history": "hear what people write to it",
    "im:write": "answer a slash command in direct messages",
    "mpim:history": "hear its name in messages to several people",
}
"""What the app may do, and what for. Source: https://docs.slack.dev/reference/scopes"""

EVENTS: Final = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "member_joined_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "tokens_revoked",
)
"""Source: https://docs.slack.dev/reference/events"""

NAME_CHARACTERS: Final = 35
COMMAND_CHARACTERS: Final = 32


def manifest_of(installed: Installed) -> str:
    """The manifest as JSON, to be pasted where Slack asks for one."""
    return json.dumps(_manifest(installed), indent=2) + "\n"


def command_of(installed: Installed) -> str:
    """The slash command, named for the bot."""
    name = re.sub(r"[^a-z0-9_-]+", "-", installed.configured.bot.lower()).strip("-")
    return f"/{name}"[:COMMAND_CHARACTERS]


def _manifest(installed: Installed) -> Mapping[str, Any]:
    url, bot = installed.webhook_url, str(installed.configured.bot)
    name = bot.replace("_", " ").replace("-", " ").title()[:NAME_CHARACTERS]
    command = {
        "command": command_of(installed),
        "url": url,
        "description": f"Ask {name}, who answers in your direct messages",
        "usage_hint": "[what you would like]",
        "should_escape": False,
    }
    return {
        "display_information": {"name": name},
        "features": {
            "app_home": {
                "home_tab_enabled": False,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": name, "always_online": True},
            "slash_commands": [command],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {"request_url": url, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, "request_url": url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": False,
            "token_rotation_enabled": False,
        },
    }
