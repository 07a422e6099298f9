"""Installations and bots as the stage configures them; they travel to the Lambdas as JSON.

What was known when a Lambda was bundled lies beside its code, the rest (where secrets are) stands in its
environment: both of one shape. What all installations of a bot share stands once, under ``bots``:

``{"bots": {"travel": {"locales": ["en-US"], "commands": {"en-US": {"start": "Hello"}}}},
"installations": {"web": {"channel": "web", "bot": "travel", "origins": […], "text_limit": 1024}}}``
``{"travel": {"engine": "lex", "bot_id": …, "alias_id": …, "memory_s": 300, "daily_budget": 20000}}``
``{"travel": {"engine": "dialogflow", "agent": {"project": …, "location": "global", …}, …}}``
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lambdas.domain.ids import BotId, InstallationId

INSTALLATIONS: Final = "installations.json"
"""What lies beside the code of a Lambda that asks for its installations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouching:
    """Whose tokens tell who a page's visitor is: a user pool's for our client, or the host site's for us.

    client_id: the app client's, empty for a site; audience: what a site's tokens are for, empty for a pool.
    algorithm: the one that signs. Exactly one of jwks_url and public_key (PEM) is not empty.
    """

    issuer: str
    algorithm: str
    client_id: str = ""
    audience: str = ""
    jwks_url: str = ""
    public_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """One configured account of a channel, serving one bot.

    locales: the bot's, BCP 47, the default first. origins: the pages that may open it, none for a messenger.
    text_limit: the longest message in characters.
    webhook_secret_arn, token_arn: where a messenger's secrets are, as far as the reader may read them.
    account: what the channel calls our account there, such as ``{"app_id": "A0123"}``.
    inbox_s: how long a repeat of a turn is known, as far as the reader knows it; 0 for as long as usual.
    identity: who vouches for a page's visitors, as far as the reader asks; ``None`` where nobody does.
    identity_required: whether the page is for them alone.
    commands: by locale, what the engine hears for a chat command, such as ``{"en-US": {"start": "Hello"}}``.
    """

    id: InstallationId
    channel: str
    bot: BotId
    locales: Sequence[str]
    origins: Sequence[str] = ()
    text_limit: int = 1024
    webhook_secret_arn: str = ""
    token_arn: str = ""
    commands: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    account: Mapping[str, str] = field(default_factory=dict)
    inbox_s: int = 0
    identity: Vouching | None = None
    identity_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A bot's agent in Dialogflow, and what it is called with: an identity without a key, or a key.

    audience, service_account: of the workload identity pool; empty where ``key_arn`` says where a key is.
    """

    project: str
    location: str
    audience: str = ""
    service_account: str = ""
    key_arn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """A bot and the engines that serve it: by its ids in Lex, or by its agent in Dialogflow.

    engine: asked first, in every locale; second: asked where that is down, if there is one. locales: the
    engines, the first first, of single locales that have their own.
    memory_s: for how long the engine remembers a silent session. daily_budget: engine calls a day (UTC).
    """

    id: BotId
    engine: str
    bot_id: str = ""
    alias_id: str = ""
    agent: Agent | None = None
    second: str = ""
    locales: Mapping[str, Sequence[str]] = field(default_factory=dict)
    memory_s: int
    daily_budget: int

    @property
    def engines(self) -> frozenset[str]:
        """The names of every engine that may serve the bot."""
        return frozenset({*self.engines_in(""), *(name for each in self.locales.values() for name in each)})

    def engines_in(self, locale: str) -> Sequence[str]:
        """The names of the engines of a locale, the first first."""
        return self.locales.get(locale) or ((self.engine, self.second) if self.second else (self.engine,))


def read_installations(*texts: str) -> Mapping[InstallationId, Installation]:
    """The installations of the JSON above, each with what every text says of it.

    Raises ValueError, KeyError or TypeError where it is not that.
    """
    bots: dict[str, dict[str, Any]] = {}
    installed: dict[str, dict[str, Any]] = {}
    for given in map(json.loads, texts):
        bots |= given.get("bots", {})
        for name, members in given["installations"].items():
            installed.setdefault(name, {}).update(members)
    return {
        InstallationId(name): _installation(name, {**bots.get(members["bot"], {}), **members})
        for name, members in installed.items()
    }


def read_bots(text: str) -> Mapping[BotId, Bot]:
    """The bots of the JSON above; raises as ``read_installations``."""
    return {BotId(name): _bot(name, members) for name, members in json.loads(text).items()}


def _installation(name: str, members: dict[str, Any]) -> Installation:
    identity = members.pop("identity", None)
    vouching = Vouching(**identity) if identity else None
    return Installation(id=InstallationId(name), identity=vouching, **members)


def _bot(name: str, members: dict[str, Any]) -> Bot:
    agent = members.pop("agent", None)
    return Bot(id=BotId(name), agent=Agent(**agent) if agent else None, **members)


def nearest_locale(wanted: str | None, offered: Sequence[str]) -> str:
    """The offered locale for a wanted one: the same, else the same language, else the default."""
    if not wanted:
        return offered[0]
    exact = [locale for locale in offered if locale.casefold() == wanted.casefold()]
    kindred = [locale for locale in offered if language(locale) == language(wanted)]
    return (exact + kindred + [offered[0]])[0]


def language(locale: str) -> str:
    """The language of a locale: ``en`` of ``en-US``."""
    return locale.partition("-")[0].casefold()
