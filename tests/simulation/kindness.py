"""Judges whether whoever sends what is no words gets a kind answer, by the name of what was sent."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from bench.history import Heard, History, Kept, Said
from lambdas.domain.turn import What
from lambdas.flows.unhandled import shown, unhandled

LOCALES: Final = ("en-US", "es-ES")
BOT, PERSON = "bot", "person"
RULES: Final = ("Q-", "Please write again in", "Escriba de nuevo dentro de")
"""What an apology has, and what a person is told who says too much at once."""


def kind(history: History) -> Iterator[str]:
    """I1: a thing stands in the conversation as what it is, and is answered by its name, by no engine."""
    heard = {entry.turn for entry in history.of(Heard)}
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    for line in history.of(Kept):
        lines[line.turn, line.who].append(line.text)
    for said in history.of(Said):
        if not said.thing:
            continue
        what, words = What(said.thing), " ".join(lines[said.turn, BOT])
        answers = (*(unhandled(what, locale=locale) for locale in LOCALES), *RULES)
        if words and not any(answer in words for answer in answers):
            yield f"I1 turn {said.turn} is a {what} and is answered: {words}"
        stands = [shown(what, name=said.text, locale=locale) for locale in LOCALES]
        if unknown := [text for text in lines[said.turn, PERSON] if text not in stands]:
            yield f"I1 turn {said.turn} is a {what} and stands there as {unknown[0]}"
        if said.turn in heard:
            yield f"I1 turn {said.turn} is a {what} and was handed to an engine"
