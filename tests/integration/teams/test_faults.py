"""What the stand-in for Teams refuses, and what fails there on purpose."""

from typing import Any

import pytest

from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Unreachable
from lambdas.domain.outgoing import Call
from tests.integration.stand_in import StandIn
from tests.integration.teams.ada import here, messenger

HELLO = Call(
    method="SendToConversation", parameters={"type": "message", "textFormat": "plain", "text": "Hello"}
)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"status": 429, "retry_after": 7}, Busy),
        ({"status": 412}, Retryable),
        ({"status": 413}, Refused),
        ({"status": 500}, Ambiguous),
        ({"status": 502}, Ambiguous),
        ({"status": 504}, Ambiguous),
        ({"status": 403, "code": "BotDisabledByAdmin"}, Unreachable),
        ({"status": 502, "after": True}, Ambiguous),
        ({"after": True}, Ambiguous),
    ],
)
def test_a_fault_asks_for_what_the_documentation_says(
    teams: StandIn, fault: dict[str, object], kind: type[ParleyError]
) -> None:
    address, out = here(teams, user="Cleo"), messenger(teams)
    out.call(address, HELLO)
    before = len(teams.shown(address.conversation))
    teams.post("_dev/faults", method="SendToConversation", **fault)

    with pytest.raises(kind) as raised:
        out.call(address, HELLO)

    assert type(raised.value) is kind
    assert len(teams.shown(address.conversation)) - before == (1 if fault.get("after") else 0)


def test_a_token_that_the_connector_no_longer_takes_is_replaced(teams: StandIn) -> None:
    address, out = here(teams), messenger(teams)
    teams.post("_dev/faults", method="SendToConversation", status=401)

    out.call(address, HELLO)

    assert [call["status"] for call in teams.calls(address.conversation)[-2:]] == [401, 201]


@pytest.mark.parametrize("deed", [{"user": "Dan"}, {"user": "Dan", "group": "Left"}])
def test_who_has_put_the_bot_out_is_unreachable(teams: StandIn, deed: dict[str, str]) -> None:
    address = here(teams, **deed)
    teams.post("_dev/leave", chat=address.conversation.partition(";")[0])

    with pytest.raises(Unreachable):
        messenger(teams).call(address, HELLO)


def test_a_wrong_secret_gets_no_token(teams: StandIn) -> None:
    with pytest.raises(Retryable):
        messenger(teams, secret="wrong").call(here(teams), HELLO)


@pytest.mark.parametrize(
    "activity",
    [
        {"type": "message"},
        {"type": "message", "text": "Hi", "textFormat": "html"},
        {"type": "message", "text": "Hi", "textFormat": ["plain"]},
        {"type": "message", "text": "Hi", "suggestedActions": {"actions": ["a"]}},
        {"type": "message", "text": "Hi", "buttons": []},
        {"type": "message", "text": "x" * 60_000},
        {
            "type": "message",
            "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": {}}],
        },
        {
            "type": "message",
            "text": "Hi",
            "suggestedActions": {"actions": [{"type": "openUrl", "title": "a"}]},
        },
        {"type": "other"},
    ],
)
def test_what_teams_would_not_take_is_refused(teams: StandIn, activity: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        messenger(teams).call(here(teams), Call(method="SendToConversation", parameters=activity))


def test_an_answer_to_an_invoke_is_kept_with_its_delivery(teams: StandIn) -> None:
    teams.answers.append((500, "later"))

    said, brought = teams.does(text="Again")

    assert len(brought) == 2
    assert teams.get(f"_dev/deliveries/{said['deliveries'][0]}")["tries"] == [500, 200]
