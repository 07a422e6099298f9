"""The package that puts a bot into Teams: a manifest and two icons in a zip.

Source: https://learn.microsoft.com/en-us/microsoftteams/platform/resources/schema/manifest-schema,
https://learn.microsoft.com/en-us/microsoftteams/platform/build-apps-for-shared-private-channels
"""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from cli.channels.described import IN_ENGLISH
from cli.channels.teams_icons import ACCENT, color_icon, outline_icon
from cli.installed import Installed

VERSION: Final = "1.25"
SCHEMA: Final = "https://developer.microsoft.com/json-schemas/teams/v{}/MicrosoftTeams.schema.json"
SCOPES: Final = ("personal", "team", "groupChat")
SHORT_NAME, FULL_NAME, SHORT_WORDS, TITLE, MOST_COMMANDS = 30, 100, 80, 32, 10
MADE_AT: Final = (2026, 1, 1, 0, 0, 0)
"""What the files of the zip are dated, so that the same bot gives the same bytes."""


def app_files(installed: Installed) -> Mapping[str, str | bytes]:
    """The files by name: those of the package, and the package itself."""
    files: dict[str, str | bytes] = {
        "manifest.json": json.dumps(manifest_of(installed), ensure_ascii=False, indent=2) + "\n",
        "color.png": color_icon(),
        "outline.png": outline_icon(),
    }
    return {**files, f"{installed.name}.zip": _zipped(files)}


def manifest_of(installed: Installed) -> Mapping[str, Any]:
    """The manifest; its names and addresses are to be made the operator's own before others see it."""
    bot, name = installed.account["app_id"], installed.configured.bot
    parts = urlsplit(installed.webhook_url)
    site = f"https://{parts.netloc}"
    words = f"Chat with {name}."
    return {
        "$schema": SCHEMA.format(VERSION),
        "manifestVersion": VERSION,
        "version": "1.0.0",
        "id": bot,
        "developer": {
            "name": name[:TITLE],
            "websiteUrl": site,
            "privacyUrl": f"{site}/privacy",
            "termsOfUseUrl": f"{site}/terms",
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "name": {"short": name[:SHORT_NAME], "full": name[:FULL_NAME]},
        "description": {"short": words[:SHORT_WORDS], "full": words},
        "accentColor": "#{:02X}{:02X}{:02X}".format(*ACCENT),
        "bots": [
            {
                "botId": bot,
                "scopes": list(SCOPES),
                "supportsFiles": False,
                "isNotificationOnly": False,
                "commandLists": [{"scopes": list(SCOPES), "commands": _commands(installed)}],
            }
        ],
        "supportsChannelFeatures": "tier1",
        "validDomains": [],
    }


def _commands(installed: Installed) -> list[Mapping[str, str]]:
    """What Teams suggests to write: the words that the bot hears for it, where they fit."""
    heard = installed.configured.commands.get(installed.configured.locales[0], {})
    return [
        {
            "title": words if len(words) <= TITLE else f"/{name}",
            "description": IN_ENGLISH.get(name, words[:128]),
        }
        for name, words in list(heard.items())[:MOST_COMMANDS]
    ]


def _zipped(files: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, MADE_AT), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
