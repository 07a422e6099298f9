"""Choices as buttons below a message, and a pressed button as the choice it was.

Source: https://core.telegram.org/bots/api#inlinekeyboardbutton
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from lambdas.domain.cleaning import clean
from lambdas.domain.reply import Choice
from lambdas.kit.fields import text

DATA_BYTES: Final = 64
LABEL_STANDS: Final = re.compile(r"parley-label:[0-9]{1,3}")
"""Data of a button whose value does not fit: the label is the value then."""

SIGNED: Final = "login_url"
"""Telegram tells the page who pressed, signed by the token; for https, at the domain set with BotFather."""

WAYS: Final = (SIGNED, "url")
"""What a button that leads somewhere may be, the better first."""

SHORT: Final = 12
SHORT_A_ROW: Final = 3


def keyboard(choices: Sequence[Choice]) -> dict[str, Any]:
    """The buttons of choices, each with a label: one a row, or three where all labels are short."""
    buttons = [_button(choice, place) for place, choice in enumerate(choices)]
    short = all(len(button["text"]) <= SHORT for button in buttons)
    row = SHORT_A_ROW if short else 1
    return {"inline_keyboard": [buttons[at : at + row] for at in range(0, len(buttons), row)]}


def link_button(label: str, url: str, *, kind: str) -> Sequence[dict[str, Any]]:
    """A row with the one button that leads somewhere, see ``WAYS``."""
    return [{"text": label, kind: {"url": url} if kind == SIGNED else url}]


def pressed(data: str, message: Mapping[str, Any]) -> Choice | None:
    """The choice behind a button's data, its label from the message it is below.

    A message that is too old to be shown to us has no buttons: the value is all there is then, and None where
    the label would have been the value. Raises TypeError or KeyError where the message is malformed.
    """
    labels = {button.get("callback_data"): text(button["text"]) for button in _buttons(message)}
    stands = LABEL_STANDS.fullmatch(data) is not None
    if data in labels:
        label = clean(labels[data])
        return Choice(label=label, value=label if stands else clean(data))
    return None if stands else Choice(label=clean(data), value=clean(data))


def _button(choice: Choice, place: int) -> dict[str, str]:
    value = choice.value
    fits = 0 < len(value.encode(errors="replace")) <= DATA_BYTES and value == clean(value)
    data = value if fits and not LABEL_STANDS.fullmatch(value) else f"parley-label:{place}"
    return {"text": choice.label, "callback_data": data}


def _buttons(message: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
        yield from row
