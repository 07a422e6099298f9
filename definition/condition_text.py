"""Reads a condition as people write it: ``{Guests} > 8 and ({Room} = "suite" or {Room} is empty)``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from definition.condition import AllOf, AnyOf, Comparison, Condition, Emptiness, Operator, opposite

_TOKEN = re.compile(
    r"\s*(?:(?P<slot>\{[A-Za-z0-9_]+\})|(?P<text>\"[^\"]*\"|'[^'\"]*')|(?P<number>-?\d+(?:\.\d+)?)(?![\w.])"
    r"|(?P<slip>===?|=>|=<|<>|&&?|\|\|?|!(?!=))|(?P<operator><=|>=|!=|=|<|>)|(?P<mark>[()])|(?P<word>[A-Za-z]+))"
)
_OPERATORS = get_args(Operator)
# What other languages write, and what is written here.
_MEANT = {
    "==": "=",
    "===": "=",
    "=>": ">=",
    "=<": "<=",
    "<>": "!=",
    "&": "and",
    "&&": "and",
    "|": "or",
    "||": "or",
    "!": "not",
}


class ConditionSyntaxError(ValueError):
    """A text that is no condition. ``at`` counts characters from 0; ``advice`` is what to write."""

    def __init__(self, problem: str, advice: str, *, at: int) -> None:
        super().__init__(problem)
        self.problem, self.advice, self.at = problem, advice, at


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    kind: str
    text: str
    at: int


def read_condition(text: str) -> Condition:
    """Read a condition; raises ``ConditionSyntaxError`` where it stops making sense."""
    reader = _Reader(_tokens(text))
    condition = reader.any_of()
    reader.expect_end()
    return condition


def slots_of(text: str) -> Sequence[tuple[str, int]]:
    """Give the slots that a condition names, and where in the text."""
    return [(token.text[1:-1], token.at + 1) for token in _tokens(text) if token.kind == "slot"]


def _tokens(text: str) -> Sequence[_Token]:
    tokens, at, end = [], 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            raise ConditionSyntaxError(
                f'"{text[start:].split(maxsplit=1)[0]}" makes no sense here',
                _ADVICE["a comparison"],
                at=start,
            )
        kind = found.lastgroup or ""
        if kind == "slip":
            problem, advice = f'"{found[kind]}" is no operator', f"write {_MEANT[found[kind]]}"
            raise ConditionSyntaxError(problem, advice, at=found.start(kind))
        tokens.append(_Token(kind=kind, text=found[kind], at=found.start(kind)))
        at = found.end()
    return [*tokens, _Token(kind="end", text="", at=end)]


_ADVICE = {
    "a comparison": 'write {Slot}, an operator and a value, as {Guests} > 8 or {Room} = "suite"',
    "an operator": f'write {", ".join(_OPERATORS)} or "is empty" after the slot',
    "a value": 'write a number, or a text in double quotes, as "suite"',
    "empty": 'write "is empty", and "not" before the slot where it must be filled',
    "a closing parenthesis": "write a ) for every (",
    "the end": 'join conditions with "and" or "or"',
}


class _Reader:
    """Reads tokens from left to right: ``or`` binds least, then ``and``, then ``not``."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self._tokens, self._next = tokens, 0

    def any_of(self) -> Condition:
        parts = [self._all_of()]
        while self._take_word("or"):
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else AnyOf(parts=tuple(parts))

    def expect_end(self) -> None:
        if self._token.kind != "end":
            raise self._expected("the end")

    def _all_of(self) -> Condition:
        parts = [self._one()]
        while self._take_word("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else AllOf(parts=tuple(parts))

    def _one(self) -> Condition:
        if self._take_word("not"):
            return opposite(self._one())
        if self._token.text == "(":
            self._take()
            inner = self.any_of()
            if self._token.text != ")":
                raise self._expected("a closing parenthesis")
            self._take()
            return inner
        return self._comparison()

    def _comparison(self) -> Condition:
        if self._token.kind != "slot":
            raise self._expected("a comparison")
        slot = self._take().text[1:-1]
        if self._take_word("is"):
            if not self._take_word("empty"):
                raise self._expected("empty")
            return Emptiness(slot=slot, empty=True)
        sign = next((known for known in _OPERATORS if known == self._token.text), None)
        if sign is None:
            raise self._expected("an operator")
        self._take()
        return Comparison(slot=slot, operator=sign, constant=self._constant())

    def _constant(self) -> float | str:
        if self._token.kind not in {"text", "number"}:
            raise self._expected("a value")
        token = self._take()
        return float(token.text) if token.kind == "number" else token.text[1:-1]

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._token
        self._next += 1
        return token

    def _take_word(self, word: str) -> bool:
        """Take a word, in whatever letters, if it is there."""
        there = self._token.kind == "word" and self._token.text.lower() == word
        self._next += there
        return there

    def _expected(self, what: str) -> ConditionSyntaxError:
        token = self._token
        problem = f'expected {what}, but found "{token.text}"' if token.text else f"{what} is missing"
        return ConditionSyntaxError(problem, _ADVICE[what], at=token.at)
