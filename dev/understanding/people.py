"""First and last names: after "my name is", or where they were asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from dev.understanding.phrases import Phrase, longest
from dev.understanding.words import Words, said

_MOST = 4  # words of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleWords:
    """How people of a language say who they are, its words folded.

    leads: what stands before a whole name. introducing: before one only where it has a capital ("i'm").
    first, last: before a first or a last name alone. other: words before "name is" that make it no person's.
    titles: as "mr", which are no name. no_names: words that are none, however they are written.
    """

    leads: Sequence[Phrase[bool]]
    introducing: Sequence[Phrase[bool]]
    other: frozenset[str]
    first: Sequence[Phrase[bool]]
    last: Sequence[Phrase[bool]]
    titles: frozenset[str]
    no_names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Some words that are a first or a last name."""

    start: int
    length: int
    name: str


def first_name(words: Words, at: int, *, language: PeopleWords) -> Name | None:
    """Give the first name after what leads to one at a word."""
    begin = _after(language.first, words, at) or _introduced(words, at, language=language)
    run = _run(words, begin, language=language) if begin else []
    return _name(words, run[:1])


def last_name(words: Words, at: int, *, language: PeopleWords) -> Name | None:
    """Give the last name after what leads to one at a word: all but the first of a whole name."""
    if begin := _after(language.last, words, at):
        return _name(words, _run(words, begin, language=language))
    begin = _introduced(words, at, language=language)
    return _name(words, _run(words, begin, language=language)[1:]) if begin else None


def asked_name(words: Words, content: Sequence[int], *, last: bool, language: PeopleWords) -> Name | None:
    """Give the name that an answer is: the first of its words, or of several all after it."""
    named = [at for at in content if words[at].folded not in language.no_names]
    run = _run(words, named[0], language=language) if named else []
    if not run or run[-1] < named[-1]:
        return None
    return _name(words, (run[1:] or run) if last else run[:1])


def _introduced(words: Words, at: int, *, language: PeopleWords) -> int:
    """Give where a whole name begins after what leads to one at a word, or 0."""
    if said(words, at - 1) in language.other:
        return 0
    begin = _after(language.introducing, words, at)
    capital = 0 < begin < len(words) and words[begin].written[0].isupper()
    return _after(language.leads, words, at) or (begin if capital else 0)


def _after(phrases: Sequence[Phrase[bool]], words: Words, at: int) -> int:
    """Give where the word after a phrase stands, or 0."""
    found = longest(phrases, words, at, readers={})
    return at + found.length if found else 0


def _run(words: Words, at: int, *, language: PeopleWords) -> list[int]:
    """Give the places of words that may be a name, from one on; small letters make shorter names."""
    while at < len(words) and words[at].folded in language.titles:
        at += 1
    run: list[int] = []
    for place in range(at, min(len(words), at + _MOST)):
        word = words[place]
        capital = word.written[0].isupper()
        if not word.written[0].isalpha() or word.folded in language.no_names:
            break
        if run and words[run[0]].written[0].isupper() and not capital:
            break
        run.append(place)
        if word.ends_sentence or "," in word.after:
            break
    return run


def _name(words: Words, run: Sequence[int]) -> Name | None:
    if not run:
        return None
    name = " ".join(words[at].written for at in run)
    return Name(start=run[0], length=len(run), name=name.title() if name.islower() else name)
