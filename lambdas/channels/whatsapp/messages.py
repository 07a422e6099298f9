"""The parts of a line become messages of the Cloud API.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from lambdas.channels.whatsapp.buttons import TITLE, as_buttons, reply
from lambdas.channels.whatsapp.drafts import BODY_UNITS, METHOD, Draft, listed, text_calls
from lambdas.channels.whatsapp.markup import escaped
from lambdas.domain.cleaning import clean
from lambdas.domain.installation import language
from lambdas.domain.offered import shown
from lambdas.domain.outgoing import Call, Outgoing
from lambdas.domain.plainly import SIGN_IN
from lambdas.domain.reply import (
    Audio,
    Card,
    Carousel,
    Choices,
    File,
    Image,
    Location,
    Login,
    Part,
    Text,
    Typing,
)
from lambdas.kit.text_cut import cut
from lambdas.kit.text_measures import utf16_units
from lambdas.kit.text_split import split

OPENS: Final[Mapping[str, str]] = {"en": "Choose", "es": "Elegir"}
"""What the button is called that opens a list."""


LEAST_CARDS: Final = 2
MOST_CARDS: Final = 10
CARD_UNITS: Final = 160
CARD_BREAKS: Final = 2
NAME_UNITS: Final = 240


def messages(parts: Sequence[Part], *, locale: str) -> Sequence[Outgoing]:
    """The messages of one line, in order; choices stand below what is before them.

    Empty texts give none. Typing gives none either: WhatsApp shows it only for a message that came.
    """
    opens = OPENS.get(language(locale), OPENS["en"])
    made: list[Draft | Outgoing] = []
    for part in parts:
        if isinstance(part, Choices):
            _below(made, part, opens)
        elif isinstance(part, Carousel):
            made.extend(_carousel(part.cards, opens))
        else:
            made.extend(draft for draft in _drafts(part, opens) if draft != Draft(opens=opens))
    return tuple(each for draft in made for each in _outgoing(draft))


def reading(message: str) -> Call:
    """The sign that a message is read, and worked on.

    Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/typing-indicators
    """
    read = {"status": "read", "message_id": message, "typing_indicator": {"type": "text"}}
    return Call(method=METHOD, parameters=read)


def _below(made: list[Draft | Outgoing], choices: Choices, opens: str) -> None:
    """Put choices below the last words, or below their own where there are none."""
    offered, last = shown(choices.choices), made[-1] if made else None
    if isinstance(last, Draft) and last.native is None:
        made[-1] = replace(last, choices=(*last.choices, *offered))
    elif offered:
        made.append(Draft(choices=offered, opens=opens))


def _outgoing(made: Draft | Outgoing) -> Iterator[Outgoing]:
    if isinstance(made, Draft):
        yield from made.outgoing()
    else:
        yield made


def _drafts(part: Part, opens: str) -> Iterator[Draft]:
    match part:
        case Text(text=text):
            yield Draft(words=clean(text), opens=opens)
        case Card():
            yield _card(part, opens)
        case Image(url=url, alt=alt):
            yield Draft(words=clean(alt), image=url.strip(), opens=opens)
        case Audio(url=url, name=name):
            # A recording has no caption.
            yield Draft(words=clean(name), opens=opens)
            if url.strip():
                yield Draft(words=url, native={"type": "audio", "audio": {"link": url}}, opens=opens)
        case File(url=url, name=name):
            yield _file(url, clean(name), opens)
        case Location(latitude=latitude, longitude=longitude, name=name):
            yield _place(latitude, longitude, clean(name or ""), opens)
        case Login():
            yield from _invitation(part, opens)
        case Choices() | Carousel() | Typing():
            return


def _card(card: Card, opens: str) -> Draft:
    return Draft(
        title=clean(card.title),
        words=clean(card.subtitle or ""),
        image=(card.image or "").strip(),
        choices=shown(card.buttons),
        opens=opens,
    )


def _carousel(cards: Sequence[Card], opens: str) -> Iterator[Draft | Outgoing]:
    """Cards side by side where WhatsApp can, as many at once as it takes; else one below the other."""
    for start in range(0, len(cards), MOST_CARDS):
        some = cards[start : start + MOST_CARDS]
        if _side_by_side(some):
            yield _shown_together(some)
        else:
            yield from (_card(card, opens) for card in some)


def _shown_together(cards: Sequence[Card]) -> Outgoing:
    told = {
        "type": "carousel",
        "body": {"text": cut(" · ".join(clean(card.title) for card in cards), BODY_UNITS, utf16_units)},
        "action": {"cards": [_shown(card, place) for place, card in enumerate(cards)]},
    }
    words = "\n\n".join(_told(card) for card in cards)
    call = Call(method=METHOD, parameters={"type": "interactive", "interactive": told})
    return Outgoing(forms=((call,), tuple(text_calls(words))))


def _side_by_side(cards: Sequence[Card]) -> bool:
    """Whether all have a picture, a title, little to say and the same number of short buttons.

    Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-media-carousel-messages
    """
    buttons = [shown(card.buttons) for card in cards]
    return (
        len(cards) >= LEAST_CARDS
        and all(card.image and clean(card.title) and _is_short(_body(card)) for card in cards)
        and len({len(each) for each in buttons}) == 1
        and all(as_buttons(each) for each in buttons)
    )


def _is_short(body: str) -> bool:
    return utf16_units(body) <= CARD_UNITS and body.count("\n") <= CARD_BREAKS


def _shown(card: Card, place: int) -> Mapping[str, Any]:
    replies = [{"type": "quick_reply", "quick_reply": reply(choice)} for choice in shown(card.buttons)]
    return {
        "card_index": place,
        # Meta's syntax has it whatever buttons the card has.
        "type": "cta_url",
        "header": {"type": "image", "image": {"link": card.image}},
        "body": {"text": _body(card)},
        "action": {"buttons": replies},
    }


def _body(card: Card) -> str:
    return escaped(_words(card))


def _words(card: Card) -> str:
    return "\n".join(text for text in (clean(card.title), clean(card.subtitle or "")) if text)


def _told(card: Card) -> str:
    return "\n".join(text for text in (_words(card), listed(shown(card.buttons))) if text)


def _file(url: str, name: str, opens: str) -> Draft:
    if not url.strip():
        return Draft(words=name, opens=opens)
    called = {"filename": cut(name, NAME_UNITS, utf16_units)} if name else {}
    native = {"type": "document", "document": {"link": url, **called}}
    return Draft(title=name, words=url, native=native, opens=opens)


def _place(latitude: float, longitude: float, name: str, opens: str) -> Draft:
    """A place, its degrees as texts, as documented; to the decimetre, and never as ``1e-05``.

    Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/location-messages
    """
    # What is called nothing is shown by its place alone.
    called = {"name": name} if name else {}
    where = {"latitude": f"{latitude:.6f}", "longitude": f"{longitude:.6f}", **called}
    native = {"type": "location", "location": where}
    return Draft(title=name, words=f"{latitude}, {longitude}", native=native, opens=opens)


def _invitation(login: Login, opens: str) -> Iterator[Draft]:
    """The words that invite, and the way below them; the words alone once it has run out."""
    label = clean(login.label) or SIGN_IN
    words = clean(login.text) or label
    if not login.url:
        yield Draft(words=words, opens=opens)
        return
    pieces = split(words, BODY_UNITS, lambda text: utf16_units(escaped(text)))
    yield from (Draft(words=piece, opens=opens) for piece in pieces[:-1])
    last = pieces[-1].strip() or label
    way = {"display_text": cut(label, TITLE, utf16_units), "url": login.url}
    action = {"name": "cta_url", "parameters": way}
    interactive = {"type": "cta_url", "body": {"text": escaped(last)}, "action": action}
    native = {"type": "interactive", "interactive": interactive}
    yield Draft(words=f"{last}\n{label}: {login.url}", native=native, opens=opens)
