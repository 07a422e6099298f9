"""A webhook call of Dialogflow from header to answer, with the travel bot behind it."""

import json
from base64 import b64encode
from collections.abc import Sequence
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from definition.dialogs import dialogs
from definition.read import read_bot
from lambdas.domain.declared import read_dialogs
from lambdas.domain.dialog import Dialog, Phase, decode_dialog
from lambdas.domain.errors import Refused, Retryable
from lambdas.flows.sign_in_first import Door
from lambdas.fulfilment.webhook import LARGEST_BYTES, answer_webhook
from lambdas.fulfilment.wiring import FulfilmentApp
from lambdas.intents.hotel import BookHotel
from lambdas.kit.seal import HmacSeal
from tests.calls import TRAVEL, travel_texts
from tests.dialogflow_requests import SECRET, Json, a_request, a_webhook, checked, context_turns, said
from tests.fakes.bookings import MemoryBookings
from tests.fakes.clock import SetClock
from tests.fakes.results import MemoryResults

CLAIMS = {"owner": "ann", "turn": "t1", "bot": "travel", "scope": "intent:*"}
STAY: dict[str, Any] = {
    "City": {"city": "London"},
    "CheckIn": "2026-12-01T12:00:00+00:00",
    "Nights": {"amount": 2, "unit": "day"},
    "RoomType": "double",
}


class Hotel:
    """Fulfilment with the travel bot, and Dialogflow's side of a conversation with it."""

    def __init__(self, *, proofs: Sequence[str] = (SECRET,)) -> None:
        self.clock = SetClock()
        self.bookings = MemoryBookings(clock=self.clock)
        self.seal = HmacSeal(keys=lambda: (b"k" * 64,), now=self.clock.now, refusal=Refused)
        self.app = FulfilmentApp(
            seal=self.seal,
            results=MemoryResults(clock=self.clock),
            intents={"BookHotel": BookHotel(bookings=self.bookings, clock=self.clock, texts=travel_texts())},
            texts=travel_texts(),
            door=Door(texts=travel_texts()),
            clock=self.clock,
            dialogs=read_dialogs(json.dumps({"travel": dialogs(read_bot(TRAVEL))})),
            proofs=lambda: tuple(proof.encode() for proof in proofs),
        )
        self.dialog = Dialog()

    def envelope(self, turn: str) -> str:
        expires = self.clock.now() + timedelta(seconds=60)
        return self.seal.seal("envelope", CLAIMS | {"turn": turn}, expires=expires)

    def hear(self, action: str, turn: str = "t1", **parameters: Any) -> Json:  # noqa: ANN401 (any JSON)
        """The response to one matched intent, as the package takes it."""
        request = a_request(action, parameters=parameters, dialog=self.dialog, envelope=self.envelope(turn))
        answer = answer_webhook(a_webhook(request), app=self.app)
        assert answer["statusCode"] == 200
        response = checked(json.loads(answer["body"]))
        (state,) = (one["parameters"] for one in response["outputContexts"] if "parameters" in one)
        self.dialog = decode_dialog(state["state"])
        return response


def test_a_hotel_is_booked_by_asking_for_what_is_missing_summing_up_and_a_yes() -> None:
    hotel = Hotel()

    asked = hotel.hear("begin.BookHotel", "t1", **{**STAY, "RoomType": ""})
    summary = hotel.hear("answer.BookHotel.RoomType", "t2", RoomType="double")
    booked = hotel.hear("yes.BookHotel", "t3")

    assert said(asked) == ["What kind of room would you like?"]
    assert context_turns(asked) == {"parley": 5, "ask__bookhotel__roomtype": 1}
    assert "Check-in: December 1, 2026\nStay: 2 nights" in said(summary)[0]
    assert context_turns(summary)["confirm__bookhotel"] == 1
    (booking,) = hotel.bookings.booked.values()
    assert booking.number in said(booked)[0]
    assert hotel.dialog.phase is Phase.FULFILLED


def test_a_yes_that_comes_twice_books_once_and_says_the_same() -> None:
    hotel = Hotel()
    hotel.hear("begin.BookHotel", "t1", **STAY)
    before = hotel.dialog

    first = hotel.hear("yes.BookHotel", "t2")
    hotel.dialog = before
    second = hotel.hear("yes.BookHotel", "t2")

    assert first == second
    assert len(hotel.bookings.booked) == 1


