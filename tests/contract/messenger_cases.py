"""Who fills the port ``Messenger``; a new one adds a function here and a line to CASES.

The contract of ``Outbound`` runs over each of them, too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dev.meta import cloud_api, send_api
from lambdas.channels.messenger.outbound import MessengerMessenger
from lambdas.channels.telegram.outbound import TelegramMessenger
from lambdas.channels.whatsapp.outbound import WhatsAppMessenger
from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Shut, Unreachable
from lambdas.domain.ports import Messenger
from lambdas.domain.turn import Address
from tests import meta_calls, teams_activities
from tests.builders import ANN, an_address
from tests.fakes import slack_api
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.connector import SECRET as CONNECTOR_SECRET
from tests.fakes.connector import TOKEN as CONNECTOR_TOKEN
from tests.fakes.connector import FakeConnector
from tests.fakes.graph_api import TOKEN as META_TOKEN
from tests.fakes.graph_api import FakeGraphApi
from tests.fakes.messenger import FakeMessenger
from tests.fakes.service import FakeService
from tests.fakes.twilio import FakeTwilio
from tests.sms_messages import ANN as TELEPHONE
from tests.sms_messages import AUTH_TOKEN
from tests.webhook_calls import REPLIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A messenger and somebody who can be reached there.

    address: where that person is alone with the bot. shared: where others read along, if there is such a
    place. shown: the words of what people were shown anywhere, in order, one a message, as they read them
    (no markup, no escapes; of a card all its words and the labels of its buttons).
    ways: where the links and buttons of all this lead. fail: makes the next call end in such an error, for
    each kind that this messenger knows. secrets: what no error may tell.
    """

    messenger: Messenger
    address: Address
    shown: Callable[[], Sequence[str]]
    ways: Callable[[], Sequence[str]]
    fail: Mapping[type[ParleyError], Callable[[], None]]
    shared: Address | None = None
    secrets: Sequence[str] = ()


def fake() -> Case:
    """The fake."""
    messenger = FakeMessenger()
    failures: Sequence[ParleyError] = (
        Refused("odd"),
        Unreachable("blocked"),
        Busy("slower", again_s=3),
        Shut("a day is over"),
        Ambiguous("no answer"),
        Retryable("not reached"),
    )

    def failing(failure: ParleyError) -> Callable[[], None]:
        return lambda: messenger.faults.fail("call", failure)

    return Case(
        messenger=messenger,
        address=an_address(user=ANN),
        shared=an_address("group 1", user=ANN),
        shown=messenger.shown,
        ways=lambda: [
            word for text in messenger.shown() for word in text.split() if word.startswith("https://")
        ],
        fail={type(failure): failing(failure) for failure in failures},
    )


def telegram() -> Case:
    """The Bot API."""
    bots = FakeBotApi()
    failures: Mapping[type[ParleyError], Callable[[], None]] = {
        Refused: lambda: bots.answers(400, "Bad Request: message text is empty"),
        Unreachable: lambda: bots.answers(403, "Forbidden: bot was blocked by the user"),
        Busy: lambda: bots.answers(429, "Too Many Requests: retry after 3", retry_after=3),
        Ambiguous: lambda: bots.says(502, b"<html>"),
        Retryable: lambda: bots.answers(401, "Unauthorized"),
    }
    return Case(
        messenger=TelegramMessenger(api=bots.api()),
        address=an_address("42", user="42", installation="telegram"),
        shared=an_address("-42", user="42", installation="telegram"),
        shown=bots.shown,
        ways=bots.ways,
        fail=failures,
        secrets=[TOKEN],
    )


def sms() -> Case:
    """Twilio's REST API."""
    twilio = FakeTwilio()
    failures: Mapping[type[ParleyError], Callable[[], None]] = {
        Refused: lambda: twilio.answers(400, 21617),
        Unreachable: lambda: twilio.answers(400, 21610),
        Busy: lambda: twilio.answers(429, 20429),
        Ambiguous: lambda: twilio.says(502, b"<html>"),
        Retryable: lambda: twilio.answers(401, 20003),
    }
    return Case(
        messenger=twilio.messenger(),
        address=an_address(TELEPHONE, user=TELEPHONE, installation="sms"),
        shown=twilio.bodies,
        ways=twilio.ways,
        fail=failures,
        secrets=[AUTH_TOKEN, TELEPHONE],
    )


