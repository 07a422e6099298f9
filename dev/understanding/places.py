"""Finds cities in a text: those of the gazetteer, and names that stand where a city may stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dev.understanding.gazetteer import City, gazetteer
from dev.understanding.spelling import spelt
from dev.understanding.words import Word, Words, said, without_accents

_LONGEST = 5  # words
_LARGE = 100_000  # people, from which a name counts wherever it stands
_WORLD = 1_000_000  # people, from which a city counts though its name goes on ("Chicago Hilton")
_FAMOUS = 600_000  # people, from which a name misspelt in small letters is one amid a sentence
_SHORTEST_NAME = 4  # letters of one that counts for its capital alone


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """How a language speaks of places, its words folded.

    before: words before a place, as "in" or "from". into: those of them before a place that no list knows.
    inside: small words inside a name, as "upon". nicknames: as "nyc" for New York.
    words: cities' names that are rather words ("nice"): they count after ``before``, with a capital, or where
        a city was asked for. never: those that are words nearly always ("most"): only where asked for.
    regions: countries and states, which are no cities; after a city they belong to it.
    called: well-known cities that the language calls otherwise than the gazetteer, by what it calls them.
    accents: whether a name has its accents though none were written: "malaga" is Málaga, or Malaga.
    """

    before: frozenset[str]
    into: frozenset[str]
    inside: frozenset[str]
    nicknames: Mapping[str, str]
    words: frozenset[str]
    never: frozenset[str]
    regions: frozenset[str]
    called: Mapping[str, str] = field(default_factory=dict)
    accents: bool = True


class Places:
    """Finds cities by a language's words."""

    def __init__(self, words: PlaceWords) -> None:
        self._words = words

    def city_at(self, words: Words, start: int, *, common: frozenset[str]) -> tuple[str, int] | None:
        """Give the listed city that begins at a word, as it is written, and how many words it takes.

        common: words that the bot knows otherwise, so that they are no small city.
        """
        for length in range(min(_LONGEST, len(words) - start), 0, -1):
            name = self._listed(words, start, length, common=common)
            if name:
                return name, length + self._region(words, start + length)
        return None

    def name_at(self, words: Words, start: int, *, common: frozenset[str]) -> tuple[str, int] | None:
        """Give the misspelt city, or the name in no list, that begins at a word after "in" or "to"."""
        led = start > 0 and words[start - 1].folded in self._words.into and words[start - 1].written.isalpha()
        if not led or words[start - 1].ends_sentence:
            return None
        small = words[start].written.islower()
        misspelt = self._misspelt(words, start, common=common, people=_FAMOUS if small else 0)
        if not misspelt and words[start].folded in self._words.never:
            return None
        return misspelt or named_at(words, start, common=common, inside=self._words.inside)

    def asked(
        self, words: Words, content: list[int], *, common: frozenset[str]
    ) -> tuple[int, int, str] | None:
        """Give the one city that an answer is, be it a word ("nice") or in no list: its place and name."""
        end = content[-1] + 1
        for run in (*(range(start, end) for start in range(content[0])), content):
            answer = [words[at] for at in run]
            known = self._known(" ".join(word.folded for word in answer), answer)
            if known:
                return run[0], end - run[0], known
        start = next((at for at in content if words[at].folded not in common), content[0])
        named = self._misspelt(words, start, common=common) or named_at(
            words, start, common=common, inside=self._words.inside
        )
        return (start, named[1], named[0]) if named and content[-1] < start + named[1] else None

    def _listed(self, words: Words, start: int, length: int, *, common: frozenset[str]) -> str | None:
        run = words[start : start + length]
        if any(word.ends_sentence for word in run[:-1]):
            return None
        key = " ".join(word.folded for word in run)
        if key in self._words.nicknames:
            return self._words.nicknames[key]
        city = self._city(key) if key not in self._words.never else None
        if city and length == 1 and not self._clear(words, start, city, common=common):
            return None
        if city and key not in self._words.regions:
            return self._spelt(city, run)
        code = gazetteer().code(run[0].written) if length == 1 and not _shouted(words) else None
        return self._spelt(code, run) if code and said(words, start - 1) in self._words.before else None

    def _clear(self, words: Words, start: int, city: City, *, common: frozenset[str]) -> bool:
        """Tell whether a word that is a city's name is meant as one."""
        word = words[start]
        placed = said(words, start - 1) in self._words.before
        capital = _capital(words, start)
        if word.folded in self._words.words:
            return placed or capital
        if not placed and city.people < _WORLD and self._longer_name(words, start, common=common):
            return False
        if city.people >= _LARGE and not city.other:
            return True
        if _named_before(words, start, common=common):
            return False
        return word.folded not in common and (placed or (capital and len(word.folded) >= _SHORTEST_NAME))

    def _longer_name(self, words: Words, start: int, *, common: frozenset[str]) -> bool:
        """Tell whether a name goes on with a word that is none of the city's, as in "Hamilton Lodge"."""
        after = words[start + 1] if start + 1 < len(words) and words[start].after == " " else None
        named = after is not None and after.written[0].isupper() and after.folded not in common
        return named and words[start].written[0].isupper() and self._region(words, start + 1) == 0

    def _known(self, key: str, run: list[Word]) -> str | None:
        city = self._city(key) or gazetteer().code(run[0].written.upper() if len(run) == 1 else "")
        return self._words.nicknames.get(key) or (self._spelt(city, run) if city else None)

    def _spelt(self, city: City, run: Words) -> str:
        accents = self._words.accents or not all(word.written.isascii() for word in run)
        return city.name if accents else without_accents(city.name)

    def _misspelt(
        self, words: Words, start: int, *, common: frozenset[str], people: int = 0
    ) -> tuple[str, int] | None:
        for length in range(min(_LONGEST, len(words) - start), 0, -1):
            run = [word.folded for word in words[start : start + length]]
            if not common.isdisjoint(run) or " ".join(run) in self._words.regions:
                continue
            city = self._nearly(" ".join(run)) or gazetteer().misspelt(" ".join(run), people=people)
            if city:
                return city.name, length
        return None

    def _nearly(self, key: str) -> City | None:
        """Give the city that is nearly called so in this language only."""
        return self._city(spelt(key, self._words.called) or "") if key not in self._words.never else None

    def _city(self, key: str) -> City | None:
        called = self._words.called.get(key)
        return City(name=called, people=_WORLD) if called else gazetteer().city(key)

    def _region(self, words: Words, at: int) -> int:
        """Give how many words after a city say where it lies: Portland, Oregon."""
        if said(words, at - 1) in self._words.regions:
            return 0
        apart = at < len(words) and "," in words[at].before
        for length in (3, 2, 1):
            key = " ".join(word.folded for word in words[at : at + length])
            long = len(key) > len("xx") or apart
            if len(words) >= at + length and key in self._words.regions and long:
                return length
        return 0


