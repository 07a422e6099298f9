"""Writes down what people saw of a running platform, as a history that the checker judges."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bench.checker import BOT, violations
from bench.history import Accepted, History, Opened, Person, Queued, Said, Shown
from bench.load.words import Phrase

APOLOGY: Final = "Our number for it is Q-"


@dataclass(slots=True, kw_only=True)
class Asked:
    """One thing that somebody said.

    turn: its name in the history. taken_s: when its deliverer was told that it is taken in.
    heard_s: when its answer began to show.
    """

    turn: str
    conversation: str
    phrase: Phrase
    said_s: float
    taken_s: float | None = None
    heard_s: float | None = None
    answer: str = ""


@dataclass(kw_only=True)
class Diary:
    """One run. asked: by the channel's own event id. conversations: where each is kept, by its name."""

    history: History = field(default_factory=History)
    asked: dict[str, Asked] = field(default_factory=dict)
    conversations: dict[str, str] = field(default_factory=dict)
    began: float = field(default_factory=time.time)

    def at_s(self, now: float | None = None) -> float:
        """Seconds since the beginning."""
        return (now or time.time()) - self.began

    def meet(self, name: str, *, canary: str) -> None:
        """Somebody is there."""
        self.history.add(Person(at_s=self.at_s(), owner=name, canary=canary))

    def opens(self, place: str, *, conversation: str, kept: str) -> None:
        """A conversation is looked at. kept: its key in the tables."""
        self.conversations[conversation] = kept
        self.history.add(Opened(at_s=self.at_s(), place=place, conversation=conversation))

    def says(self, event: str, phrase: Phrase, *, owner: str, conversation: str) -> Asked:
        """Somebody says something."""
        turn = f"{conversation}.{len(self.asked)}"
        said = Asked(turn=turn, conversation=conversation, phrase=phrase, said_s=self.at_s())
        self.asked[event] = said
        self.history.add(
            Said(
                at_s=said.said_s,
                owner=owner,
                conversation=conversation,
                turn=turn,
                event=event,
                text=phrase.text,
            )
        )
        return said

    def takes(self, event: str) -> None:
        """The platform said that it has it; the order in one conversation is that of its queue."""
        said = self.asked[event]
        if said.taken_s is None:
            said.taken_s = self.at_s()
            self.history.add(
                Queued(at_s=said.taken_s, conversation=said.conversation, turn=said.turn),
            )
        self.history.add(Accepted(at_s=self.at_s(), conversation=said.conversation, turn=said.turn))

    def shows(
        self,
        text: str,
        *,
        event: str,
        seq: int,
        who: str,
        place: str,
        conversation: str,
        now: float | None = None,
    ) -> None:
        """A line appears."""
        said = self.asked.get(event)
        at_s = self.at_s(now)
        if said and who == BOT and said.heard_s is None:
            said.heard_s, said.answer = at_s, text
        self.history.add(
            Shown(
                at_s=at_s,
                place=place,
                conversation=conversation,
                seq=seq,
                turn=said.turn if said else f"unknown {event}",
                who=who,
                text=text,
            )
        )

    def turn_of(self, event: str) -> str:
        """The turn's name, or one that nobody said."""
        return self.asked[event].turn if event in self.asked else f"unknown {event}"

    def wrong(self) -> Sequence[str]:
        """What is wrong with it all."""
        return (*violations(self.history), *self._astray())

    def _astray(self) -> Iterator[str]:
        """Answers that do not go on from where the dialog stood."""
        for said in self.asked.values():
            if said.answer and APOLOGY not in said.answer and said.phrase.hears not in said.answer:
                yield f"I2 turn {said.turn}, {said.phrase.text!r}, is answered {said.answer!r}"
