"""Keyboards below messages.

Source: https://core.telegram.org/bots/api#inlinekeyboardmarkup; the numbers that it does not name:
https://docs.python-telegram-bot.org/en/stable/telegram.constants.html.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from dev.telegram.errors import bad
from dev.telegram.ways import SIGNED, THIS_MACHINE, check_login

CALLBACK_DATA_BYTES = 64
BUTTONS, BUTTONS_A_ROW = 100, 8
OTHER_MARKUPS = ("keyboard", "remove_keyboard", "force_reply")
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
MAY_BE_EMPTY = frozenset(
    ["switch_inline_query", "switch_inline_query_current_chat", "callback_game", "disabled"]
)
"""What makes a button by being there: a query of no words, an object without members."""

LOOKS = ("text", "icon_custom_emoji_id", "style")


def check_markup(markup: Mapping[str, Any] | None, *, domain: str = THIS_MACHINE) -> None:
    """Raise ``ApiError`` where Telegram would not show these buttons; domain: see ``check_login``."""
    if markup is None:
        return
    rows = markup.get("inline_keyboard")
    if rows is None and any(name in markup for name in OTHER_MARKUPS):
        return
    if not isinstance(rows, list):
        raise bad("object expected as reply markup")
    if markup.keys() - {"inline_keyboard", "force_reply"}:
        raise bad("can't parse inline keyboard: it has a field of no InlineKeyboardMarkup")
    if not all(isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" must be an Array of Arrays')
    if sum(map(len, rows)) > BUTTONS or any(len(row) > BUTTONS_A_ROW for row in rows):
        raise bad("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _check_button(button, domain)


def _check_button(button: object, domain: str) -> None:
    if not isinstance(button, dict):
        raise _wrong("InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise _wrong('field "text" must be a non-empty String')
    unknown = sorted(button.keys() - {*ACTIONS, *LOOKS})
    if unknown:
        raise _wrong(f'there is no field "{unknown[0]}"')
    there = [name for name in ACTIONS if button.get(name) is not None]
    actions = [name for name in there if button[name] or name in MAY_BE_EMPTY]
    if not actions:
        raise _wrong("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _wrong("exactly one of the optional fields must be used to specify type of the button")
    _check_action(actions[0], button[actions[0]], domain)


def _check_action(action: str, value: object, domain: str) -> None:
    if action == SIGNED:
        check_login(value, domain=domain)
    if action == "callback_data" and not (
        isinstance(value, str) and len(value.encode(errors="surrogatepass")) <= CALLBACK_DATA_BYTES
    ):
        raise bad("BUTTON_DATA_INVALID")
    if action == "url" and not (
        isinstance(value, str) and value.startswith(("http://", "https://", "tg://"))
    ):
        raise bad(f"inline keyboard button URL '{value}' is invalid: Unsupported URL protocol")


def _wrong(why: str) -> Exception:
    return bad(f"can't parse inline keyboard button: {why}")


def buttons(message: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The buttons below a message, in order."""
    for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
        yield from row
