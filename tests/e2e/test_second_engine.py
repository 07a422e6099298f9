"""The deployed stack with both engines: the second answers what the first never heard, and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.e2e.fault_proxy import FaultProxy
from tests.e2e.faults import setting
from tests.e2e.person import Person, with_person
from tests.local_platform import LocalPlatform, running

ENDPOINTS = {"lex": "AWS_ENDPOINT_URL_LEX_RUNTIME_V2", "dialogflow": "DIALOGFLOW_ENDPOINT"}
ASK = {"lex": "RecognizeText", "dialogflow": "DetectIntent"}
NOBODY = "http://127.0.0.1:9"
SILENCE_S = 45  # of a busy machine; a turn is answered or given up in 30
WHERE = "In which city would you like to book a room?"
NUMBER = re.compile(r"booking number is (PB-[A-Z0-9]+)")
QUOTED = re.compile(r"Our number for it is (\S+)\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A platform and its engines, the first one first."""

    platform: LocalPlatform
    faults: FaultProxy
    first: str
    second: str

    def asked(self) -> set[str]:
        """The engines that were asked since the start of the test."""
        return {service for service, _ in self.faults.calls()} & ENDPOINTS.keys()

    def strike(self, fault: str, *, times: int | None) -> None:
        """Let something go wrong when the first engine is asked."""
        self.faults.rule(fault, {"service": self.first, "operation": ASK[self.first]}, times=times)

    def met(self) -> list[int]:
        """How many calls each fault has met."""
        return [rule["met"] for rule in self.faults.rules()]


@pytest.fixture(scope="module", params=["lex,dialogflow", "dialogflow,lex"])
def engines(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[LocalPlatform, str]]:
    """A platform of its own behind the fault proxy, and its engines."""
    with running(tmp_path_factory.mktemp("two"), "--faults", "--engine", request.param) as started:
        yield started, request.param


@pytest.fixture
def served(engines: tuple[LocalPlatform, str]) -> Iterator[Served]:
    """The same; its workers are new, since they remember for half a minute that an engine was down."""
    platform, every = engines
    first, second = every.split(",")
    faults = FaultProxy(endpoint=str(platform.local["faults_endpoint"]))
    with setting(platform, "ENGINE_TIMEOUT_S", "5"):
        faults.forget()
        yield Served(platform=platform, faults=faults, first=first, second=second)
        faults.forget()


def opening() -> str:
    return f"Book a hotel room for a week from {datetime.now(UTC).date() + timedelta(days=40)}"


async def books(person: Person) -> None:
    """Book a room from beginning to end."""
    assert await person.say(opening()) == WHERE
    assert "What kind of room" in await person.say("London")
    assert "7 nights" in await person.pick("Double")
    assert NUMBER.search(await person.say("yes"))


def test_nobody_notices_that_the_first_engine_refuses_every_connection(served: Served) -> None:
    with setting(served.platform, ENDPOINTS[served.first], NOBODY, beside="ENGINE_TIMEOUT_S"):
        with_person(served.platform, books)

    assert served.asked() == {served.second}


def test_what_the_first_engine_takes_no_more_of_the_second_answers(served: Served) -> None:
    served.strike("throttle", times=None)

    with_person(served.platform, books)

    assert served.asked() == {served.first, served.second}


@pytest.mark.parametrize("fault", ["lose", "freeze"])
def test_a_turn_whose_answer_never_comes_is_asked_of_the_same_engine_again(
    served: Served, fault: str
) -> None:
    async def chat(person: Person) -> None:
        assert await person.say(opening(), within_s=SILENCE_S) == WHERE

    served.strike(fault, times=1)

    with_person(served.platform, chat)

    assert (served.met(), served.asked()) == ([1], {served.first})


def test_a_turn_that_the_first_engine_may_have_heard_ends_in_an_apology_and_not_with_the_second(
    served: Served,
) -> None:
    async def chat(person: Person) -> None:
        assert QUOTED.search(await person.say(opening(), within_s=SILENCE_S))

    served.strike("lose", times=None)

    with_person(served.platform, chat)

    assert (served.met(), served.asked()) == ([2], {served.first})
