"""What an activity tells, whatever its type: where, who, in which language.

Source: https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object,
https://learn.microsoft.com/en-us/microsoftteams/platform/bots/build-conversational-capability
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lambdas.channels.teams.fields import known, listed, members
from lambdas.domain.errors import Refused
from lambdas.domain.heard import called
from lambdas.kit.fields import read_json, text

TEAMS: Final = "msteams"
BOT_ID: Final = "28:"
"""How the ids of bots begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity as it came.

    Its properties raise TypeError, ValueError or KeyError where it is malformed.
    """

    told: Mapping[str, Any]

    @property
    def type(self) -> str:
        """What happened: ``message``, ``conversationUpdate`` and more."""
        return text(self.told["type"])

    @property
    def channel(self) -> str:
        """``msteams`` where it comes from Teams."""
        return text(self.told.get("channelId", ""))

    @property
    def service_url(self) -> str:
        """Where it is answered."""
        return text(self.told.get("serviceUrl", ""))

    @property
    def id(self) -> str:
        """Its own, the same when it comes again; another conversation may have the same."""
        return known(self.told["id"])

    @property
    def conversation(self) -> str:
        """The chat, or one thread of a channel: ``19:…@thread.tacv2;messageid=1481567603816``."""
        return known(members(self.told["conversation"])["id"])

    @property
    def private(self) -> bool:
        """Whether it was said where one person is alone with the bot; of what we do not know, it was not."""
        return bool(members(self.told["conversation"]).get("conversationType") == "personal")

    @property
    def user(self) -> str:
        """Who said it: an id that is the bot's own for this person, as no other bot knows it."""
        return known(self._sender["id"])

    @property
    def of_a_person(self) -> bool:
        """Whether a person said it: another bot may never stop."""
        return self._sender.get("role") != "bot" and not self.user.startswith(BOT_ID)

    @property
    def speaker(self) -> str:
        """What the person is called, in one line."""
        return called(text(self._sender.get("name") or ""))

    @property
    def bot(self) -> str:
        """The id that the bot has here."""
        return text(members(self.told.get("recipient")).get("id", ""))

    @property
    def locale(self) -> str:
        """The person's language, as ``en-US``; empty where it does not tell."""
        told = [self.told.get("locale"), *(each.get("locale") for each in self.entities("clientInfo"))]
        return next((text(each) for each in told if each), "")

    @property
    def tenants(self) -> Sequence[str]:
        """The organisations that it names as its own."""
        data, conversation = members(self.told.get("channelData")), members(self.told.get("conversation"))
        named = (members(data.get("tenant")).get("id"), conversation.get("tenantId"))
        return [text(each) for each in named if each is not None]

    @property
    def _sender(self) -> Mapping[str, Any]:
        return members(self.told["from"])

    def entities(self, kind: str) -> Iterator[Mapping[str, Any]]:
        """What it names beside its words, such as ``mention``."""
        return (each for each in listed(self.told.get("entities")) if each.get("type") == kind)

    def names_the_bot(self, member: str) -> bool:
        """Whether the bot is among ``membersAdded`` or ``membersRemoved``."""
        return bool(self.bot) and self.bot in [each.get("id") for each in listed(self.told.get(member))]


def read(body: bytes) -> Activity:
    """The activity that a body holds; raises ``Refused``."""
    try:
        told = read_json(body)
    except (ValueError, RecursionError) as error:
        raise Refused("no JSON", code="unreadable") from error
    if not isinstance(told, dict):
        raise Refused("not an activity", code="unreadable")
    return Activity(told=told)
