"""Each messenger of the worlds is what it says: its deliveries our turns, its answers our errors."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import pytest
from urllib3 import PoolManager

from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Shut, Unreachable
from lambdas.domain.reply import Text
from lambdas.domain.turn import Address, Chose, Content, Said, Unhandled, What
from stacks.channels import MESSENGERS
from tests.fakes.clock import SetClock
from tests.simulation.channels import VENDORS
from tests.simulation.things import Thing, things_of
from tests.simulation.told import a_deed, chats, turns_of
from tests.simulation.vendor import LABEL, TOKEN, VALUE, Answer, Request, Vendor

every = pytest.mark.parametrize("name", VENDORS)


class Answering:
    """Where urllib3's pool would be: gives one answer to all that is not about a token."""

    def __init__(self, vendor: Vendor, answer: Answer) -> None:
        self._vendor, self._answer = vendor, answer

    def request(
        self, _method: str, url: str, *, body: bytes | str, headers: dict[str, str], **_: object
    ) -> Answer:
        """See ``urllib3.PoolManager``."""
        raw = body.encode() if isinstance(body, str) else body
        asked = self._vendor.read(Request(url=url, body=raw, headers=headers))
        return asked.answer if asked.kind == TOKEN and asked.answer else self._answer


def content_of(thing: Thing) -> Content:
    """What a thing is as a turn, or the words beside it."""
    if not thing.what:
        return Said(text="canary. two nights")
    return Unhandled(what=What(thing.what), name=thing.name)


def said_to(vendor: Vendor, answer: Answer) -> None:
    """Send something, to which this is answered."""
    messenger = vendor.messenger(cast("PoolManager", Answering(vendor, answer)), SetClock())
    address = an_address(vendor)
    (message,) = messenger.messages(address, [Text(text="hi")])
    (call,) = message.forms[0]
    messenger.call(address, replace(call, key="e/2/0/0/0"))


def an_address(vendor: Vendor) -> Address:
    """Of somebody who spoke alone with the bot."""
    (turn,) = turns_of(vendor, vendor.says(a_deed(vendor.alone(vendor.user(1)))).tells)
    return turn.address


def test_every_messenger_lives_in_the_worlds() -> None:
    assert set(VENDORS) == set(MESSENGERS)
    assert all(vendor().installation.channel == name for name, vendor in VENDORS.items())


@every
@pytest.mark.parametrize("attempt", [0, 1])
def test_a_deed_is_the_turn_that_it_is_said_to_be_however_often_it_is_told(name: str, attempt: int) -> None:
    vendor = VENDORS[name]()

    for chat in chats(vendor):
        event = vendor.says(a_deed(chat))
        for told in event.tells:
            (turn,) = turns_of(vendor, [told], attempt=attempt)

            assert (turn.event, turn.content) == (event.id, Said(text="canary. two nights"))
            assert (turn.address.conversation, turn.address.user) == (chat.conversation, chat.people[0])
            assert turn.locale == "en-US"


@every
@pytest.mark.parametrize("number", [7, 8])
def test_a_pressed_button_is_the_choice_that_it_was(name: str, number: int) -> None:
    vendor = VENDORS[name]()

    for chat in chats(vendor):
        event = vendor.presses(a_deed(chat, number=number, text=LABEL))
        (told,) = event.tells
        (turn,) = turns_of(vendor, [told])

        # A telephone has no buttons: people write what they read.
        assert turn.content == (Said(text=LABEL) if name == "sms" else Chose(value=VALUE, text=LABEL))
        assert (turn.event, turn.address.conversation) == (event.id, chat.conversation)


@every
def test_whatever_else_somebody_sends_is_the_thing_that_it_was_or_the_words_beside_it(name: str) -> None:
    vendor, things = VENDORS[name](), things_of(name)

    for chat in chats(vendor):
        for thing in things:
            event = vendor.sends(a_deed(chat), thing.saying("canary. two nights"))
            for told in event.tells:
                (turn,) = turns_of(vendor, [told])

                assert turn.content == content_of(thing)
                assert (turn.event, turn.address.conversation) == (event.id, chat.conversation)
    # A service of one's own has no words beside a thing.
    assert {bool(thing.what) for thing in things} == ({True} if name == "webhook" else {True, False})


@every
def test_what_comes_together_is_a_turn_each(name: str) -> None:
    vendor = VENDORS[name]()
    people = [vendor.alone(vendor.user(number)) for number in range(1, vendor.schedule.most + 1)]

    events = [vendor.says(a_deed(chat, number=number)) for number, chat in enumerate(people)]
    for count in range(1, len(people) + 1):
        turns = turns_of(vendor, [told for event in events[:count] for told in event.tells])

        assert [turn.event for turn in turns] == [event.id for event in events[:count]]
        assert [turn.address.user for turn in turns] == [chat.people[0] for chat in people[:count]]


@every
def test_its_answers_ask_for_what_they_are_called(name: str) -> None:
    vendor = VENDORS[name]()
    answers = vendor.answers
    knows_calls_again = all(chat.forgiving for chat in chats(vendor))
    unknown = Retryable if knows_calls_again else Ambiguous
    expected: Sequence[tuple[type[ParleyError], Sequence[Answer]]] = (
        (Busy, [*(busy(3) for busy in answers.busy), *answers.hurried]),
        (Retryable, answers.undone),
        (unknown, answers.unknown),
        (Refused, [answers.unliked]),
        (Unreachable, [answers.gone]),
        (Shut, [answers.shut] if answers.shut else []),
    )

    said_to(vendor, answers.taken)
    for kind, given in expected:
        for answer in given:
            with pytest.raises(kind) as raised:
                said_to(vendor, answer)

            assert raised.type is kind


@every
def test_its_long_text_is_several_messages_where_it_splits_any(name: str) -> None:
    vendor = VENDORS[name]()
    messenger = vendor.messenger(cast("PoolManager", Answering(vendor, vendor.answers.taken)), SetClock())

    made = messenger.messages(an_address(vendor), [Text(text="word " * (vendor.long // 5))])

    assert (len(made) > 1) is (name != "webhook")
