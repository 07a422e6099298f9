"""Messages reach a person through a page."""

from dataclasses import replace

from dev.meta.send_api import seen
from lambdas.channels.messenger.outbound import PAGE, MessengerMessenger
from lambdas.domain.keys import user_owner
from lambdas.domain.reply import Text
from lambdas.domain.turn import Kind
from lambdas.kit.posting import HINTING, SENDING
from tests.builders import a_turn, an_address
from tests.fakes.graph_api import ENDPOINT, TOKEN, FakeGraphApi
from tests.meta_calls import ADA, a_page
from tests.meta_calls import PAGE as PAGE_ID

HERE = an_address(ADA, user=ADA, installation="messenger")
HELLO = (Text(text="Hello"),)


def a_messenger(graph: FakeGraphApi) -> MessengerMessenger:
    return MessengerMessenger(installation=a_page(), token=lambda: TOKEN, api=graph.api(to="messenger"))


def say(messenger: MessengerMessenger) -> None:
    ((call,),) = messenger.messages(HERE, HELLO)[0].forms
    messenger.call(HERE, call)


def test_a_message_goes_to_the_person_as_an_answer_of_the_page() -> None:
    graph = FakeGraphApi(seen)

    say(a_messenger(graph))

    (call,) = graph.calls
    assert call.url == f"{ENDPOINT}/v25.0/{PAGE_ID}/messages"
    assert call.headers["Authorization"] == f"Bearer {TOKEN}"
    assert call.body == {
        "recipient": {"id": ADA},
        "messaging_type": "RESPONSE",
        "message": {"text": "Hello"},
    }
    assert call.timeout is SENDING


def test_what_was_said_is_seen_and_worked_on() -> None:
    graph = FakeGraphApi(seen)
    messenger = a_messenger(graph)

    for call in messenger.typing(a_turn(address=HERE, kind=Kind.WEBHOOK)):
        messenger.call(HERE, call)

    assert [call.body["sender_action"] for call in graph.calls] == ["mark_seen", "typing_on"]
    assert {call.timeout for call in graph.calls} == {HINTING}


def test_nothing_is_seen_where_nothing_was_said() -> None:
    calls = a_messenger(FakeGraphApi(seen)).typing(a_turn(address=HERE, kind=Kind.INTERNAL))

    assert [call.parameters["sender_action"] for call in calls] == ["typing_on"]


def test_a_person_is_the_same_in_every_conversation_of_the_page() -> None:
    messenger = a_messenger(FakeGraphApi(seen))

    assert (
        messenger.owner(HERE)
        == messenger.owner(replace(HERE, via="x"))
        == user_owner(HERE.installation, HERE.user)
    )


def test_the_page_has_a_limit() -> None:
    assert list(a_messenger(FakeGraphApi(seen)).limits(HERE)) == [PAGE]
    assert (PAGE.interval_s, PAGE.burst, PAGE.scope) == (1 / 300, 300, "")
