"""The local service and our adapter understand each other, and the library of Standard Webhooks both."""

from collections.abc import Iterator, Mapping

import pytest
from standardwebhooks import Webhook
from urllib3 import PoolManager

from dev.webhook.account import REPLIES_SECRET
from lambdas.channels.webhook.build import webhook_messenger
from lambdas.channels.webhook.inbound import WebhookInbound
from lambdas.channels.webhook.outbound import WebhookMessenger
from lambdas.domain.errors import Busy, ParleyError, Refused, Retryable, Unreachable
from lambdas.domain.ids import InstallationId
from lambdas.domain.reply import Card, Carousel, Choice, Choices, Image, Location, Login, Part, Text, Typing
from lambdas.domain.turn import Chose, Delivery, Said, Turn, Unhandled, What
from lambdas.kit.clock import SystemClock
from tests.builders import a_line
from tests.delivering import delivering
from tests.fakes.channel import nobody
from tests.integration.stand_in import StandIn
from tests.integration.webhook.running import running
from tests.webhook_calls import SECRET, an_installation

ROOMS = Choices(choices=(Choice(label="Double", value="d"), Choice(label="Suite", value="s")))


@pytest.fixture
def service() -> Iterator[StandIn]:
    with running() as there:
        yield there


def messenger(service: StandIn, *, secret: str = REPLIES_SECRET) -> WebhookMessenger:
    http = PoolManager(cert_reqs="CERT_REQUIRED")
    return webhook_messenger(an_installation(), token=lambda: secret, http=http, endpoint=service.url)


def taken(service: StandIn, **deed: str) -> Turn:
    """What comes of somebody's deed."""
    said = service.post("_dev/say", **{"user": "Ada", **deed})
    service.settled(said["deliveries"][0])
    headers, body = service.brought[-1]
    Webhook(SECRET).verify(body, headers)
    delivery = Delivery(installation=InstallationId("webhook"), headers=headers, body=body)
    inbound = WebhookInbound(
        installation=an_installation(), keys=lambda: (SECRET.encode(),), clock=SystemClock()
    )
    inbound.verify(delivery)
    (turn,) = inbound.parse(delivery)
    return turn


def reply(service: StandIn, turn: Turn, *parts: Part, seq: int = 2) -> None:
    delivering(messenger(service)).deliver(turn.address, [a_line(seq, parts=parts)], seen=nobody)


def test_what_people_do_is_taken_and_signed_as_the_standard_says(service: StandIn) -> None:
    said, sent = taken(service, text="¿Dónde?"), taken(service, send="file")

    assert (said.content, said.private, said.speaker) == (Said(text="¿Dónde?"), True, "Ada")
    assert sent.content == Unhandled(what=What.FILE, name="note.pdf")


def test_in_a_group_others_read_along(service: StandIn) -> None:
    assert not taken(service, group="Trip", text="hi").private


def test_a_button_comes_back_with_its_value(service: StandIn) -> None:
    turn = taken(service, text="A room")

    reply(service, turn, Text(text="Which?"), ROOMS)

    assert [button["label"] for button in service.shown("c-1")[0]["buttons"]] == ["Double", "Suite"]
    assert taken(service, choose="Suite").content == Chose(value="s", text="Suite")


def test_every_part_is_shown(service: StandIn) -> None:
    turn = taken(service, text="hi")
    inn = Card(title="The Inn", subtitle="By the sea", buttons=ROOMS.choices)

    reply(service, turn, inn, seq=2)
    reply(service, turn, Carousel(cards=(inn, inn)), seq=3)
    reply(service, turn, Image(url="https://a.example/b.png", alt="A map"), seq=4)
    reply(service, turn, Location(latitude=1, longitude=2, name="Home"), seq=5)
    reply(service, turn, Typing(), seq=6)

    assert [shown["kind"] for shown in service.shown("c-1")] == [
        "card",
        "carousel",
        "image",
        "location",
        "typing",
    ]


def test_a_way_to_sign_in_leads_there(service: StandIn) -> None:
    turn = taken(service, text="hi")

    reply(service, turn, Login(text="Who are you?", label="Sign in", url="https://chat.example/link/x"))

    assert service.post("_dev/say", user="Ada", choose="Sign in")["url"] == "https://chat.example/link/x"


def test_a_reply_whose_answer_was_lost_is_shown_once(service: StandIn) -> None:
    turn = taken(service, text="hi")
    service.post("_dev/faults", method="reply", after=True)

    with pytest.raises(Retryable):
        reply(service, turn, Text(text="Once"))
    reply(service, turn, Text(text="Once"))

    assert [shown["text"] for shown in service.shown("c-1")] == ["Once"]


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ({"status": 429, "retry_after": 7}, Busy),
        ({"status": 410}, Unreachable),
        ({"status": 422}, Refused),
        ({"status": 503}, Retryable),
    ],
)
def test_what_goes_wrong_is_told_by_what_to_do(
    service: StandIn, fault: Mapping[str, object], expected: type[ParleyError]
) -> None:
    turn = taken(service, text="hi")
    service.post("_dev/faults", method="reply", **fault)
    ours = messenger(service)
    (message,) = ours.messages(turn.address, (Text(text="Hello"),))

    with pytest.raises(ParleyError) as failure:
        ours.call(turn.address, message.forms[0][0])

    assert type(failure.value) is expected


def test_a_person_who_left_is_unreachable(service: StandIn) -> None:
    turn = taken(service, text="hi")
    service.post("_dev/leave", chat="c-1")

    with pytest.raises(Unreachable):
        reply(service, turn, Text(text="Still there?"))


def test_a_reply_that_is_signed_with_another_secret_is_not_taken(
    service: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    turn = taken(service, text="hi")
    ours = messenger(service, secret="whsec_" + "A" * 44)
    (message,) = ours.messages(turn.address, (Text(text="Hello"),))

    with pytest.raises(Retryable, match="401"):
        ours.call(turn.address, message.forms[0][0])

    assert [record.levelname for record in caplog.records if record.name.startswith("lambdas.")] == ["ERROR"]


def test_a_call_that_fails_is_made_again_with_its_id(service: StandIn) -> None:
    service.answers = [(500, ""), (503, "")]

    taken(service, text="hi")

    assert len({headers["webhook-id"] for headers, _ in service.brought}) == 1
    assert len(service.brought) == 3
