"""Calls of an engine's hook with defaults, so that a test states only what it is about."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from definition.read import read_bot
from definition.texts import texts
from lambdas.domain.hotel import Room, Stay
from lambdas.domain.ids import BotId, OwnerId, TurnKey
from lambdas.domain.intent import Call, Confirmation, Errand, Slot, Source
from lambdas.domain.wording import Texts, read_texts
from tests.builders import ANN

TRAVEL = Path(__file__).parents[1] / "bots" / "travel" / "bot.yaml"
FILLED = {"City": "London", "CheckIn": "2026-12-01", "Nights": "P1W", "RoomType": "double"}


def a_call(
    *,
    slots: Mapping[str, str | None] | None = None,
    source: Source = Source.DIALOG,
    confirmation: Confirmation = Confirmation.NONE,
    attributes: Mapping[str, str] | None = None,
    next_slot: str | None = None,
    locale: str = "en-US",
    intent: str = "BookHotel",
) -> Call:
    """A dialog hook's call with every slot filled; ``slots`` changes some, None empties one."""
    values = FILLED | dict(slots or {})
    return Call(
        bot=BotId("travel"),
        locale=locale,
        intent=intent,
        source=source,
        slots={
            name: None if value is None else Slot(original=value, interpreted=value)
            for name, value in values.items()
        },
        confirmation=confirmation,
        attributes=attributes or {},
        next_slot=next_slot,
    )


def an_errand(
    *, owner: OwnerId = ANN, turn: str = "t1", intent: str = "BookHotel", step: str = "fulfilment"
) -> Errand:
    """Ann's booking in turn ``t1``."""
    return Errand(owner=owner, turn=TurnKey(turn), intent=intent, step=step)


def a_stay(*, city: str = "London", nights: int = 7) -> Stay:
    """A week in a double room in London."""
    return Stay(city=city, check_in=date(2026, 12, 1), nights=nights, room=Room.DOUBLE)


def bots_json() -> str:
    """What lies beside the bundle: the words of the bots as they are defined."""
    return json.dumps({"travel": texts(read_bot(TRAVEL))})


def a_bots_file(folder: Path) -> Path:
    """The same as a file."""
    file = folder / "bots.json"
    file.write_text(bots_json(), encoding="utf-8")
    return file


def travel_texts() -> Texts:
    """What the travel bot says."""
    return read_texts(bots_json())
