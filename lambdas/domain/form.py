"""How an intent checks its slots, sums them up and acts on a yes to exactly that; see ``Form``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from lambdas.domain.intent import Action, Call, Confirmation, Outcome, Source
from lambdas.domain.keys import digest
from lambdas.domain.reply import Choice, Choices, Part, Text
from lambdas.domain.wording import Wording

SUMMARISED: Final = "parley-summarised"
"""The session attribute that says which values the last summary had."""

Value = TypeVar("Value")
Words = Mapping[str, str | int]


class UnfitError(Exception):
    """A slot's value that cannot be taken; ``reply`` names the words that say why."""

    def __init__(self, slot: str, reply: str, **values: str | int) -> None:
        super().__init__(reply)
        self.slot, self.reply, self.values = slot, reply, values


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One call of an intent that is filled in, summed up and confirmed.

    A yes counts only for exactly the values that were summed up: after "yes, but for two weeks" comes a
    fresh summary. slots: those whose values a summary shows.
    """

    call: Call
    wording: Wording
    slots: Sequence[str]

    def outcome(
        self,
        *,
        read: Callable[["Form"], Value | None],
        words: Callable[[Value], Words],
        act: Callable[[Value], Outcome],
        beside: Callable[[str], Sequence[Part]] = lambda _slot: (),
    ) -> Outcome:
        """What comes of the call.

        read: all slots as one value, or None while something is still to be asked; it and ``act`` raise
        ``UnfitError``. words: what the summary shows. beside: what stands beside a slot's question.
        """
        answer = self._answer()
        if answer is Confirmation.DENIED:
            return self.close(Action.CLOSE_FAILED, "declined")
        try:
            value = read(self)
            if value is None:
                return self._go_on()
            if answer is Confirmation.NONE:
                return self._sum_up(words(value))
            return self._go_on() if self.call.source is Source.DIALOG else act(value)
        except UnfitError as unfit:
            return self._ask_again(unfit, beside(unfit.slot))

    def read(self, name: str, reader: Callable[[str], Value]) -> Value | None:
        """A slot's value, read; None where it is empty."""
        slot = self.call.slots.get(name)
        return None if slot is None else reader(slot.interpreted or "")

    def close(self, action: Action, reply: str, **values: str | int) -> Outcome:
        """The end, in the words of a reply; the summary is forgotten."""
        kept = {name: value for name, value in self.call.attributes.items() if name != SUMMARISED}
        return Outcome(action=action, parts=self.wording.parts(reply, **values), attributes=kept)

    def _answer(self) -> Confirmation:
        asked = self.call.attributes.get(SUMMARISED)
        return self.call.confirmation if asked == self._fingerprint() else Confirmation.NONE

    def _fingerprint(self) -> str:
        filled = (self.call.slots.get(name) for name in self.slots)
        return digest(*((slot.interpreted or "") if slot else "" for slot in filled))

    def _go_on(self) -> Outcome:
        return Outcome(action=Action.DELEGATE, attributes=self.call.attributes)

    def _ask_again(self, unfit: UnfitError, beside: Sequence[Part]) -> Outcome:
        parts = (*self.wording.parts(unfit.reply, **unfit.values), *beside)
        return Outcome(
            action=Action.ELICIT_SLOT, slot=unfit.slot, parts=parts, attributes=self.call.attributes
        )

    def _sum_up(self, words: Words) -> Outcome:
        answers = (self.wording.say("answer_yes"), self.wording.say("answer_no"))
        return Outcome(
            action=Action.CONFIRM,
            parts=(
                Text(text=self.wording.say("summary", **words)),
                Choices(choices=tuple(Choice(label=answer, value=answer) for answer in answers)),
            ),
            attributes={**self.call.attributes, SUMMARISED: self._fingerprint()},
        )
