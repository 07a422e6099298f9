"""Where in Telegram a conversation is: a chat, or one topic of a chat that has topics.

Source: https://core.telegram.org/bots/api#message (``message_thread_id``, ``is_topic_message``)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lambdas.channels.telegram.fields import whole
from lambdas.domain.ids import ConversationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A chat by its id, negative for groups, and a topic of it."""

    chat: int
    topic: int | None = None

    @property
    def conversation(self) -> ConversationId:
        """``-1001234``, or ``-1001234/17`` for a topic."""
        return ConversationId(str(self.chat) if self.topic is None else f"{self.chat}/{self.topic}")

    @property
    def private(self) -> bool:
        """Whether it is the chat of one person with the bot."""
        return self.chat > 0

    @property
    def parameters(self) -> Mapping[str, int]:
        """As every sending method of the Bot API takes it."""
        topic = {} if self.topic is None else {"message_thread_id": self.topic}
        return {"chat_id": self.chat, **topic}


def place_of_message(message: Mapping[str, Any]) -> Place:
    """Where a message was said; raises KeyError, TypeError or ValueError where it does not say."""
    topic = whole(message["message_thread_id"]) if message.get("is_topic_message") is True else None
    return Place(chat=whole(message["chat"]["id"]), topic=topic)


def place_of(conversation: ConversationId) -> Place:
    """The place of a conversation; raises ValueError where it is none of Telegram's."""
    chat, _, topic = conversation.partition("/")
    return Place(chat=int(chat), topic=int(topic) if topic else None)
