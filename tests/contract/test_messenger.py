"""Contract of ``Messenger``: every part becomes calls that it takes, and each failure says what to do."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

import pytest

from lambdas.domain.errors import Busy
from lambdas.domain.outgoing import Call, Outgoing
from lambdas.domain.reply import (
    Audio,
    Card,
    Carousel,
    Choice,
    Choices,
    File,
    Image,
    Location,
    Login,
    Part,
    Text,
    Typing,
)
from lambdas.domain.turn import Address
from tests.builders import a_turn, an_address
from tests.contract.messenger_cases import CASES, Case

WAY: Final = "https://chat.example/link/abc"
INVITATION: Final = Login(text="Please sign in", label="Sign in", url=WAY, expires=1_795_000_600)
CITIES: Final = (Choice(label="London", value="city:london"), Choice(label="Paris", value="city:paris"))
INN: Final = Card(
    title="The Inn", subtitle="By the sea", image="https://pictures.example/inn.jpg", buttons=CITIES
)
SAMPLES: Final[Mapping[str, tuple[Sequence[Part], Sequence[str]]]] = {
    "text": ((Text(text="Hello there"),), ["Hello there"]),
    "markup": ((Text(text="a*b_c~d`e<f>&g [h](i) #j <!here>"),), ["a*b_c~d`e<f>&g", "#j"]),
    "emoji": ((Text(text="Fine 👩‍👩‍👧 and ñandú"),), ["Fine 👩‍👩‍👧 and ñandú"]),
    "choices": ((Text(text="Where to?"), Choices(choices=CITIES)), ["Where to?", "London", "Paris"]),
    "choices alone": ((Choices(choices=CITIES),), ["London", "Paris"]),
    "card": ((INN,), ["The Inn", "By the sea", "London", "Paris"]),
    "carousel": ((Carousel(cards=(INN, Card(title="The Mill"))),), ["The Inn", "By the sea", "The Mill"]),
    "image": (
        (Image(url="https://pictures.example/map.png", alt="A map"),),
        ["A map", "https://pictures.example/map.png"],
    ),
    "file": (
        (File(url="https://papers.example/bill.pdf", name="bill.pdf"),),
        ["bill.pdf", "https://papers.example/bill.pdf"],
    ),
    "audio": (
        (Audio(url="https://sounds.example/tour.mp3", name="The tour"),),
        ["The tour", "https://sounds.example/tour.mp3"],
    ),
    "location": ((Location(latitude=51.5, longitude=-0.12, name="The office"),), ["The office", "51.5"]),
    "login": ((INVITATION,), ["Please sign in"]),
}
"""Parts, and words of them that must arrive in the plainest form."""


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]()


def messages(case: Case, parts: Sequence[Part], at: Address | None = None) -> Sequence[Outgoing]:
    return case.messenger.messages(at or case.address, parts)


def make(case: Case, calls: Sequence[Call], at: Address | None = None) -> None:
    for call in calls:
        case.messenger.call(at or case.address, call)


def test_of_nothing_there_is_no_message(case: Case) -> None:
    assert list(messages(case, ())) == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_form_of_every_part_is_taken(case: Case, sample: str) -> None:
    parts, _ = SAMPLES[sample]

    for message in messages(case, parts):
        assert message.forms
        for form in message.forms:
            assert form
            make(case, form)


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_plainest_form_still_says_everything(case: Case, sample: str) -> None:
    parts, words = SAMPLES[sample]

    for message in messages(case, parts):
        make(case, message.forms[-1])

    said = "\n".join(case.shown())
    assert [each for each in words if each not in said] == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_same_parts_give_the_same_messages(case: Case, sample: str) -> None:
    parts, _ = SAMPLES[sample]

    assert messages(case, parts) == messages(case, parts)


@pytest.mark.parametrize("sample", SAMPLES)
def test_parameters_can_be_written_as_json(case: Case, sample: str) -> None:
    parts, _ = SAMPLES[sample]
    calls = [call for message in messages(case, parts) for form in message.forms for call in form]

    assert [json.loads(json.dumps(dict(call.parameters))) for call in calls] == [
        dict(call.parameters) for call in calls
    ]


def test_nothing_to_say_gives_no_messages(case: Case) -> None:
    assert list(messages(case, ())) == []
    assert list(messages(case, (Text(text=" \n "), Choices(choices=())))) == []


def test_a_long_text_goes_out_in_pieces_that_lose_no_word(case: Case) -> None:
    words = [f"word{number}" for number in range(2500)]

    for message in messages(case, (Text(text=" ".join(words)),)):
        make(case, message.forms[0])

    assert " ".join(case.shown()).split() == words


def test_a_sign_of_typing_shows_nothing_that_stays(case: Case) -> None:
    for message in messages(case, (Typing(),)):
        assert message.passing
        make(case, message.forms[0])
    make(case, case.messenger.typing(a_turn(address=case.address)))

    assert list(case.shown()) == []


def test_the_way_to_sign_in_is_shown_to_one_person_alone(case: Case) -> None:
    for message in messages(case, (INVITATION,)):
        make(case, message.forms[0])

    assert list(case.ways()) == [WAY]


def test_where_others_read_along_no_form_shows_the_way_to_sign_in(case: Case) -> None:
    if case.shared is None:
        return
    forms = [form for message in messages(case, (INVITATION,), case.shared) for form in message.forms]

    for form in forms:
        make(case, form, case.shared)

    assert forms
    assert list(case.ways()) == []
    assert not any(WAY in json.dumps(dict(call.parameters)) for form in forms for call in form)


def test_an_invitation_that_ran_out_is_its_words_alone(case: Case) -> None:
    for message in messages(case, (Login(text="Too late", label="Sign in"),)):
        make(case, message.forms[0])

    assert "Too late" in "\n".join(case.shown())
    assert list(case.ways()) == []


@pytest.mark.parametrize("index", range(6))
def test_a_call_that_fails_says_what_to_do_and_nothing_secret(case: Case, index: int) -> None:
    kinds = list(case.fail.items())
    if index >= len(kinds):
        return
    kind, fail = kinds[index]
    (message,) = messages(case, (Text(text="Hello there"),))
    fail()

    with pytest.raises(kind) as failure:
        make(case, message.forms[0])

    assert type(failure.value) is kind
    assert not any(secret in str(failure.value) for secret in case.secrets)
    assert list(case.shown()) == []


def test_what_was_not_taken_can_be_called_again(case: Case) -> None:
    (message,) = messages(case, (Text(text="Hello there"),))
    case.fail[Busy]()
    with pytest.raises(Busy) as busy:
        make(case, message.forms[0])

    make(case, message.forms[0])

    assert list(case.shown()) == ["Hello there"]
    assert busy.value.again_s is not None
    assert busy.value.again_s > 0


def test_it_says_how_often_messages_may_go_out(case: Case) -> None:
    limits = case.messenger.limits(case.address)

    assert limits
    assert len({limit.scope for limit in limits}) == len(limits)
    assert all(limit.interval_s > 0 and limit.burst >= 1 for limit in limits)


def test_a_chat_is_not_held_up_by_another(case: Case) -> None:
    if case.shared is None:
        return
    here, there = ({limit.scope for limit in case.messenger.limits(at)} for at in (case.address, case.shared))

    assert {scope for scope in here & there if scope} == set()


def test_a_person_is_the_same_owner_everywhere_and_nobody_else(case: Case) -> None:
    owner = case.messenger.owner(case.address)

    assert owner == case.messenger.owner(case.address)
    assert owner != case.messenger.owner(an_address(user="somebody else"))
