"""A language: everything that its grammar is made of. What a new language writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dev.understanding.calendar_words import CalendarWords
from dev.understanding.clock import ClockWords
from dev.understanding.durations import DurationWords
from dev.understanding.money import MoneyWords
from dev.understanding.people import PeopleWords
from dev.understanding.phrases import Phrase, Reader
from dev.understanding.places import PlaceWords
from dev.understanding.verdicts import AnswerWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """One language where one locale is spoken; all its words folded.

    day_first: 9/1/2027 is January 9 (true) or September 1 (false). number: reads a whole number.
    fillers: words that say nothing by themselves.
    countries: the countries' names, each with the one that is given for it.
    origin: phrases before a place one comes from ("from", "live in"), by which another is rather meant.
    denying: phrases before a value that is not meant ("not", "instead of").
    people_before, people_after: phrases beside a number that counts people ("there are 4", "4 of us").
    """

    day_first: bool
    number: Reader
    calendar: CalendarWords
    durations: DurationWords
    clock: ClockWords
    money: MoneyWords
    places: PlaceWords
    people: PeopleWords
    countries: Mapping[str, str]
    fillers: frozenset[str]
    answers: AnswerWords
    origin: Sequence[Phrase[bool]]
    denying: Sequence[Phrase[bool]]
    people_before: Sequence[Phrase[bool]]
    people_after: Sequence[Phrase[bool]]
