"""Judges whether the dialog went on where the last answer had left it, whatever was lost between."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bench.history import Dead, Fault, Heard, History, Kept, Said
from tests.simulation.engine import ASIDE, ASKING

NUMBERED: Final = re.compile(r"turn (\d+) of the dialog")
FORM: Final = re.compile(r"of the dialog, form (\d+)")
SPEECHLESS: Final = ("I have no answer to that.", "No tengo respuesta a eso.")
CHANGED: Final = ("De acuerdo, seguimos en", "All right, let us go on in")
FORGOTTEN_S: Final = 86_400.0


@dataclass(kw_only=True)
class Expected:
    """How a dialog stands after an answer.

    form: in which turn the last one was begun. over: whether that has ended. asking: whether an aside asks.
    """

    count: int = 0
    since_s: float = 0.0
    engine: str | None = None
    form: int = 0
    over: bool = True
    asking: bool = False

    def take(self, text: str) -> None:
        """Move on by the engine's words."""
        self.count += 1
        aside = self.asking or f"dialog, {ASIDE}" in text
        self.asking = f"dialog, {ASKING}" in text
        if not aside:
            self.form = self.count if self.over else self.form
            self.over = self.count % 3 == 0


def continued(history: History) -> Iterator[str]:
    """Every answer of an engine counts on from the one before; none is counted twice or left out.

    It begins anew where another engine gave the one before, or the language was changed in between. A form
    goes on after an aside. Not judged where nobody could know that the engine's memory moved: a process that
    went on after its deadline, a turn that died in the engine and became a dead letter.
    """
    heard_by = {heard.turn: heard.engine for heard in history.of(Heard)}
    unknown = {fault.conversation for fault in history.of(Fault) if fault.outlived}
    unknown |= {dead.conversation for dead in history.of(Dead)}
    for (speaker, _), answers in _answers(history).items():
        judged = [answer for answer in answers if answer.conversation not in unknown]
        wrong = next(_wrong(judged, heard_by), None)
        if wrong:
            yield f"I2 answer {wrong} to {speaker[:8]}"


def _wrong(answers: Sequence[Kept], heard_by: Mapping[str, str]) -> Iterator[str]:
    expected = Expected()
    for answer in answers:
        if answer.text.startswith(CHANGED):
            expected = Expected()
            continue
        by = heard_by.get(answer.turn)
        if by != expected.engine or answer.since_s - expected.since_s >= FORGOTTEN_S:
            expected = Expected()
        expected.engine, expected.since_s = by, answer.since_s
        expected.take(answer.text)
        said, form = NUMBERED.search(answer.text), FORM.search(answer.text)
        if said and int(said[1]) != expected.count:
            yield f"{answer.seq} is turn {said[1]} of the dialog, not {expected.count},"
        if form and int(form[1]) != expected.form:
            yield f"{answer.seq} goes on with form {form[1]}, not {expected.form},"


def _answers(history: History) -> dict[tuple[str, str], list[Kept]]:
    """The first line of each answer of an engine and of each change of the language, by person and place."""
    speakers = {said.turn: said.owner for said in history.of(Said)}
    answers: dict[tuple[str, str], dict[str, Kept]] = defaultdict(dict)
    for line in sorted(history.of(Kept), key=lambda line: line.seq):
        if NUMBERED.search(line.text) or line.text.startswith((*SPEECHLESS, *CHANGED)):
            speaker = speakers.get(line.turn, line.conversation)
            answers[speaker, line.conversation].setdefault(line.turn, line)
    return {dialog: list(lines.values()) for dialog, lines in answers.items()}
