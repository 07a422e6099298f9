"""Messages reach a person from a number."""

import logging
from dataclasses import replace

import pytest

from dev.meta.cloud_api import seen
from lambdas.channels.whatsapp.outbound import NUMBER, WhatsAppMessenger
from lambdas.domain.errors import Shut
from lambdas.domain.keys import user_owner
from lambdas.domain.outgoing import Limit
from lambdas.domain.reply import Text
from lambdas.domain.turn import Address, Kind
from lambdas.kit.posting import HINTING, SENDING
from tests.builders import a_turn, an_address
from tests.fakes.graph_api import ENDPOINT, TOKEN, FakeGraphApi
from tests.meta_calls import BSUID, NUMBER_ID, PHONE, a_number

HERE = an_address(BSUID, user=BSUID, installation="whatsapp")
HELLO = (Text(text="Hello"),)


def a_messenger(graph: FakeGraphApi, *, template: str = "") -> WhatsAppMessenger:
    account = {"phone_number_id": NUMBER_ID, **({"template": template} if template else {})}
    api = graph.api(to="whatsapp")
    return WhatsAppMessenger(installation=a_number(account=account), token=lambda: TOKEN, api=api)


def say(messenger: WhatsAppMessenger, address: Address = HERE) -> None:
    ((call,),) = messenger.messages(address, HELLO)[0].forms
    messenger.call(address, call)


@pytest.mark.parametrize(
    ("address", "whom"),
    [
        (HERE, {"recipient": BSUID}),
        (replace(HERE, via=PHONE), {"to": PHONE}),
        (an_address(PHONE, user=PHONE), {"to": PHONE}),
    ],
)
def test_a_message_goes_to_the_number_where_one_is_told_else_to_the_id(
    address: Address, whom: dict[str, str]
) -> None:
    graph = FakeGraphApi(seen)

    say(a_messenger(graph), address)

    (call,) = graph.calls
    assert call.url == f"{ENDPOINT}/v25.0/{NUMBER_ID}/messages"
    assert call.headers["Authorization"] == f"Bearer {TOKEN}"
    assert call.body == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **whom,
        "type": "text",
        "text": {"preview_url": False, "body": "Hello"},
    }
    assert call.timeout is SENDING


def test_what_was_said_is_read_and_worked_on() -> None:
    graph = FakeGraphApi(lambda given: seen({**given, "type": "text", "to": "1", "text": {"body": "x"}}))
    graph.says(200, b'{"success":true}')
    messenger = a_messenger(graph)

    (reading,) = messenger.typing(a_turn(address=HERE, kind=Kind.WEBHOOK, connection="wamid.1"))
    messenger.call(HERE, reading)

    (call,) = graph.calls
    assert call.body == {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": "wamid.1",
        "typing_indicator": {"type": "text"},
    }
    assert call.timeout is HINTING


def test_nothing_is_read_where_nothing_was_said() -> None:
    assert list(a_messenger(FakeGraphApi(seen)).typing(a_turn(address=HERE, kind=Kind.INTERNAL))) == []


def test_a_person_is_the_same_by_whichever_way_there() -> None:
    messenger = a_messenger(FakeGraphApi(seen))

    owner = user_owner(HERE.installation, HERE.user)
    assert {messenger.owner(HERE), messenger.owner(replace(HERE, via=PHONE))} == {owner}


def test_the_number_has_a_limit_and_so_has_each_person() -> None:
    pair = Limit(scope=f"chat/{BSUID}", interval_s=6.0, burst=45)

    assert list(a_messenger(FakeGraphApi(seen)).limits(HERE)) == [NUMBER, pair]
    assert (NUMBER.interval_s, NUMBER.burst, NUMBER.scope) == (1 / 80, 80, "")


def test_a_shut_window_is_knocked_at_by_the_stage_s_template(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    graph = FakeGraphApi(seen)
    graph.refuses(131047)

    with pytest.raises(Shut):
        say(a_messenger(graph, template="we_have_news/en_US"))

    assert graph.calls[1].body == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "recipient": BSUID,
        "type": "template",
        "template": {"name": "we_have_news", "language": {"code": "en_US"}},
    }
    assert [each.message for each in caplog.records] == ["template sent"]


def test_a_template_that_is_refused_leaves_the_window_shut(caplog: pytest.LogCaptureFixture) -> None:
    graph = FakeGraphApi(seen)
    graph.refuses(131047)
    graph.refuses(132001)

    with pytest.raises(Shut):
        say(a_messenger(graph, template="gone/en"))

    (told,) = caplog.records
    assert (told.message, vars(told)["template"]) == ("template not sent", "gone")
    assert vars(told)["reason"] == "graph api answered 400, error 132001"


def test_a_stage_without_a_template_knocks_by_nothing() -> None:
    graph = FakeGraphApi(seen)
    graph.refuses(131047)

    with pytest.raises(Shut):
        say(a_messenger(graph))

    assert len(graph.calls) == 1
