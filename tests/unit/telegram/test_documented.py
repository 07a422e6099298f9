"""Libraries of others judge whether the stand-in knows methods and updates as they are documented."""

import pytest
from aiogram import methods
from aiogram.enums import UpdateType as TheirUpdateType
from aiogram.types import InlineKeyboardButton, LinkPreviewOptions
from pydantic.fields import FieldInfo
from telegram.constants import UpdateType

from dev.telegram.documented import METHODS, UPDATE_TYPES
from dev.telegram.keyboard import ACTIONS, LOOKS
from dev.telegram.sending import PREVIEW


def their_fields(method: str) -> dict[str, FieldInfo]:
    """The parameters that the library has, but for those that Telegram no longer documents."""
    of_the_class: dict[str, FieldInfo] = getattr(methods, f"{method[0].upper()}{method[1:]}").model_fields
    return {name: each for name, each in of_the_class.items() if not is_former(each)}


def is_former(field: FieldInfo) -> bool:
    told = field.json_schema_extra
    return isinstance(told, dict) and told.get("deprecated") is True


@pytest.mark.parametrize("name", METHODS)
def test_every_documented_parameter_is_known_and_no_other(name: str) -> None:
    assert set(METHODS[name].parameters) == their_fields(name).keys()


@pytest.mark.parametrize("name", METHODS)
def test_what_must_be_there_is_what_the_library_insists_on(name: str) -> None:
    theirs = {parameter for parameter, field in their_fields(name).items() if field.is_required()}

    assert METHODS[name].required == theirs


def test_every_kind_of_update_is_known() -> None:
    assert {kind.value for kind in (*UpdateType, *TheirUpdateType)} <= UPDATE_TYPES


def test_every_member_of_a_button_below_a_message_is_known_and_no_other() -> None:
    assert {*ACTIONS, *LOOKS} == InlineKeyboardButton.model_fields.keys()


def test_every_option_of_a_link_s_preview_is_known_and_no_other() -> None:
    assert PREVIEW.keys() == LinkPreviewOptions.model_fields.keys()
