"""Fill ``{Slot}`` in what a bot says with the values of a dialog's slots."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Final

from lambdas.domain.reply import Card, Choice, Choices, Part, Text

PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")


def fill_in(parts: Sequence[Part], values: Mapping[str, str]) -> Sequence[Part]:
    """The parts with every placeholder filled; nothing stands for a slot without a value."""
    return tuple(_part(part, values) for part in parts)


def _part(part: Part, values: Mapping[str, str]) -> Part:
    match part:
        case Text(text=text, speech=speech):
            markup = {name: escape(value) for name, value in values.items()}
            return Text(text=_filled(text, values), speech=_maybe(speech, markup))
        case Choices(choices=choices):
            return Choices(choices=_choices(choices, values))
        case Card():
            return replace(
                part,
                title=_filled(part.title, values),
                subtitle=_maybe(part.subtitle, values),
                buttons=_choices(part.buttons, values),
            )
        case _:
            return part


def _choices(choices: Sequence[Choice], values: Mapping[str, str]) -> Sequence[Choice]:
    return tuple(
        Choice(label=_filled(one.label, values), value=_filled(one.value, values)) for one in choices
    )


def _maybe(text: str | None, values: Mapping[str, str]) -> str | None:
    return None if text is None else _filled(text, values)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: values.get(found[1], ""), text)
