"""Faults planted in messengers' adapters, by exchanging one of their methods; every one must be found."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, cast

from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Shut, Unreachable
from lambdas.domain.ids import ConversationId, EventId
from lambdas.domain.outgoing import Call, Outgoing
from lambdas.domain.reply import Part
from lambdas.domain.turn import Address, Chose, Content, Delivery, Said, Turn, Unhandled, What
from lambdas.kit.standard_webhooks import TIMESTAMP
from tests.simulation.channels.slack import THREAD
from tests.simulation.channels.telegram import GROUP
from tests.simulation.planted import Instead
from tests.simulation.platform import Build
from tests.simulation.vendor import Vendor

Calls = Callable[[Address, Call], None]


def too_many_calls_are_a_success() -> Build:
    """Who asks for patience is said to have taken the message."""
    return _calling(_quiet(Busy))


def too_many_calls_leave_us_in_doubt() -> Build:
    """Who asks for patience is treated as one who may have taken the message."""
    return _calling(_mistaken(Busy, Ambiguous))


def a_lost_answer_is_a_success() -> Build:
    """Whatever nobody knows of is said to be done."""
    return _calling(_quiet(Ambiguous))


def not_reached_is_a_success() -> Build:
    """A call that never left is said to be done."""
    return _calling(_quiet(Retryable))


def what_is_refused_is_gone() -> Build:
    """A message that is refused as it is counts as a person who cannot be reached."""
    return _calling(_mistaken(Refused, Unreachable))


def who_is_gone_is_tried_again() -> Build:
    """That nobody is reached there is taken for a failure that will pass."""
    return _calling(_mistaken(Unreachable, Retryable))


def nobody_is_greeted() -> Build:
    """Nothing comes of the bot's being added, or of a link that leads back to it."""
    return _parsing(lambda turns, _: [turn for turn in turns if not isinstance(turn.content, Chose)])


def a_shut_window_is_gone() -> Build:
    """A person who was silent for a day counts as one who cannot be reached."""
    return _calling(_mistaken(Shut, Unreachable))


def a_call_is_made_again_where_no_answer_came() -> Build:
    """The adapter tries again by itself, as if there were an idempotency key."""

    def again(call: Calls) -> Calls:
        def called(address: Address, given: Call) -> None:
            try:
                call(address, given)
            except Ambiguous:
                call(address, given)
                call(address, given)

        return called

    return _calling(again)


def no_key_of_a_call() -> Build:
    """The messenger is given another key each time, so that it knows nothing again."""
    numbers = count()

    def keyless(call: Calls) -> Calls:
        return lambda address, given: call(address, replace(given, key=f"{given.key} {next(numbers)}"))

    return _calling(keyless)


def the_last_piece_is_lost() -> Build:
    """A text that is split loses its end."""

    def shortened(messages: Callable[..., Sequence[Outgoing]]) -> Callable[..., Sequence[Outgoing]]:
        def made(address: Address, parts: Sequence[Part]) -> Sequence[Outgoing]:
            whole = messages(address, parts)
            return whole[:-1] if len(whole) > 1 else whole

        return made

    return _sending(shortened)


def an_id_that_changes_with_a_retry() -> Build:
    """An event goes by when it was signed, too."""
    return _parsing(
        lambda turns, delivery: [
            replace(turn, event=EventId(f"{turn.event} {delivery.headers[TIMESTAMP]}")) for turn in turns
        ]
    )


def the_id_of_the_envelope() -> Build:
    """What is told twice, each time in an envelope of its own, goes by these."""

    def by_envelope(turns: Sequence[Turn], delivery: Delivery) -> Sequence[Turn]:
        if not delivery.body.startswith(b"{"):
            return turns
        return [replace(turn, event=EventId(json.loads(delivery.body)["event_id"])) for turn in turns]

    return _parsing(by_envelope)


def only_the_first_of_a_batch() -> Build:
    """Of several deeds in one delivery only one becomes a turn."""
    return _parsing(lambda turns, _: turns[:1])


