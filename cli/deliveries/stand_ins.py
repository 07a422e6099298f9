"""Stand-ins for what is personal: of the same shape and the same script, and the same ones each time.

Letters become other letters of their script and case, digits other digits, one for one, so that lengths and
offsets stay as they were; what is between them stays. Long numbers begin with 999, as no telephone's does.
Source: https://www.itu.int/pub/T-SP-E.164D
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

HEX: Final = "0123456789abcdef"
A_HEX: Final = re.compile(r"(?=.*[0-9])([0-9a-f]{8,}|[0-9A-F]{8,})")
A_UUID: Final = re.compile(r"(?i)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
A_SID: Final = re.compile(r"([A-Z]{2})([0-9a-f]{32})")
A_CODE: Final = re.compile(r"(?=.*[0-9])([A-Z])([A-Z0-9]{7,})")
A_NUMBER: Final = re.compile(r"[0-9]{7,15}")
A_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,}(Z|[+-][0-9]{2}:?[0-9]{2})?")
SOME_TIME: Final = "2026-01-02T03:04:05.678901234"
NOWHERE: Final = "999"
BLOCK: Final = 256
NOTHING: Final = re.compile(r"(?!)")
REPLACED: Final = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "So", "Sk"})
"""Letters, digits and pictures; spaces, signs and what only joins or marks them stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIns:
    """Gives stand-ins; the same for the same, as long as the salt is. kept: what stays everywhere."""

    salt: bytes
    kept: re.Pattern[str] = NOTHING

    def of(self, text: str) -> str:
        """The stand-in of a text, word by word."""
        if A_TIME.fullmatch(text):
            return _some_time(text)
        return _outside(self.kept, text, self._outside_uuids, str)

    def _outside_uuids(self, text: str) -> str:
        return _outside(A_UUID, text, lambda part: "".join(map(self._word, _words(part))), self._uuid)

    def _uuid(self, text: str) -> str:
        return "-".join(map(self._hex, text.split("-")))

    def number(self, number: int) -> int:
        """The stand-in of a whole number, with as many digits and its sign."""
        stand_in = int(self.of(str(abs(number))))
        return -stand_in if number < 0 else stand_in

    def fraction(self, number: float) -> float:
        """The stand-in of any other number: a smaller one, of as many decimals."""
        decimals = len(str(number).partition(".")[2])
        share = int.from_bytes(self._key(repr(number))[:4]) / 2**32
        return round(number * (0.1 + 0.8 * share), decimals)

    def _word(self, word: str) -> str:
        if unicodedata.category(word[0]) not in REPLACED:
            return word
        if sid := A_SID.fullmatch(word):
            return sid[1] + self._hex(sid[2])
        if code := A_CODE.fullmatch(word):
            # Its first letter says what it is the id of, as in Slack.
            return code[1] + self._alike(code[2])
        if A_HEX.fullmatch(word) and not word.isdecimal():
            return self._hex(word)
        stand_in = self._alike(word)
        return NOWHERE + stand_in[len(NOWHERE) :] if A_NUMBER.fullmatch(word) else stand_in

    def _alike(self, word: str) -> str:
        # One key for a name however it is written: a mention stays one of the same name.
        picks = _picks(self._key(word.casefold()))
        return "".join(_alike(letter, next(picks)) for letter in word)

    def _hex(self, word: str) -> str:
        picks = _picks(self._key(word.casefold()))
        stand_in = "".join(HEX[next(picks) % len(HEX)] for _ in word)
        return stand_in.upper() if word.isupper() else stand_in

    def _key(self, word: str) -> bytes:
        return hmac.new(self.salt, word.encode(errors="surrogatepass"), hashlib.sha256).digest()


def _outside(
    pattern: re.Pattern[str], text: str, other: Callable[[str], str], found: Callable[[str], str]
) -> str:
    """A text of which what fits a pattern becomes one thing, and what is between it another."""
    parts, at = [], 0
    for match in pattern.finditer(text):
        parts += [other(text[at : match.start()]), found(match[0])]
        at = match.end()
    return "".join([*parts, other(text[at:])])


def _words(text: str) -> Iterator[str]:
    """Runs of what is replaced, and each other character alone."""
    run = ""
    for letter in text:
        if unicodedata.category(letter) in REPLACED:
            run += letter
            continue
        yield from filter(None, (run, letter))
        run = ""
    yield from filter(None, (run,))


def _picks(key: bytes) -> Iterator[int]:
    """Numbers without end, made of a key."""
    count = 0
    while True:
        yield from memoryview(hashlib.sha256(key + count.to_bytes(4)).digest()).cast("H")
        count += 1


def _alike(letter: str, pick: int) -> str:
    """Another letter of the same kind and script; no digit becomes a nought."""
    others = others_of(letter)
    return others[pick % len(others)] if others else letter


@cache
def others_of(letter: str) -> str:
    """The letters around one that are of its kind and script, without itself."""
    kind, script, ascii_only = unicodedata.category(letter), _script(letter), letter.isascii()
    start = ord(letter) // BLOCK * BLOCK
    around: Callable[[str], bool] = lambda other: (  # noqa: E731 — named for what it asks
        unicodedata.category(other) == kind and _script(other) == script and other.isascii() == ascii_only
    )
    wanted = "".join(filter(around, map(chr, range(start, start + BLOCK))))
    return "".join(other for other in wanted if other not in (letter, "0"))


def _script(letter: str) -> str:
    """The script of a letter, as its name begins."""
    return unicodedata.name(letter, "").partition(" ")[0] if letter.isalpha() else ""


def _some_time(text: str) -> str:
    """A time of the same shape that was never one of this conversation's."""
    digits = re.sub(r"(Z|[+-][0-9]{2}:?[0-9]{2})$", "", text)
    return SOME_TIME[: len(digits)] + text[len(digits) :]
