"""What a person sees of a message in Slack."""

from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from dev.doubles.shown import Button, Shown
from dev.slack.blocks import objects

Block = Mapping[str, Any]


def shown(parameters: Mapping[str, Any]) -> Shown:
    """A message: its blocks, or its text where it has none."""
    blocks: Sequence[Block] = parameters.get("blocks") or ()
    if not blocks:
        return Shown(text=unescape(parameters.get("text", "")))
    cards = [_card(card) for block in blocks for card in _cards(block)]
    image = next((block["image_url"] for block in blocks if block["type"] == "image"), "")
    links = [each["url"] for block in blocks for each in objects(block) if each.get("type") == "link"]
    text = "\n".join(words for block in blocks if (words := _words(block)))
    alt = next((block["alt_text"] for block in blocks if block["type"] == "image"), "")
    buttons = [button for block in blocks for button in _buttons(_pressed(block))]
    if len(blocks) == 1 and cards and blocks[0]["type"] == "card":
        return cards[0]
    return Shown(
        kind="carousel" if cards else "image" if image else "text",
        text=text or alt,
        image=image,
        url=links[0] if links else "",
        buttons=buttons,
        cards=cards,
    )


def _cards(block: Block) -> Sequence[Block]:
    match block["type"]:
        case "card":
            return [block]
        case "carousel":
            return list(block["elements"])
        case _:
            return ()


def _card(card: Block) -> Shown:
    below = card.get("subtitle") or card.get("body") or {}
    return Shown(
        kind="card",
        title=unescape(card.get("title", {}).get("text", "")),
        text=unescape(below.get("text", "")),
        image=card.get("hero_image", {}).get("image_url", ""),
        buttons=list(_buttons(card.get("actions", ()))),
    )


def _words(block: Block) -> str:
    match block["type"]:
        case "rich_text":
            return "".join(each.get("text") or each.get("url", "") for each in _pieces(block))
        case "context":
            return " ".join(each.get("text", "") for each in block["elements"])
        case "header":
            return str(block["text"]["text"])
        case "section":
            texts = [*([block["text"]] if "text" in block else ()), *block.get("fields", ())]
            return "\n".join(each["text"] for each in texts)
        case _:
            return ""


def _pieces(block: Block) -> Iterator[Block]:
    for section in block["elements"]:
        yield from section["elements"]


def _pressed(block: Block) -> Sequence[Block]:
    """The buttons of a block, but for those of cards."""
    if block["type"] == "actions":
        return list(block["elements"])
    accessory = block.get("accessory", {})
    return [accessory] if accessory.get("type") == "button" else ()


def _buttons(elements: Sequence[Block]) -> Iterator[Button]:
    for each in elements:
        yield Button(label=each["text"]["text"], url=each.get("url", ""), told=each)
