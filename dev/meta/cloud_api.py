"""What the Cloud API takes as a message, and what the person sees of it.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from dev.doubles.shown import Button, Shown
from dev.meta.errors import Error, invalid
from dev.meta.members import listed, members, only, text, url

ENVELOPE: Final = "messaging_product type"
AROUND: Final = "recipient_type to recipient context biz_opaque_callback_data"
TITLE, ROW, DESCRIPTION, CAPTION, TEXT = 20, 24, 72, 1024, 4096
CARD, HEADER = 160, 60
A_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?(e[+-]?[0-9]+)?")
HAIR_SPACE: Final = "\N{HAIR SPACE}"


def seen(given: Mapping[str, Any]) -> Shown:
    """What the person sees of one message; raises ``CallRefused``."""
    kind = given.get("type", "text")
    if kind not in SEEN:
        raise Error(code=131051, message="Unsupported message type").refused()
    only(given, needs=f"{ENVELOPE} {kind}", may=AROUND, at="")
    if given["messaging_product"] != "whatsapp":
        raise invalid("Param messaging_product must be whatsapp.")
    if given.get("recipient_type", "individual") != "individual":
        raise invalid("Param recipient_type must be individual.")
    if ("to" in given) == ("recipient" in given):
        raise invalid("The parameter to is required.")
    return SEEN[kind](members(given[kind], at=kind))


def typing(given: Mapping[str, Any]) -> Shown | None:
    """What the person sees of a message that is read; raises ``CallRefused``."""
    only(given, needs="messaging_product status message_id", may="typing_indicator", at="")
    if given["messaging_product"] != "whatsapp":
        raise invalid("Param messaging_product must be whatsapp.")
    return Shown(kind="typing") if given.get("typing_indicator") == {"type": "text"} else None


def _text(given: Mapping[str, Any]) -> Shown:
    only(given, needs="body", may="preview_url", at="text.")
    if not isinstance(given.get("preview_url", False), bool):
        raise invalid("Param text[preview_url] must be a boolean.")
    return Shown(text=_read(text(given["body"], most=TEXT, at="text[body]")))


def _image(given: Mapping[str, Any]) -> Shown:
    only(given, needs="link", may="caption", at="image.")
    return Shown(kind="image", url=url(given["link"], at="image[link]"), text=_caption(given))


def _audio(given: Mapping[str, Any]) -> Shown:
    only(given, needs="link", may="voice", at="audio.")
    return Shown(kind="audio", url=url(given["link"], at="audio[link]"))


def _document(given: Mapping[str, Any]) -> Shown:
    only(given, needs="link", may="caption filename", at="document.")
    name = text(given["filename"], most=240, at="document[filename]") if "filename" in given else ""
    return Shown(kind="file", url=url(given["link"], at="document[link]"), name=name, text=_caption(given))


def _location(given: Mapping[str, Any]) -> Shown:
    only(given, needs="latitude longitude", may="name address", at="location.")
    where = ", ".join(str(_degrees(given[name], at=name)) for name in ("latitude", "longitude"))
    name = text(given["name"], most=TEXT, at="location[name]") if "name" in given else ""
    return Shown(kind="location", text=where, name=name)


def _degrees(given: object, *, at: str) -> float:
    """As a text, as documented, or as the number that SDKs write."""
    if not A_NUMBER.fullmatch(str(given)):
        raise invalid(f"Param location[{at}] must be a number of degrees.")
    return float(str(given))


def _template(given: Mapping[str, Any]) -> Shown:
    only(given, needs="name language", may="components", at="template.")
    only(members(given["language"], at="language"), needs="code", may="policy", at="language.")
    return Shown(text=f"[template {given['name']}, {given['language']['code']}]")


def _interactive(given: Mapping[str, Any]) -> Shown:
    kind = str(given.get("type"))
    if kind not in ASKED:
        raise invalid("Param interactive[type] is not valid.")
    only(given, needs="type body action", may="header footer", at="interactive.")
    body = members(given["body"], at="interactive[body]")
    words = _read(text(body.get("text"), most=CAPTION, at="interactive[body][text]"))
    action = members(given["action"], at="interactive[action]")
    title, image = _header(members(given["header"], at="header"), kind) if "header" in given else ("", "")
    return replace(ASKED[kind](action, words, image), title=title)


def _header(header: Mapping[str, Any], kind: str) -> tuple[str, str]:
    """Words above the others, or a picture above reply buttons."""
    if header.get("type") == "text":
        only(header, needs="type text", at="header.")
        return text(header["text"], most=HEADER, at="header[text]"), ""
    if kind != "button" or header.get("type") != "image":
        raise invalid("Header is not supported.")
    only(header, needs="type image", at="header.")
    return "", url(header["image"].get("link"), at="header[image][link]")


def _buttons(action: Mapping[str, Any], words: str, image: str) -> Shown:
    only(action, needs="buttons", at="action.")
    buttons = [_reply(each, "reply") for each in listed(action["buttons"], most=3, at="buttons")]
    return Shown(kind="card" if image else "text", text=words, image=image, buttons=_apart(buttons))


def _list(action: Mapping[str, Any], words: str, image: str) -> Shown:
    del image
    only(action, needs="button sections", at="action.")
    text(action["button"], most=TITLE, at="action[button]")
    sections = listed(action["sections"], most=10, at="sections")
    rows = [row for section in sections for row in listed(section.get("rows"), most=10, at="rows")]
    listed(rows, most=10, at="rows")
    return Shown(text=words, buttons=_apart([_row(row) for row in rows]))


def _way(action: Mapping[str, Any], words: str, image: str) -> Shown:
    del image
    only(action, needs="name parameters", at="action.")
    way = members(action["parameters"], at="parameters")
    only(way, needs="display_text url", at="parameters.")
    label = text(way["display_text"], most=TITLE, at="display_text")
    return Shown(text=words, buttons=[Button(label=label, url=url(way["url"], at="parameters[url]"))])


def _carousel(action: Mapping[str, Any], words: str, image: str) -> Shown:
    del image
    only(action, needs="cards", at="action.")
    cards = [
        _card(each, place) for place, each in enumerate(listed(action["cards"], least=2, most=10, at="cards"))
    ]
    if len({len(card.buttons) for card in cards}) > 1:
        raise invalid("All cards must have the same buttons.")
    return Shown(kind="carousel", text=words, cards=cards)


def _card(given: object, place: int) -> Shown:
    card = members(given, at="cards")
    only(card, needs="card_index type header action", may="body", at="cards.")
    if card["card_index"] != place:
        raise invalid("Param card_index must be the card's place.")
    words = (
        text(members(card["body"], at="body").get("text"), most=CARD, at="cards[body]")
        if "body" in card
        else ""
    )
    buttons = listed(members(card["action"], at="action").get("buttons"), most=3, at="cards[buttons]")
    return Shown(
        kind="card",
        text=_read(words),
        image=url(card["header"]["image"]["link"], at="cards[header]"),
        buttons=_apart([_reply(each, "quick_reply") for each in buttons]),
    )


def _reply(given: object, kind: str) -> Button:
    button = members(given, at="buttons")
    only(button, needs=f"type {kind}", at="buttons.")
    if button["type"] != kind:
        raise invalid(f"Param buttons[type] must be {kind}.")
    reply = members(button[kind], at=kind)
    only(reply, needs="id title", at=f"{kind}.")
    number = text(reply["id"], most=256, at=f"{kind}[id]")
    title = text(reply["title"], most=TITLE, at=f"{kind}[title]")
    return Button(label=title, told={"type": "button_reply", "id": number, "title": title})


def _row(given: object) -> Button:
    row = members(given, at="rows")
    only(row, needs="id title", may="description", at="rows.")
    told = {
        "id": text(row["id"], most=200, at="rows[id]"),
        "title": text(row["title"], most=ROW, at="rows[title]"),
    }
    if "description" in row:
        told["description"] = text(row["description"], most=DESCRIPTION, at="rows[description]")
    # The person reads both; what is pressed goes by the whole label.
    cut = told["title"].endswith("…")
    return Button(
        label=told.get("description", told["title"]) if cut else told["title"],
        told={"type": "list_reply", **told},
    )


def _apart(buttons: Sequence[Button]) -> Sequence[Button]:
    """Buttons of which each has an id and a title of its own."""
    for name in ("id", "title"):
        if len({button.told[name] for button in buttons}) != len(buttons):
            raise Error(
                code=131009, message="Parameter value is not valid", details=f"Duplicated {name}"
            ).refused()
    return buttons


def _caption(given: Mapping[str, Any]) -> str:
    return _read(text(given["caption"], most=CAPTION, at="caption")) if "caption" in given else ""


def _read(marked: str) -> str:
    """The words as the person reads them; a title in bold is the bot's own."""
    return marked.replace(HAIR_SPACE, "")


SEEN: Final[Mapping[str, Callable[[Mapping[str, Any]], Shown]]] = {
    "text": _text,
    "image": _image,
    "audio": _audio,
    "document": _document,
    "location": _location,
    "template": _template,
    "interactive": _interactive,
}
ASKED: Final[Mapping[str, Callable[[Mapping[str, Any], str, str], Shown]]] = {
    "button": _buttons,
    "list": _list,
    "cta_url": _way,
    "carousel": _carousel,
}
