"""Cities: a list of well-known ones, and names that can be nothing else where a city may stand."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from dev.understanding.words import Word, Words, key_of

_LONGEST = 4  # words
_BEFORE = {"in", "to", "at", "near", "around", "visit", "visiting"}
_INSIDE = {"de", "del", "la", "le", "upon", "am", "an", "der", "den", "on", "sur", "of"}


@cache
def known_cities() -> Mapping[str, tuple[str, bool]]:
    """Give the listed cities by folded name: how each is written, and whether its name is a common word."""
    found: dict[str, tuple[str, bool]] = {}
    for line in files(__package__).joinpath("cities.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, others = line.removeprefix("~").partition(" = ")
            for one in (name, *others.split(", ")):
                found[key_of(one)] = (name, line.startswith("~"))
    return found


def city_at(words: Words, start: int) -> tuple[str, int] | None:
    """Give the longest listed city that begins at a word, as it is written, and how many words it takes."""
    for length in range(min(_LONGEST, len(words) - start), 0, -1):
        name, common = known_cities().get(_key(words, start, length), ("", False))
        if name and (not common or _clearly_a_name(words, start)):
            return name, length
    return None


def listed_city(words: Words) -> str | None:
    """Give the listed city that words are, be its name a common word or not."""
    return known_cities().get(_key(words, 0, len(words)), (None, False))[0]


def unlisted_city_at(words: Words, start: int, *, common: frozenset[str]) -> tuple[str, int] | None:
    """Give a run of capitalised words after "in" or "to", up to the first that the bot knows otherwise."""
    if start == 0 or words[start - 1].folded not in _BEFORE:
        return None
    return named_at(words, start, common=common)


def named_at(words: Words, start: int, *, common: frozenset[str]) -> tuple[str, int] | None:
    """Give the run of capitalised words that begins at a word, without the bot's common words."""
    run = list(_run(words, start, common=common))
    while run and run[-1].folded in _INSIDE:
        run.pop()
    return (" ".join(word.written for word in run), len(run)) if run else None


def _run(words: Words, start: int, *, common: frozenset[str]) -> Iterator[Word]:
    for at, word in enumerate(words[start : start + _LONGEST], start):
        inside = at > start and word.folded in _INSIDE
        named = word.written[0].isupper() and word.written.isalpha() and word.folded not in common
        if not (inside or named):
            return
        yield word


def _clearly_a_name(words: Words, start: int) -> bool:
    after = start > 0 and words[start - 1].folded in _BEFORE
    return after or (words[start].written[0].isupper() and (start > 0 or len(words) == 1))


def _key(words: Words, start: int, length: int) -> str:
    return " ".join(word.folded for word in words[start : start + length])
