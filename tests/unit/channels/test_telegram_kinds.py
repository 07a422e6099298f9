"""Two libraries of others judge whether every kind of message that there is has its place."""

from typing import Final

import pytest
from aiogram.enums import ContentType
from aiogram.types import ExternalReplyInfo
from aiogram.types import Message as TheirMessage
from telegram import Message
from telegram.constants import MessageType

from lambdas.channels.telegram.kinds import NAMED, SERVICE, THINGS

NOT_A_KIND: Final = frozenset(
    {
        "any",
        "business_connection_id",
        "effect_id",
        "reply_to_story",
        "sender_boost_count",
        "sender_business_bot",
        "suggested_post_info",
        "text",
        "unknown",
    }
)
"""Words, what says more about a message of some kind, and what aiogram itself calls none or any."""


@pytest.mark.parametrize("kind", sorted({each.value for each in (*MessageType, *ContentType)} - NOT_A_KIND))
def test_every_kind_of_message_is_a_thing_or_tells_of_the_chat(kind: str) -> None:
    assert (kind in THINGS) != (kind in SERVICE)


ABOUT_A_REPLY: Final = frozenset(
    {"origin", "chat", "message_id", "link_preview_options", "has_media_spoiler"}
)


@pytest.mark.parametrize("kind", sorted(ExternalReplyInfo.model_fields.keys() - ABOUT_A_REPLY))
def test_what_can_be_answered_to_from_another_chat_is_a_thing_that_somebody_may_pass_on(kind: str) -> None:
    assert kind in THINGS


@pytest.mark.parametrize("kind", sorted({*THINGS, *SERVICE}))
def test_no_kind_is_made_up(kind: str) -> None:
    assert kind in TheirMessage.model_fields or hasattr(Message, kind)


@pytest.mark.parametrize("kind", NAMED)
def test_the_name_of_a_thing_is_a_member_of_it(kind: str) -> None:
    theirs = TheirMessage.model_fields[kind].annotation

    assert NAMED[kind] in theirs.__args__[0].model_fields  # type: ignore[union-attr]  # of `X | None`