def everybody_is_in_the_group() -> Build:
    """What somebody says alone with the bot is taken for the group's."""
    return _parsing(
        lambda turns, _: [
            replace(turn, address=replace(turn.address, conversation=ConversationId(GROUP))) for turn in turns
        ]
    )


def a_command_is_answered_where_it_is_given() -> Build:
    """Others read what a slash command asks for."""
    return _parsing(lambda turns, _: [_in_the_thread(turn) for turn in turns])


def _in_the_thread(turn: Turn) -> Turn:
    if not turn.event.startswith("command/"):
        return turn
    return replace(turn, address=replace(turn.address, conversation=ConversationId(THREAD), via=""))


def what_is_no_words_is_dropped() -> Build:
    """Nothing comes of a picture, and nobody is told."""
    return _parsing(lambda turns, _: [turn for turn in turns if not isinstance(turn.content, Unhandled)])


def everything_else_is_something_else() -> Build:
    """What is no words is answered, by whatever name."""
    return _parsing(lambda turns, _: [_instead(turn, Unhandled(what=What.OTHER)) for turn in turns])


def a_picture_is_said_in_words() -> Build:
    """An engine is handed the name of what is no words."""
    return _parsing(lambda turns, _: [_instead(turn, Said(text="photo")) for turn in turns])


def a_caption_is_passed_over() -> Build:
    """A picture is a picture, whatever is written below it."""
    return _parsing(lambda turns, delivery: _blind(turns, delivery, b'"caption"'))


def words_beside_a_picture_are_passed_over() -> Build:
    """A message that brings a picture is one, whatever else it says."""
    return _parsing(lambda turns, delivery: _blind(turns, delivery, b"MediaUrl0"))


def _blind(turns: Sequence[Turn], delivery: Delivery, member: bytes) -> Sequence[Turn]:
    if member not in delivery.body:
        return turns
    return [replace(turn, content=Unhandled(what=What.PHOTO)) for turn in turns]


def _instead(turn: Turn, content: Content) -> Turn:
    """The turn with this in place of what is no words."""
    return replace(turn, content=content) if isinstance(turn.content, Unhandled) else turn


def _calling(plant: Callable[[Calls], Calls]) -> Build:
    return _built(messenger=lambda real: Instead(real, call=plant(real.call)))


def _sending(plant: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Build:
    return _built(messenger=lambda real: Instead(real, messages=plant(real.messages)))


def _parsing(plant: Callable[[Sequence[Turn], Delivery], Sequence[Turn]]) -> Build:
    return _built(
        inbound=lambda real: Instead(real, parse=lambda delivery: plant(real.parse(delivery), delivery))
    )


def _mistaken(failure: type[ParleyError], by: type[ParleyError]) -> Callable[[Calls], Calls]:
    """One failure is taken for another."""

    def mistaken(call: Calls) -> Calls:
        def called(address: Address, given: Call) -> None:
            try:
                call(address, given)
            except failure as error:
                raise by(str(error)) from error

        return called

    return mistaken


def _quiet(failure: type[Retryable]) -> Callable[[Calls], Calls]:
    def quiet(call: Calls) -> Calls:
        def called(address: Address, given: Call) -> None:
            try:
                call(address, given)
            except failure:
                return

        return called

    return quiet


def _built(**planted: Callable[[Any], object]) -> Build:
    """Every world's messenger with one of its ways exchanged."""

    def changed(vendor: Vendor) -> Vendor:
        ways: Mapping[str, Callable[..., Any]] = {"inbound": vendor.inbound, "messenger": vendor.messenger}
        made = {name: _then(ways[name], plant) for name, plant in planted.items()}
        return replace(vendor, **cast("dict[str, Any]", made))

    return Build(vendor=changed)


def _then(make: Callable[..., Any], plant: Callable[[Any], object]) -> Callable[..., Any]:
    return lambda *given: plant(make(*given))