def test_a_date_in_the_past_is_asked_for_again() -> None:
    hotel = Hotel()

    response = hotel.hear("begin.BookHotel", **{**STAY, "CheckIn": "2026-01-01T12:00:00Z"})

    assert "is in the past" in said(response)[0]
    assert context_turns(response)["ask__bookhotel__checkin"] == 1


def test_without_a_good_envelope_nothing_is_done_and_the_person_is_told() -> None:
    hotel = Hotel()
    hotel.hear("begin.BookHotel", "t1", **STAY)
    request = a_request("yes.BookHotel", dialog=hotel.dialog, envelope="made.up")

    answer = answer_webhook(a_webhook(request), app=hotel.app)

    assert "nothing was booked" in answer["body"]
    assert not hotel.bookings.booked


def test_an_intent_without_business_needs_no_envelope() -> None:
    answer = answer_webhook(a_webhook(a_request("begin.Greet")), app=Hotel().app)

    (greeting,) = said(checked(json.loads(answer["body"])))
    assert greeting.startswith("Hello! I can book a hotel room")


@pytest.mark.parametrize("secret", [None, "", "x", SECRET[:-1], SECRET + "s", "é" * 64])
def test_a_call_without_the_secret_is_refused(secret: str | None) -> None:
    answer = answer_webhook(a_webhook(a_request("begin.Greet"), secret=secret), app=Hotel().app)

    assert answer == {"statusCode": 401}


def test_the_older_secret_stays_valid_while_it_is_replaced() -> None:
    hotel = Hotel(proofs=["n" * 64, SECRET])

    assert answer_webhook(a_webhook(a_request("begin.Greet")), app=hotel.app)["statusCode"] == 200


def test_a_bot_that_dialogflow_does_not_serve_is_not_found() -> None:
    answer = answer_webhook(a_webhook(a_request("begin.Greet"), bot="other"), app=Hotel().app)

    assert answer == {"statusCode": 404}


@pytest.mark.parametrize("body", ["", "[]", "null", "{}", '"x"', "{", "[" * 100_000])
def test_what_is_no_request_is_refused(body: str) -> None:
    answer = answer_webhook({**a_webhook({}), "body": body}, app=Hotel().app)

    assert answer == {"statusCode": 400}


def test_what_is_too_large_is_refused() -> None:
    event = {**a_webhook({}), "body": " " * (LARGEST_BYTES + 1)}

    assert answer_webhook(event, app=Hotel().app) == {"statusCode": 413}


def test_a_body_in_base64_is_read() -> None:
    event = a_webhook(a_request("begin.Greet"))
    encoded = {**event, "body": b64encode(event["body"].encode()).decode(), "isBase64Encoded": True}

    assert answer_webhook(encoded, app=Hotel().app)["statusCode"] == 200


def test_what_may_pass_is_answered_so_that_the_turn_is_tried_again() -> None:
    hotel = Hotel()
    hotel.hear("begin.BookHotel", "t1", **STAY)
    hotel.bookings.faults.fail("book", Retryable("service down"))
    request = a_request("yes.BookHotel", dialog=hotel.dialog, envelope=hotel.envelope("t2"))

    assert answer_webhook(a_webhook(request), app=hotel.app) == {"statusCode": 503}


def test_the_log_names_no_words_and_no_secrets(caplog: pytest.LogCaptureFixture) -> None:
    hotel = Hotel()

    with caplog.at_level("INFO"):
        hotel.hear("begin.BookHotel", **STAY)

    told = " ".join(str(vars(record)) for record in caplog.records)
    assert "London" not in told
    assert SECRET not in told


SPOILT = ("session", "queryResult", "originalDetectIntentRequest")
PARTS = ("action", "queryText", "parameters", "outputContexts", "languageCode", "intent")
JUNK: Sequence[Any] = (None, 1, "x", [], [1], {"a": 1}, [{"name": 1}], [{"name": "a", "parameters": 1}])


def test_a_request_with_junk_in_it_is_answered_or_refused() -> None:
    hotel = Hotel()
    for member, junk in product([*SPOILT, *PARTS], JUNK):
        request = a_request("begin.BookHotel", parameters=STAY)
        (request["queryResult"] if member in PARTS else request)[member] = junk

        status = answer_webhook(a_webhook(request), app=hotel.app)["statusCode"]

        assert status in {200, 400}, (member, junk)
