"""What Slack documents of the blocks that a message may hold, as a JSON schema.

Source: https://docs.slack.dev/reference/block-kit/blocks (``actions``, ``card``, ``carousel``, ``context``,
``divider``, ``header``, ``image``, ``rich_text``, ``section``),
https://docs.slack.dev/reference/block-kit/block-elements/button-element,
https://docs.slack.dev/reference/block-kit/composition-objects/text-object
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

Schema = Mapping[str, Any]


def _text(longest: int, *kinds: str) -> Schema:
    return _object(
        {
            "type": {"enum": list(kinds)},
            "text": {"type": "string", "minLength": 1, "maxLength": longest},
            "emoji": {"type": "boolean"},
            "verbatim": {"type": "boolean"},
        },
        "type",
        "text",
    )


def _object(properties: Mapping[str, Any], *required: str) -> Schema:
    return {
        "type": "object",
        "properties": {**properties, "block_id": {"type": "string", "maxLength": 255}},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: Schema, most: int) -> Schema:
    return {"type": "array", "items": items, "minItems": 1, "maxItems": most}


def _by_type(kinds: Mapping[str, Schema]) -> Schema:
    """One of several objects, by their type: what is wrong is told of that one alone."""
    cases: Sequence[Schema] = [
        {"if": {"properties": {"type": {"const": name}}}, "then": schema} for name, schema in kinds.items()
    ]
    known = {"type": "object", "required": ["type"], "properties": {"type": {"enum": list(kinds)}}}
    return {**known, "allOf": cases}


ANY_TEXT: Final = ("plain_text", "mrkdwn")
URL: Final = {"type": "string", "pattern": "^https?://", "maxLength": 3000}
TYPE: Final = {"type": "string"}
IMAGE: Final = _object(
    {
        "type": TYPE,
        "image_url": URL,
        "alt_text": {"type": "string", "minLength": 1, "maxLength": 2000},
        "title": _text(2000, "plain_text"),
    },
    "image_url",
    "alt_text",
)
BUTTON: Final = _object(
    {
        "type": TYPE,
        "text": _text(75, "plain_text"),
        "action_id": {"type": "string", "minLength": 1, "maxLength": 255},
        "url": URL,
        "value": {"type": "string", "minLength": 1, "maxLength": 2000},
        "style": {"enum": ["primary", "danger"]},
    },
    "text",
)
ACTION: Final = _by_type({"button": BUTTON})
PICTURE: Final = _by_type({"image": IMAGE})
STYLES: Final = (
    "bold",
    "italic",
    "strike",
    "code",
    "underline",
    "highlight",
    "client_highlight",
    "unlink",
)
STYLE: Final = {
    "type": "object",
    "properties": {name: {"type": "boolean"} for name in STYLES},
    "additionalProperties": False,
}
WORDS: Final = _by_type(
    {
        "text": _object({"type": TYPE, "text": {"type": "string", "minLength": 1}, "style": STYLE}, "text"),
        "link": _object({"type": TYPE, "url": {"type": "string"}, "text": TYPE, "style": STYLE}, "url"),
    }
)
CARD: Final = {
    **_object(
        {
            "type": TYPE,
            "title": _text(150, "mrkdwn"),
            "subtitle": _text(150, "mrkdwn"),
            "body": _text(200, "mrkdwn"),
            "hero_image": PICTURE,
            "icon": PICTURE,
            "actions": _list(ACTION, 3),
        }
    ),
    "anyOf": [{"required": [name]} for name in ("hero_image", "title", "actions", "body")],
}
SECTION: Final = {
    **_object(
        {
            "type": TYPE,
            "text": _text(3000, *ANY_TEXT),
            "fields": _list(_text(2000, *ANY_TEXT), 10),
            "accessory": _by_type({"button": BUTTON, "image": IMAGE}),
            "expand": {"type": "boolean"},
        }
    ),
    "anyOf": [{"required": [name]} for name in ("text", "fields")],
}
BLOCK: Final = _by_type(
    {
        "actions": _object({"type": TYPE, "elements": _list(ACTION, 25)}, "elements"),
        "card": CARD,
        "carousel": _object({"type": TYPE, "elements": _list(_by_type({"card": CARD}), 10)}, "elements"),
        "context": _object(
            {
                "type": TYPE,
                "elements": _list(_by_type({"image": IMAGE, **{k: _text(3000, k) for k in ANY_TEXT}}), 10),
            },
            "elements",
        ),
        "divider": _object({"type": TYPE}),
        "header": _object({"type": TYPE, "text": _text(150, "plain_text")}, "text"),
        "image": IMAGE,
        "rich_text": _object(
            {
                "type": TYPE,
                "elements": _list(
                    _by_type(
                        {
                            "rich_text_section": _object(
                                {"type": TYPE, "elements": _list(WORDS, 10_000)}, "elements"
                            )
                        }
                    ),
                    10_000,
                ),
            },
            "elements",
        ),
        "section": SECTION,
    }
)
BLOCKS: Final = {"type": "array", "items": BLOCK, "maxItems": 50}
