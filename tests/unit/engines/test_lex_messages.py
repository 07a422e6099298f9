"""Lex messages become parts."""

import json
from typing import Any

import pytest

from lambdas.domain.reply import Card, Choice, Choices, Image, Part, Text
from lambdas.engines.lex.messages import parts_of


def a_card(title: str = "Which room?", **members: Any) -> Any:  # noqa: ANN401 (Lex's own shape)
    buttons = [{"text": "Double", "value": "double"}]
    return {
        "contentType": "ImageResponseCard",
        "imageResponseCard": {"title": title, "buttons": buttons} | members,
    }


def a_text(content: str = "Which room?") -> Any:  # noqa: ANN401 (Lex's own shape)
    return {"contentType": "PlainText", "content": content}


DOUBLE = (Choice(label="Double", value="double"),)
WHICH = Text(text="Which room?")
IMAGE = {"kind": "image", "url": "u", "alt": "a"}


@pytest.mark.parametrize(
    ("messages", "parts"),
    [
        ([], ()),
        ([a_text("Hello")], (Text(text="Hello"),)),
        ([a_text("")], ()),
        ([a_text(), a_card()], (WHICH, Choices(choices=DOUBLE))),
        (
            [a_text("Hello"), a_card()],
            (Text(text="Hello"), WHICH, Choices(choices=DOUBLE)),
        ),
        ([a_card()], (WHICH, Choices(choices=DOUBLE))),
        (
            [a_card(subtitle="With a view")],
            (Card(title="Which room?", subtitle="With a view", buttons=DOUBLE),),
        ),
        (
            [a_card(imageUrl="https://x/y.png")],
            (Card(title="Which room?", image="https://x/y.png", buttons=DOUBLE),),
        ),
        ([a_card(buttons=[])], (Card(title="Which room?"),)),
        (
            [{"contentType": "SSML", "content": "<speak>Fish &amp; <emphasis>chips</emphasis></speak>"}],
            (Text(text="Fish & chips", speech="<speak>Fish &amp; <emphasis>chips</emphasis></speak>"),),
        ),
        ([{"contentType": "CustomPayload", "content": "just words"}], (Text(text="just words"),)),
        ([{"contentType": "CustomPayload", "content": '{"kind":"dance"}'}], (Text(text='{"kind":"dance"}'),)),
        (
            [
                {
                    "contentType": "CustomPayload",
                    "content": json.dumps([{"kind": "image", "url": "u", "alt": "a"}]),
                }
            ],
            (Image(url="u", alt="a"),),
        ),
    ],
)
def test_each_kind_of_message_becomes_its_parts(messages: list[Any], parts: tuple[Part, ...]) -> None:
    assert parts_of(messages) == parts
