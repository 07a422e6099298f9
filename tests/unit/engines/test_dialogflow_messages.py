"""Messages of Dialogflow as reply parts."""

from typing import Any

import pytest

from lambdas.domain.reply import Card, Choice, Choices, Image, Location, Part, Text
from lambdas.engines.dialogflow.messages import parts_of

YES = Choices(choices=(Choice(label="Yes", value="Yes"),))


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ({"text": {"text": ["Hi", "Hello"]}}, [Text(text="Hi")]),
        ({"text": {"text": [""]}}, []),
        ({"text": {}}, []),
        ({"quickReplies": {"quickReplies": ["Yes"]}}, [YES]),
        ({"quickReplies": {"title": "Sure?", "quickReplies": ["Yes"]}}, [Text(text="Sure?"), YES]),
        (
            {
                "card": {
                    "title": "Ritz",
                    "subtitle": "Paris",
                    "imageUri": "https://a.example/b.png",
                    "buttons": [{"text": "Book", "postback": "book the Ritz"}, {"text": "No"}],
                }
            },
            [
                Card(
                    title="Ritz",
                    subtitle="Paris",
                    image="https://a.example/b.png",
                    buttons=(
                        Choice(label="Book", value="book the Ritz"),
                        Choice(label="No", value="No"),
                    ),
                )
            ],
        ),
        ({"card": {"title": "Ritz"}}, [Card(title="Ritz")]),
        (
            {"image": {"imageUri": "https://a.example/b.png", "accessibilityText": "A room"}},
            [Image(url="https://a.example/b.png", alt="A room")],
        ),
        (
            {"payload": {"parley": {"kind": "location", "latitude": 1, "longitude": 2}}},
            [Location(latitude=1, longitude=2)],
        ),
        ({"payload": {"parley": {"kind": "spell"}}}, []),
        ({"payload": {"parley": "words"}}, []),
        ({"payload": {"facebook": {"text": "Hi"}}}, []),
        ({"simpleResponses": {"simpleResponses": [{"textToSpeech": "Hi"}]}}, [Text(text="Hi")]),
        (
            {"simpleResponses": {"simpleResponses": [{"textToSpeech": "Hi", "displayText": "Hello"}]}},
            [Text(text="Hello")],
        ),
        (
            {
                "basicCard": {
                    "title": "Ritz",
                    "formattedText": "A hotel",
                    "image": {"imageUri": "https://a.example/b.png"},
                    "buttons": [{"title": "See", "openUriAction": {"uri": "https://a.example"}}],
                }
            },
            [
                Card(title="Ritz", subtitle="A hotel", image="https://a.example/b.png"),
                Text(text="See: https://a.example"),
            ],
        ),
        ({"suggestions": {"suggestions": [{"title": "Yes"}]}}, [YES]),
        ({"carouselSelect": {"items": []}}, []),
        ({}, []),
    ],
)
def test_a_message_is_shown_as_what_it_is_or_not_at_all(message: dict[str, Any], parts: list[Part]) -> None:
    assert list(parts_of([message], text="")) == parts


def test_messages_come_in_their_order() -> None:
    messages = [{"text": {"text": ["Hi"]}}, {"quickReplies": {"quickReplies": ["Yes"]}}]

    assert list(parts_of(messages, text="Hi")) == [Text(text="Hi"), YES]


def test_an_agent_with_only_a_text_says_that() -> None:
    assert list(parts_of([], text="Hi")) == [Text(text="Hi")]
    assert list(parts_of([], text="")) == []


def test_of_the_messages_for_several_platforms_those_for_none_are_ours_else_the_first_ones() -> None:
    facebook = {"platform": "FACEBOOK", "text": {"text": ["Facebook"]}}
    slack = {"platform": "SLACK", "text": {"text": ["Slack"]}}
    ours = {"text": {"text": ["Ours"]}}

    assert list(parts_of([facebook, ours, slack], text="")) == [Text(text="Ours")]
    assert list(parts_of([facebook, slack], text="")) == [Text(text="Facebook")]
