"""Why a call was refused, as an operator reads it in the log: all have one code, this tells what to mend."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pytest

from lambdas.channels.sms.inbound import SmsInbound
from lambdas.channels.teams.inbound import TeamsInbound
from lambdas.channels.telegram.inbound import TelegramInbound
from lambdas.channels.webhook.inbound import WebhookInbound
from lambdas.domain.errors import Refused
from lambdas.domain.ports import Inbound
from lambdas.domain.turn import Delivery
from tests import slack_requests, sms_messages, teams_activities, telegram_updates, webhook_calls
from tests.fakes.clock import SetClock
from tests.sms_messages import AUTH_TOKEN
from tests.teams_activities import a_bare_activity, a_token, an_activity
from tests.tokens import NOW_S, an_issuer, segment

SLACK: Final = slack_requests.an_inbound()
SMS: Final = SmsInbound(
    installation=sms_messages.an_installation(), keys=lambda: (AUTH_TOKEN.encode(),), clock=SetClock()
)
TEAMS: Final = TeamsInbound(
    installation=teams_activities.an_installation(), keys=teams_activities.keys(), clock=SetClock()
)
TELEGRAM: Final = TelegramInbound(
    installation=telegram_updates.an_installation(), keys=lambda: (b"secret",), clock=SetClock()
)
WEBHOOK: Final = WebhookInbound(
    installation=webhook_calls.an_installation(),
    keys=lambda: (webhook_calls.SECRET.encode(),),
    clock=SetClock(),
)


def why(inbound: Inbound, delivery: Delivery) -> str:
    try:
        inbound.verify(delivery)
        inbound.parse(delivery)
    except Refused as refusal:
        return str(refusal)
    return "let in"


GENUINE: Final = slack_requests.a_delivery(b"{}")
TOO_LARGE: Final = b" " * (256 * 1024 + 1)


@pytest.mark.parametrize(
    ("delivery", "reason"),
    [
        (slack_requests.a_delivery(TOO_LARGE), "request of 262145 bytes"),
        (replace(GENUINE, headers={}), "no timestamp of slack"),
        (replace(GENUINE, body=b"{ }"), "wrong signature"),
        (slack_requests.a_delivery(b"{}", at=slack_requests.SENT_S - 301), "signed too long ago"),
        (GENUINE, "not a request of Slack"),
    ],
)
def test_of_slack_s_call(delivery: Delivery, reason: str) -> None:
    assert why(SLACK, delivery) == reason


def an_sms(**parameters: Any) -> Delivery:  # noqa: ANN401 (any parameter)
    return sms_messages.a_delivery(sms_messages.a_message(**parameters))


@pytest.mark.parametrize(
    ("delivery", "reason"),
    [
        (sms_messages.a_call(b" " * (64 * 1024 + 1)), "message of 65537 bytes"),
        (replace(an_sms(), method="GET"), "not posted"),
        (sms_messages.a_delivery(token="another"), "not signed by twilio"),
        (sms_messages.a_call(b"no form"), "no form, so not what was signed"),
        (
            sms_messages.a_json_delivery(b"[]", hashed=b"{}"),
            "body is not what the address holds the hash of",
        ),
        (sms_messages.a_json_delivery(b"{"), "no JSON"),
        (an_sms(AccountSid="AC" + "9" * 32), "of another account"),
        (an_sms(To="+15550100999"), "to another number"),
        (an_sms(MessageSid="x"), "no message's id"),
        (an_sms(From=["+15550100142", "+15550100143"]), "a parameter that is given once is there twice"),
    ],
)
def test_of_twilio_s_call(delivery: Delivery, reason: str) -> None:
    assert why(SMS, delivery) == reason


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"iss": "https://sts.windows.net/"}, "token with another iss"),
        ({"aud": "another"}, "token with another aud"),
        ({"exp": NOW_S - 300}, "token expired"),
        ({"exp": "later"}, "exp of a token is no time"),
        ({"nbf": NOW_S + 301}, "token not good yet"),
        ({"serviceurl": 7}, "token without serviceurl"),
        ({"issuer": an_issuer(number=22)}, "token not signed by the connector"),
        ({"header": {"alg": "RS384"}}, "token of another algorithm, or with an extension"),
        ({"header": {"kid": 7}}, "token names no key"),
        (
            {"serviceurl": "https://smba.trafficmanager.net/"},
            "activity with another service url than its token",
        ),
    ],
)
def test_of_a_token_of_the_connector_s(claims: Mapping[str, Any], reason: str) -> None:
    assert why(TEAMS, teams_activities.a_delivery(an_activity(), token=a_token(**claims))) == reason


def a_call(header: bytes) -> Delivery:
    token = f"{segment(header)}.{segment(b'{}')}.{segment(b'x')}"
    return teams_activities.a_delivery(an_activity(), token=token)


@pytest.mark.parametrize(
    ("delivery", "reason"),
    [
        (teams_activities.a_delivery(TOO_LARGE), "activity of 262145 bytes"),
        (teams_activities.a_delivery({}, headers={}), "no token"),
        (teams_activities.a_delivery({}, token="a.b.c"), "no token"),
        (teams_activities.a_delivery({}, token="ab.ab.ab"), "no token"),
        (a_call(b"{"), "token holds no JSON"),
        (a_call(b'{"alg":"RS256","alg":"RS256"}'), "token holds no JSON"),
        (a_call(b"[]"), "token holds no JSON object"),
        (teams_activities.a_delivery(b"{"), "no JSON"),
        (teams_activities.a_delivery(b"[]"), "not an activity"),
        (teams_activities.a_delivery(a_bare_activity(id=None)), "not an activity of Teams"),
        (
            teams_activities.a_delivery(a_bare_activity(channelId="webchat")),
            "activity of a channel that the key may not sign for",
        ),
        (
            teams_activities.a_delivery(a_bare_activity(channelData={"tenant": {"id": "another"}})),
            "activity of another tenant",
        ),
        (
            teams_activities.a_delivery(a_bare_activity(serviceUrl="https://smba.infra.example/")),
            "activity with a service url that is no connector's",
        ),
        (
            teams_activities.a_delivery(a_bare_activity(serviceUrl=7)),
            "activity that a token proves nothing of",
        ),
    ],
)
def test_of_a_call_that_is_none_of_teams(delivery: Delivery, reason: str) -> None:
    assert why(TEAMS, delivery) == reason


@pytest.mark.parametrize(
    ("delivery", "reason"),
    [
        (webhook_calls.a_call(TOO_LARGE, {}), "call of 262145 bytes"),
        (replace(webhook_calls.a_delivery(), method="GET"), "not posted"),
        (webhook_calls.a_call(b"{}", {}), "no id or no time"),
        (replace(webhook_calls.a_delivery(), body=b"{}"), "not signed by one of the secrets"),
        (webhook_calls.a_delivery(ago_s=301), "signed more than five minutes before or ahead"),
        (webhook_calls.a_delivery({}), "not as documented"),
    ],
)
def test_of_a_signed_call(delivery: Delivery, reason: str) -> None:
    assert why(WEBHOOK, delivery) == reason


@pytest.mark.parametrize(
    ("delivery", "reason"),
    [
        (telegram_updates.a_delivery(TOO_LARGE), "update of 262145 bytes"),
        (telegram_updates.a_delivery({}, secret="another"), "wrong secret token"),
        (telegram_updates.a_delivery({}, secret="secret"), "not a Telegram update"),
    ],
)
def test_of_telegram_s_call(delivery: Delivery, reason: str) -> None:
    assert why(TELEGRAM, delivery) == reason
