"""Libraries of others judge whether the stand-in knows methods and updates as they are documented."""

import inspect
import re

import pytest
from aiogram.enums import UpdateType as TheirUpdateType
from telegram import Bot
from telegram.constants import UpdateType

from dev.telegram.documented import METHODS, UPDATE_TYPES

# How that library passes any call on, and what it takes in place of documented parameters.
ITS_OWN = {
    "self",
    "read_timeout",
    "write_timeout",
    "connect_timeout",
    "pool_timeout",
    "api_kwargs",
    "allow_sending_without_reply",
    "reply_to_message_id",
    "disable_web_page_preview",
    "filename",
    "location",
    "venue",
}


def pythonic(method: str) -> str:
    """``send_message`` of ``sendMessage``."""
    return re.sub(r"[A-Z]", lambda found: f"_{found.group().lower()}", method)


@pytest.mark.parametrize("name", METHODS)
def test_every_documented_parameter_is_known_and_no_other(name: str) -> None:
    theirs = inspect.signature(getattr(Bot, pythonic(name))).parameters.keys() - ITS_OWN

    assert set(METHODS[name].parameters) == theirs


@pytest.mark.parametrize("name", METHODS)
def test_what_must_be_there_is_what_the_library_insists_on(name: str) -> None:
    signature = inspect.signature(getattr(Bot, pythonic(name))).parameters
    theirs = {each.name for each in signature.values() if each.default is each.empty} - ITS_OWN

    # The library takes a Location or a Venue in place of these.
    assert set(METHODS[name].required) - {"latitude", "longitude", "title", "address"} == theirs


def test_every_kind_of_update_is_known() -> None:
    assert {kind.value for kind in (*UpdateType, *TheirUpdateType)} <= UPDATE_TYPES
