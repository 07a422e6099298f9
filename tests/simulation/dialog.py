"""Judges whether the dialog went on where the last answer had left it, whatever was lost between."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from bench.history import Dead, Fault, Heard, History, Kept, Said

NUMBERED: Final = re.compile(r"turn (\d+) of the dialog")
SPEECHLESS: Final = ("I have no answer to that.", "No tengo respuesta a eso.")
CHANGED: Final = ("De acuerdo, seguimos en", "All right, let us go on in")
FORGOTTEN_S: Final = 86_400.0


def continued(history: History) -> Iterator[str]:
    """Every answer of an engine counts on from the one before; none is counted twice or left out.

    It begins anew where another engine gave the one before, or the language was changed in between. Not
    judged where nobody could know that the engine's memory moved: a process that went on after its deadline,
    a turn that died in the engine and became a dead letter.
    """
    heard_by = {heard.turn: heard.engine for heard in history.of(Heard)}
    unknown = {fault.conversation for fault in history.of(Fault) if fault.outlived}
    unknown |= {dead.conversation for dead in history.of(Dead)}
    for speaker, answers in _answers(history).items():
        count, since_s, engine = 0, 0.0, None
        for answer in answers:
            if answer.conversation in unknown:
                break
            if answer.text.startswith(CHANGED):
                count, engine = 0, None
                continue
            by = heard_by.get(answer.turn)
            goes_on = by == engine and answer.since_s - since_s < FORGOTTEN_S
            count, since_s, engine = count + 1 if goes_on else 1, answer.since_s, by
            said = NUMBERED.search(answer.text)
            if said and int(said[1]) != count:
                yield f"I2 answer {answer.seq} to {speaker[:8]} is turn {said[1]} of the dialog, not {count}"
                break


def _answers(history: History) -> dict[str, list[Kept]]:
    """The first line of each answer of an engine, and of each change of the language, by who was answered."""
    speakers = {said.turn: said.owner for said in history.of(Said)}
    answers: dict[str, dict[str, Kept]] = defaultdict(dict)
    for line in sorted(history.of(Kept), key=lambda line: line.seq):
        if NUMBERED.search(line.text) or line.text.startswith((*SPEECHLESS, *CHANGED)):
            answers[speakers[line.turn]].setdefault(line.turn, line)
    return {speaker: list(lines.values()) for speaker, lines in answers.items()}
