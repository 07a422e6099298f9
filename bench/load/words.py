"""What people say under load, and what they must hear; each has a city that nobody else names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, cycle
from typing import Final

CITIES: Final = """
Accra Adelaide Algiers Amman Amsterdam Anchorage Ankara Antwerp Athens Atlanta Auckland Austin
Baghdad Baku Baltimore Bangkok Barcelona Basel Beijing Beirut Belfast Belgrade Bergen Berlin Bern
Bilbao Birmingham Bologna Bordeaux Boston Bratislava Bremen Brisbane Brussels Bucharest Budapest
Cairo Calgary Canberra Caracas Cardiff Casablanca Chennai Chicago Cleveland Cologne Colombo
Copenhagen Dakar Dallas Damascus Delhi Denver Detroit Dhaka Doha Dresden Dubai Dublin Edinburgh
Florence Frankfurt Geneva Genoa Ghent Glasgow Gothenburg Hamburg Hannover Hanoi Havana Helsinki
Honolulu Houston Islamabad Istanbul Jakarta Jerusalem Johannesburg Kathmandu Kyiv Kyoto Lagos Lahore
Leeds Leipzig Lima Lisbon Liverpool Ljubljana Madrid Manchester Manila Marseille Melbourne Memphis
Miami Milan Minneapolis Montevideo Moscow Mumbai Munich Nairobi Naples Osaka Oslo Ottawa Palermo
Philadelphia Prague Quito Reykjavik Riga Rome Rotterdam Seattle Seoul Singapore Stockholm
"""
DAYS: Final = range(1, 29)
NIGHTS: Final = range(2, 29)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One thing to say. hears: words that a right answer has."""

    text: str
    hears: str


def canaries() -> Sequence[str]:
    """A city for each person, who can be told by it: the bot repeats it, and names none of them itself."""
    return CITIES.split()


def bookings(city: str) -> Iterator[Phrase]:
    """Books in four steps, again and again; each answer shows that the dialog stands where it should."""
    for nights, day in zip(cycle(NIGHTS), cycle(DAYS), strict=False):
        yield Phrase(
            text=f"Book hotel room for {nights} nights starting from September {day}", hears="which city"
        )
        yield Phrase(text=city, hears="What kind of room")
        yield Phrase(text="double", hears=f"City: {city}")
        yield Phrase(text="yes", hears=f"{city}, {nights} nights")


def sentences(city: str) -> Iterator[Phrase]:
    """Asks for everything in one sentence, each time another stay: an answer tells what it is to."""
    for number in count():
        nights, day = NIGHTS[number % len(NIGHTS)], DAYS[number % len(DAYS)]
        text = f"Book a double room in {city} for {nights} nights starting from September {day}"
        yield Phrase(text=text, hears=f"Stay: {nights} nights")
