"""Parts as plain words, for who has nothing but words."""

from typing import Final

from lambdas.domain.cleaning import clean
from lambdas.domain.reply import (
    Audio,
    Card,
    Carousel,
    Choice,
    Choices,
    File,
    Image,
    Location,
    Login,
    Part,
    Text,
    Typing,
)

MAP: Final = "https://www.google.com/maps/search/?api=1&query="
"""Opens the map of every telephone. Source: https://developers.google.com/maps/documentation/urls/get-started"""

SIGN_IN: Final = "Sign in"
"""What a way without a name is called."""


def plainly(part: Part) -> str:  # noqa: PLR0911 — one a kind of part
    """A part as people read it, empty where it says nothing; all that is added is ASCII.

    A login shows its way wherever it has one: hand over none where others read along.
    """
    match part:
        case Text(text=text):
            return clean(text)
        case Choices(choices=choices):
            return lines(*(_offered(choice) for choice in choices))
        case Card(title=title, subtitle=subtitle, image=image, buttons=buttons):
            return lines(title, subtitle or "", image or "", plainly(Choices(choices=buttons)))
        case Carousel(cards=cards):
            return lines(*(plainly(card) for card in cards))
        case Image(url=url, alt=name) | File(url=url, name=name) | Audio(url=url, name=name):
            return lines(name, url)
        case Location(latitude=latitude, longitude=longitude, name=name):
            return lines(name or "", f"{MAP}{latitude},{longitude}")
        case Login():
            return _invitation(part)
        case Typing():
            return ""


def lines(*given: str) -> str:
    """Lines below each other, without the empty ones."""
    return "\n".join(cleaned for line in given if (cleaned := clean(line)))


def _offered(choice: Choice) -> str:
    """People answer with these words: nothing else of a choice comes back."""
    label = clean(choice.label) or clean(choice.value)
    return f"- {label}" if label else ""


def _invitation(login: Login) -> str:
    label = clean(login.label) or SIGN_IN
    if login.url:
        return lines(login.text, f"{label}: {login.url}")
    return clean(login.text) or label
