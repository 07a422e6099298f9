"""Lex messages become reply parts.

Source: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_Message.html
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from lambdas.domain.errors import Refused
from lambdas.domain.part_json import decode_part
from lambdas.domain.reply import Card, Choice, Choices, Part, Text

if TYPE_CHECKING:
    from types_boto3_lexv2_runtime.type_defs import MessageOutputTypeDef

TAG: Final = re.compile(r"<[^>]*>")
PAUSE: Final = re.compile(r"</?(?:break|p|s)\b[^>]*>")


def parts_of(messages: Iterable["MessageOutputTypeDef"]) -> Sequence[Part]:
    """The parts of a reply, in the engine's order."""
    parts: list[Part] = []
    for message in messages:
        parts.extend(_parts(message, parts[-1] if parts else None))
    return tuple(parts)


def _parts(message: "MessageOutputTypeDef", before: Part | None) -> Sequence[Part]:
    content = message.get("content", "")
    match message["contentType"]:
        case "ImageResponseCard":
            return _card(message.get("imageResponseCard", {}), before)
        case "SSML":
            return (Text(text=_spoken(content), speech=content),)
        case "CustomPayload":
            return _custom(content)
        case _:
            return (Text(text=content),) if content else ()


def _card(card: Mapping[str, Any], before: Part | None) -> Sequence[Part]:
    """A card; one of buttons alone is a set of choices, and a title that was just said is not said again."""
    buttons = tuple(Choice(label=button["text"], value=button["value"]) for button in card.get("buttons", ()))
    title, subtitle, image = card.get("title", ""), card.get("subtitle"), card.get("imageUrl")
    if subtitle or image or not buttons:
        return (Card(title=title, subtitle=subtitle, image=image, buttons=buttons),)
    said = isinstance(before, Text) and before.text.strip() == title.strip()
    return (Choices(choices=buttons),) if said or not title else (Text(text=title), Choices(choices=buttons))


def _custom(content: str) -> Sequence[Part]:
    """Our own parts as JSON, one or a list; anything else is shown as it is."""
    try:
        given = json.loads(content)
        return tuple(decode_part(one) for one in (given if isinstance(given, list) else [given]))
    except (ValueError, TypeError, Refused):
        return (Text(text=content),) if content else ()


def _spoken(ssml: str) -> str:
    """The words of a speech form; a tag parts two words only where it is a pause."""
    return unescape(" ".join(TAG.sub("", PAUSE.sub(" ", ssml)).split()))
