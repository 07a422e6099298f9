"""Messages of Dialogflow become reply parts.

Source: https://cloud.google.com/dialogflow/es/docs/intents-rich-messages
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from lambdas.domain.errors import Refused
from lambdas.domain.part_json import decode_part
from lambdas.domain.reply import Card, Choice, Choices, Image, Part, Text
from lambdas.engines.dialogflow.contexts import PAYLOAD

EVERYWHERE: Final = "PLATFORM_UNSPECIFIED"
"""The platform of messages that are for no integration in particular."""

Message = Mapping[str, Any]


def parts_of(messages: Sequence[Message], *, text: str) -> Sequence[Part]:
    """The parts of a reply, in the engine's order; its plain text where there is nothing else.

    Each integration of an agent has messages of its own: ours are those for none, else the first one's.
    """
    parts = [part for message in _ours(messages) for part in _parts(message)]
    return tuple(parts) or ((Text(text=text),) if text else ())


def _ours(messages: Sequence[Message]) -> Iterable[Message]:
    platforms = [message.get("platform", EVERYWHERE) for message in messages]
    chosen = EVERYWHERE if EVERYWHERE in platforms else next(iter(platforms), EVERYWHERE)
    return (message for message, platform in zip(messages, platforms, strict=True) if platform == chosen)


def _parts(message: Message) -> Sequence[Part]:
    for kind, read in KINDS.items():
        if given := message.get(kind):
            return read(given)
    return ()


def _text(given: Mapping[str, Any]) -> Sequence[Part]:
    """The first of the variations; Dialogflow has chosen already."""
    return tuple(Text(text=line) for line in given.get("text", ())[:1] if line)


def _quick_replies(given: Mapping[str, Any]) -> Sequence[Part]:
    choices = Choices(choices=tuple(Choice(label=each, value=each) for each in given.get("quickReplies", ())))
    title = given.get("title")
    return (Text(text=title), choices) if title else (choices,)


def _card(given: Mapping[str, Any]) -> Sequence[Part]:
    buttons = (
        Choice(label=each.get("text", ""), value=each.get("postback") or each.get("text", ""))
        for each in given.get("buttons", ())
    )
    return (
        Card(
            title=given.get("title", ""),
            subtitle=given.get("subtitle") or None,
            image=given.get("imageUri") or None,
            buttons=tuple(buttons),
        ),
    )


def _image(given: Mapping[str, Any]) -> Sequence[Part]:
    return (Image(url=given.get("imageUri", ""), alt=given.get("accessibilityText", "")),)


def _payload(given: Mapping[str, Any]) -> Sequence[Part]:
    """Our own part; what other integrations are told is not for us."""
    try:
        return (decode_part(given[PAYLOAD]),)
    except (KeyError, TypeError, ValueError, Refused):
        return ()


def _simple_responses(given: Mapping[str, Any]) -> Sequence[Part]:
    said = (
        each.get("displayText") or each.get("textToSpeech", "") for each in given.get("simpleResponses", ())
    )
    return tuple(Text(text=line) for line in said if line)


def _basic_card(given: Mapping[str, Any]) -> Sequence[Part]:
    """A card; its buttons open pages, which are told as text."""
    image = given.get("image", {}).get("imageUri") or None
    subtitle = given.get("formattedText") or given.get("subtitle") or None
    pages = (
        f"{each.get('title', '')}: {each.get('openUriAction', {}).get('uri', '')}"
        for each in given.get("buttons", ())
    )
    return (
        Card(title=given.get("title", ""), subtitle=subtitle, image=image),
        *(Text(text=each) for each in pages),
    )


def _suggestions(given: Mapping[str, Any]) -> Sequence[Part]:
    labels = [each.get("title", "") for each in given.get("suggestions", ())]
    return (Choices(choices=tuple(Choice(label=each, value=each) for each in labels)),)


KINDS: Final = {
    "text": _text,
    "quickReplies": _quick_replies,
    "card": _card,
    "image": _image,
    "payload": _payload,
    "simpleResponses": _simple_responses,
    "basicCard": _basic_card,
    "suggestions": _suggestions,
}
"""The kinds that we show; lists, carousels and tables are for a screen that only their platform has."""
