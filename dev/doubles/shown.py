"""What a person sees of a call: one form for all messengers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Look = Literal["text", "image", "file", "audio", "location", "card", "carousel", "typing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something to press. url: where it leads; such a button tells the bot nothing.

    told: what the messenger tells the bot of it, in the messenger's own terms.
    """

    label: str
    url: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message on the screen. image, url: addresses. name: of a file or a place. cards: of a carousel."""

    kind: Look = "text"
    text: str = ""
    title: str = ""
    image: str = ""
    url: str = ""
    name: str = ""
    buttons: Sequence[Button] = ()
    cards: Sequence["Shown"] = ()

    def every_button(self) -> Iterator[Button]:
        """The buttons below the message and on its cards."""
        yield from self.buttons
        for card in self.cards:
            yield from card.every_button()

    def written(self) -> dict[str, Any]:
        """The same as JSON, without what is empty but for text and buttons."""
        told = {name: getattr(self, name) for name in ("title", "image", "url", "name")}
        buttons = [
            {"label": button.label, **({"url": button.url} if button.url else {})} for button in self.buttons
        ]
        cards = [card.written() for card in self.cards]
        return {
            "kind": self.kind,
            "text": self.text,
            **{name: value for name, value in told.items() if value},
            "buttons": buttons,
            **({"cards": cards} if cards else {}),
        }