def named_at(
    words: Words, start: int, *, common: frozenset[str], inside: frozenset[str]
) -> tuple[str, int] | None:
    """Give the run of capitalised words that begins at a word, without the bot's common words."""
    run = list(_run(words, start, common=common, inside=inside))
    while run and run[-1].folded in inside:
        run.pop()
    return (" ".join(word.written for word in run), len(run)) if run else None


def _run(words: Words, start: int, *, common: frozenset[str], inside: frozenset[str]) -> Iterator[Word]:
    for at, word in enumerate(words[start : start + _LONGEST - 1], start):
        within = at > start and word.folded in inside
        named = word.written[0].isupper() and word.written.isalpha() and word.folded not in common
        if not (within or named):
            return
        yield word
        if word.ends_sentence:
            return


def _capital(words: Words, start: int) -> bool:
    """Tell whether a word's capital says that it is a name: not at a beginning, where every word has one."""
    begins = start == 0 or words[start - 1].ends_sentence
    alone = len(words) == 1
    return words[start].written[0].isupper() and (alone or not begins) and not _shouted(words)


def _named_before(words: Words, start: int, *, common: frozenset[str]) -> bool:
    """Tell whether the word before is a name, so that both are one ("Bad Homburg")."""
    if start < 2 or words[start].before != " ":  # noqa: PLR2004 (a text's first word has a capital anyway)
        return False
    word = words[start - 1]
    return word.written[0].isupper() and word.folded not in common and not _shouted(words)


def _shouted(words: Words) -> bool:
    return len(words) > 1 and all(not word.written.isalpha() or word.written.isupper() for word in words)
