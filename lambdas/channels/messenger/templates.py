"""Cards, carousels and ways to sign in as templates.

Source: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/generic,
https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/button
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lambdas.channels.messenger.buttons import MOST_BUTTONS, TITLE, fits, postbacks
from lambdas.domain.cleaning import clean
from lambdas.domain.offered import shown
from lambdas.domain.plainly import SIGN_IN
from lambdas.domain.reply import Card, Login
from lambdas.kit.text_cut import cut
from lambdas.kit.text_measures import utf16_units
from lambdas.kit.text_split import split

LINE: Final = 80
"""A card's title, and what stands below it."""

TEXT: Final = 640
"""The words above buttons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """An attachment, and how many of the card's buttons it shows."""

    attachment: Mapping[str, Any]
    buttons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """before: words that go first. words: the last, in plain text. attachment: the same, the way below."""

    before: Sequence[str]
    words: str
    attachment: Mapping[str, Any] | None


def template(card: Card) -> Template | None:
    """A card as an element, else as words above buttons; None where neither has room for all of it."""
    buttons = shown(card.buttons)
    own = _own(card)
    if _has_room(card) and (clean(card.subtitle or "") or card.image or own):
        return Template(attachment=_generic([_element(card)]), buttons=own)
    words = "\n".join(text for text in (clean(card.title), clean(card.subtitle or "")) if text)
    if card.image or not own or not words or utf16_units(words) > TEXT:
        return None
    return Template(attachment=_above(words, postbacks(buttons[:own])), buttons=own)


def has_element(card: Card) -> bool:
    """Whether an element tells all of a card."""
    buttons = shown(card.buttons)
    says_more = clean(card.subtitle or "") or card.image or buttons
    return bool(_has_room(card) and says_more and _own(card) == len(buttons))


def carousel(cards: Sequence[Card]) -> Mapping[str, Any]:
    """Cards side by side, ten at most."""
    return _generic([_element(card) for card in cards])


def invitation(login: Login) -> Invitation:
    """The words that invite, the last of them above a button that leads to sign in."""
    label = clean(login.label) or SIGN_IN
    words = clean(login.text) or label
    if not login.url:
        return Invitation(before=(), words=words, attachment=None)
    *before, last = split(words, TEXT, utf16_units)
    way = {"type": "web_url", "url": login.url, "title": cut(label, TITLE, utf16_units)}
    return Invitation(
        before=before, words=f"{last}\n{label}: {login.url}", attachment=_above(last.strip() or label, [way])
    )


def _own(card: Card) -> int:
    """How many of a card's buttons stand on it: the first three, as far as it shows their labels whole."""
    first = shown(card.buttons)[:MOST_BUTTONS]
    return len(first) if all(fits(choice) for choice in first) else 0


def _has_room(card: Card) -> bool:
    title, subtitle = clean(card.title), clean(card.subtitle or "")
    return 0 < utf16_units(title) <= LINE and utf16_units(subtitle) <= LINE


def _element(card: Card) -> Mapping[str, Any]:
    subtitle, buttons = clean(card.subtitle or ""), postbacks(shown(card.buttons)[: _own(card)])
    image = (card.image or "").strip()
    return {
        "title": clean(card.title),
        **({"subtitle": subtitle} if subtitle else {}),
        **({"image_url": image} if image else {}),
        **({"buttons": buttons} if buttons else {}),
    }


def _generic(elements: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    return {"type": "template", "payload": {"template_type": "generic", "elements": list(elements)}}


def _above(words: str, buttons: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    payload = {"template_type": "button", "text": words, "buttons": list(buttons)}
    return {"type": "template", "payload": payload}
