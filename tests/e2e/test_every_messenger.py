"""Every messenger, from its webhook through queue and response to what the person sees."""

import json
import re
import urllib.error
import urllib.request
from dataclasses import dataclass

import pytest

from tests.e2e.fault_proxy import Breakable
from tests.e2e.on_messenger import REFUSED, OnMessenger
from tests.local_platform import LocalPlatform

OPENING = "Book hotel room for a week starting from September 1."
CITY_QUESTION = "In which city would you like to book a room?"
NUMBER = re.compile(r"booking number is (PB-[A-Z0-9]+)")


@dataclass(frozen=True, kw_only=True)
class Way:
    """A messenger.

    sends: the call that shows a message. before: how many of the same tell first that a turn was seen and is
        worked on. rests_s: how long it is left alone at least when it wants that.
    """

    channel: str
    sends: str
    before: int = 0
    rests_s: float = 2


WAYS = (
    Way(channel="telegram", sends="sendMessage"),
    Way(channel="slack", sends="chat.postMessage"),
    Way(channel="teams", sends="SendToConversation", before=1),
    Way(channel="messenger", sends="messages", before=2),
    Way(channel="whatsapp", sends="messages", before=1),
    Way(channel="sms", sends="Messages"),
    Way(channel="webhook", sends="reply"),
)


@pytest.fixture(params=WAYS, ids=lambda way: way.channel)
def way(request: pytest.FixtureRequest) -> Way:
    found: Way = request.param
    return found


@pytest.fixture
def ada(platform: LocalPlatform, way: Way) -> OnMessenger:
    return OnMessenger(platform, way.channel)


def test_a_room_is_booked_by_words_and_choices(ada: OnMessenger) -> None:
    ada.does(text=OPENING)
    ada.hears(CITY_QUESTION)
    ada.does(text="London")
    rooms = ada.hears("Suite")
    assert all(room in rooms for room in ("What kind of room", "Single", "Double"))
    ada.answers("Double")
    summary = ada.hears("double room")
    assert all(word in summary for word in ("September 1", "7 nights", "London"))
    ada.answers("Yes")

    assert NUMBER.search(ada.hears("booking number"))


def test_what_comes_again_is_answered_once(ada: OnMessenger) -> None:
    (number, *_) = ada.does(text=OPENING)["deliveries"]
    ada.hears(CITY_QUESTION)

    ada.ask("repeat", {"delivery": number})
    ada.does(text="London")
    ada.hears("What kind of room")

    assert sum(CITY_QUESTION in said for said in ada.everything()) == 1


def test_a_messenger_s_wish_to_be_left_alone_is_obeyed(ada: OnMessenger, way: Way) -> None:
    ada.does(text=OPENING)
    ada.hears(CITY_QUESTION)
    times = way.before + 1
    fault = {"chat": ada.chat, "method": way.sends, "status": 429, "retry_after": 2, "times": times}
    ada.ask("faults", fault)

    ada.does(text="London")
    ada.hears("What kind of room")

    sends = [call for call in ada.calls() if call["method"] == way.sends]
    refused = [call for call in sends if call["status"] >= REFUSED]
    assert len(refused) == times
    assert sends[-1]["at"] - refused[-1]["at"] >= way.rests_s
    assert sum("What kind of room" in said for said in ada.everything()) == 1


def test_what_no_bot_can_be_handed_gets_a_kind_answer(ada: OnMessenger) -> None:
    ada.does(send="photo")
    assert ada.hears("words")

    ada.does(text=OPENING)
    ada.hears(CITY_QUESTION)


@pytest.mark.parametrize(("fault", "shown"), [("refuse", 1), ("throttle", 1), ("error", 1), ("lose", 2)])
def test_a_reply_comes_whatever_happens_to_its_call(
    with_faults: LocalPlatform, breakable: Breakable, fault: str, shown: int
) -> None:
    ada = OnMessenger(with_faults, "slack")
    ada.does(text=OPENING)
    ada.hears(CITY_QUESTION)
    call = {"service": "slack", "operation": "chat.postMessage", "contains": [ada.chat]}
    breakable.faults.rule(fault, call, retry_after_s=1)

    ada.does(text="London")
    breakable.faults.wait_for(1)
    ada.hears("What kind of room")
    ada.does(text="Double")
    ada.hears("double room")

    # Nobody can tell whether a call that got no answer was carried out: it is made again.
    assert 1 <= sum("What kind of room" in said for said in ada.everything()) <= shown


def test_each_is_answered_with_the_fault_proxy_in_between(with_faults: LocalPlatform, way: Way) -> None:
    ada = OnMessenger(with_faults, way.channel)

    ada.does(text=OPENING)

    assert CITY_QUESTION in ada.hears(CITY_QUESTION)


def test_a_forged_delivery_is_refused(ada: OnMessenger, platform: LocalPlatform, way: Way) -> None:
    (number, *_) = ada.does(text=OPENING)["deliveries"]
    genuine = ada.delivery(number)
    ada.hears(CITY_QUESTION)
    body = genuine["body"] if isinstance(genuine["body"], str) else json.dumps(genuine["body"])
    kind = {"Content-Type": genuine["headers"].get("Content-Type", "application/json")}

    for headers in (kind, {**dict.fromkeys(genuine["headers"], "x"), **kind}):
        url = f"{platform.site}/webhooks/{way.channel}"
        forged = urllib.request.Request(url, data=body.encode(), headers=headers)  # noqa: S310 — http on this machine
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(forged, timeout=30)  # noqa: S310 — the same
        refused.value.close()
        assert refused.value.code == 401
