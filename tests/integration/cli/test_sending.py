"""Webhook calls from files that are sent to a platform, signed with its own secrets."""

import asyncio
import json
from pathlib import Path

import pytest

from cli.deliveries.form import Captured
from cli.deliveries.run import Outcome
from cli.deliveries.sending import send
from cli.deliveries.signing import NotSignableError
from cli.installed import Installations
from cli.not_installed import NotInstalledError
from tests.fakes.secrets_manager import MemorySecrets
from tests.installed import PROOF
from tests.integration.front.running import Api, Front, run

SECRET = "s" * 64
INSTALLATIONS = {
    "bots": {"travel": {"locales": ["en-US"]}},
    "installations": {
        "first": {"channel": "telegram", "bot": "travel"},
        "second": {"channel": "telegram", "bot": "travel"},
        "teams": {"channel": "teams", "bot": "travel", "account": {"app_id": "a"}},
        "whatsapp": {"channel": "whatsapp", "bot": "travel"},
    },
}
CALL = Captured(channel="telegram", body=b'{"update_id": 1}', query="bot=ours", headers={"x-own": "kept"})


def a_platform(site: str) -> Installations:
    outputs = {
        "Installations": json.dumps(INSTALLATIONS),
        "WebhooksUrl": f"{site}/webhooks",
        **{f"{name}WebhookSecretArn": PROOF for name in ("First", "Second", "Whatsapp")},
    }
    kept = MemorySecrets(kept={PROOF: {"current": SECRET, "previous": ""}})
    return Installations(stage="this machine", outputs=outputs, client=kept)  # type: ignore[arg-type]


def sent(call: Captured, folder: Path, *, name: str | None = None) -> tuple[Outcome, Api]:
    """What came of it, and the upstream that was asked."""
    api, outcomes = Api(), []

    async def story(there: Front) -> None:
        outcomes.append(await asyncio.to_thread(send, call, installations=a_platform(there.url), name=name))

    run(story, pages=folder, api=api)
    return outcomes[0], api


def test_a_call_arrives_as_it_is_with_a_proof_of_now(tmp_path: Path) -> None:
    outcome, api = sent(CALL, tmp_path)

    (asked,) = api.requests
    assert (outcome.status, asked.method, api.bodies) == (201, "POST", [CALL.body])
    assert asked.raw_path == "/http-stage/webhooks/first?bot=ours"
    assert asked.headers["X-Telegram-Bot-Api-Secret-Token"] == SECRET
    assert asked.headers["X-Own"] == "kept"


def test_a_call_goes_to_the_installation_that_is_named(tmp_path: Path) -> None:
    _, api = sent(CALL, tmp_path, name="second")

    assert api.requests[0].path == "/http-stage/webhooks/second"


def test_a_handshake_is_asked_with_our_verify_token(tmp_path: Path) -> None:
    query = "hub.mode=subscribe&hub.verify_token=old&hub.challenge=42"

    _, api = sent(Captured(channel="whatsapp", body=b"", method="GET", query=query), tmp_path)

    (asked,) = api.requests
    assert asked.method == "GET"
    assert len(asked.query["hub.verify_token"]) == 64
    assert asked.query["hub.challenge"] == "42"


def test_nobody_but_a_double_signs_for_microsoft() -> None:
    with pytest.raises(NotSignableError, match="only Microsoft can sign"):
        send(Captured(channel="teams", body=b"{}"), installations=a_platform("http://127.0.0.1:9"))


def test_what_does_not_run_here_is_told() -> None:
    with pytest.raises(NotInstalledError, match="no installation of slack runs here"):
        send(Captured(channel="slack", body=b"{}"), installations=a_platform("http://127.0.0.1:9"))
    with pytest.raises(NotInstalledError, match="start it: parley up"):
        send(CALL, installations=a_platform("http://127.0.0.1:9"))