def slack() -> Case:
    """Ann's direct messages with an app in Slack."""
    api = slack_api.FakeSlackApi()
    return Case(
        messenger=api.messenger(),
        address=replace(an_address("@U0ANN", user="U0ANN", installation="slack"), via="D0ANN"),
        shared=an_address("C0TRIPS/1795000000.000100", user="U0ANN", installation="slack"),
        shown=api.shown,
        ways=lambda: [way for way in api.ways() if "google.com/maps" not in way],
        fail={
            Refused: lambda: api.answers("invalid_blocks"),
            Unreachable: lambda: api.answers("is_archived"),
            Busy: lambda: api.answers("ratelimited", status=429, retry_after="3"),
            Ambiguous: lambda: api.answers("fatal_error"),
            Retryable: lambda: api.answers("token_revoked"),
        },
        secrets=[slack_api.TOKEN],
    )


def messenger() -> Case:
    """The Send API of a Facebook page."""
    graph = FakeGraphApi(send_api.seen)
    installation = meta_calls.a_page()
    return Case(
        messenger=MessengerMessenger(installation=installation, token=lambda: META_TOKEN, api=graph.api()),
        address=an_address(meta_calls.ADA, user=meta_calls.ADA, installation="messenger"),
        shown=graph.read,
        ways=graph.ways,
        fail={
            Refused: lambda: graph.refuses(100),
            Unreachable: lambda: graph.refuses(551, 1545041),
            Busy: lambda: graph.refuses(613),
            Shut: lambda: graph.refuses(10, 2018278),
            Ambiguous: lambda: graph.says(502, b"<html>"),
            Retryable: lambda: graph.refuses(190),
        },
        secrets=[META_TOKEN],
    )


def teams() -> Case:
    """The Bot Connector."""
    connector = FakeConnector()
    failures: Mapping[type[ParleyError], Callable[[], None]] = {
        Refused: lambda: connector.answers(400, "BadSyntax"),
        Unreachable: lambda: connector.answers(403, "ConversationBlockedByUser"),
        Busy: lambda: connector.answers(429, "Throttled", Retry_After="3"),
        Ambiguous: lambda: connector.answers(502, "ServiceError"),
        Retryable: lambda: connector.answers(412, "PreconditionFailed"),
    }
    return Case(
        messenger=connector.messenger(),
        address=an_address(teams_activities.PERSONAL, user="29:ann", installation="teams"),
        shared=an_address(teams_activities.THREAD, user="29:ann", installation="teams"),
        shown=connector.shown,
        ways=connector.ways,
        fail=failures,
        secrets=[CONNECTOR_SECRET, CONNECTOR_TOKEN],
    )


def whatsapp() -> Case:
    """The Cloud API of a WhatsApp number."""
    graph = FakeGraphApi(cloud_api.seen)
    installation = meta_calls.a_number()
    return Case(
        messenger=WhatsAppMessenger(installation=installation, token=lambda: META_TOKEN, api=graph.api()),
        address=an_address(meta_calls.BSUID, user=meta_calls.BSUID, installation="whatsapp"),
        shown=graph.read,
        ways=graph.ways,
        fail={
            Refused: lambda: graph.refuses(131051),
            Unreachable: lambda: graph.refuses(131026),
            Busy: lambda: graph.refuses(131056),
            Shut: lambda: graph.refuses(131047),
            Ambiguous: lambda: graph.says(502, b"<html>"),
            Retryable: lambda: graph.refuses(190, status=401),
        },
        secrets=[META_TOKEN],
    )


def webhook() -> Case:
    """An operator's own service."""
    service = FakeService()
    failures: Mapping[type[ParleyError], Callable[[], None]] = {
        Refused: lambda: service.answers(422),
        Unreachable: lambda: service.answers(410),
        Busy: lambda: service.answers(429, Retry_After="3"),
        Retryable: lambda: service.answers(500),
    }
    shared = an_address("c-43", user="u-7", installation="webhook")
    return Case(
        messenger=service.messenger(),
        address=replace(an_address("c-42", user="u-7", installation="webhook"), via="private"),
        shared=shared,
        shown=service.shown,
        ways=service.ways,
        fail=failures,
        secrets=[REPLIES],
    )


CASES: Final[Mapping[str, Callable[[], Case]]] = {
    "fake": fake,
    "telegram": telegram,
    "sms": sms,
    "slack": slack,
    "teams": teams,
    "messenger": messenger,
    "whatsapp": whatsapp,
    "webhook": webhook,
}
