"""Where a conversation is: somebody's direct messages with the bot, a channel, or a thread of either.

Direct messages go by the person, not by their channel: a slash command tells who gave it, not where that
person and the bot talk, and goes on there all the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lambdas.channels.slack.fields import id_of, ts_of
from lambdas.domain.ids import ConversationId
from lambdas.domain.turn import Address

PERSON: Final = "@"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A channel, or the direct messages with a person, and a thread of it by its first message."""

    channel: str = ""
    person: str = ""
    thread: str = ""

    @property
    def conversation(self) -> ConversationId:
        """``C1``, ``C1/1795000000.000100``, ``@U1`` or ``@U1/1795000000.000100``."""
        root = f"{PERSON}{self.person}" if self.person else self.channel
        return ConversationId(f"{root}/{self.thread}" if self.thread else root)

    @property
    def private(self) -> bool:
        """Whether one person alone reads it."""
        return bool(self.person)

    @property
    def parameters(self) -> Mapping[str, str]:
        """As ``chat.postMessage`` takes it.

        A person's id stands for the direct messages with that person.
        Source: https://docs.slack.dev/reference/methods/chat.postMessage#channels
        """
        thread = {"thread_ts": self.thread} if self.thread else {}
        return {"channel": self.channel or self.person, **thread}


def place_of(address: Address) -> Place:
    """The place of an address; raises ValueError where it is none of Slack's."""
    root, _, thread = address.conversation.partition("/")
    ts = ts_of(thread) if thread else ""
    if not root.startswith(PERSON):
        return Place(channel=id_of(root), thread=ts)
    return Place(
        channel=id_of(address.via) if address.via else "",
        person=id_of(root.removeprefix(PERSON)),
        thread=ts,
    )
