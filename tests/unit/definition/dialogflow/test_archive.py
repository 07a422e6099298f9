"""An agent as an export archive, and what of it is set by calls."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from google.cloud.dialogflow_v2 import Agent as ApiAgent
from google.cloud.dialogflow_v2 import Fulfillment

from definition.dialogflow.agent import Agent, AgentIntent, OutputContext, Parameter, Webhook
from definition.dialogflow.api import agent_json, fulfillment_json
from definition.dialogflow.archive import NotAnArchiveError, read_archive, write_archive
from definition.dialogflow.compile import dialogflow_agent
from definition.read import read_bot
from tests.calls import TRAVEL
from tests.unit.definition.files import RICH, SECOND_LOCALE, SMALL, a_file

WEBHOOK = Webhook(url="https://a.example/hook", headers={"X-Secret": "s3cret"})
BOTS = sorted(TRAVEL.parents[1].glob("*/bot.yaml"))


@pytest.fixture(params=[SMALL, SMALL + SECOND_LOCALE, RICH], ids=["small", "two languages", "rich"])
def agent(request: pytest.FixtureRequest, tmp_path: Path) -> Agent:
    return dialogflow_agent(read_bot(a_file(tmp_path, request.param)), webhook=WEBHOOK)


def files(archive: bytes) -> Mapping[str, Any]:
    """The JSON of every file in an archive."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: json.loads(opened.read(name)) for name in opened.namelist()}


def zipped(content: Mapping[str, str]) -> bytes:
    """An archive of files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return written.getvalue()


def test_an_archive_is_read_as_it_was_written(agent: Agent) -> None:
    assert read_archive(write_archive(agent)) == agent


def test_what_an_agent_may_have_beside_a_definition_is_read_again(agent: Agent) -> None:
    taxi = AgentIntent(
        name="A Taxi_usersays_",
        action="taxi",
        output_contexts=(OutputContext(name="taxi", lifespan=5),),
        parameters=(
            Parameter(name="to", entity_type="@sys.any", required=True, prompts={"en": ("Where?", "To?")}),
        ),
        webhook=False,
        webhook_for_slot_filling=True,
    )
    more = replace(agent, intents=(taxi, *agent.intents), webhook=None)

    assert read_archive(write_archive(more)) == more


def test_the_same_agent_gives_the_same_bytes(agent: Agent) -> None:
    assert write_archive(agent) == write_archive(read_archive(write_archive(agent)))


def test_an_archive_has_the_files_that_dialogflow_writes(tmp_path: Path) -> None:
    bot = read_bot(a_file(tmp_path, SMALL))

    written = files(write_archive(dialogflow_agent(bot)))

    assert written["package.json"] == {"version": "1.0.0"}
    assert written["agent.json"]["language"] == "en"
    assert written["intents/Order - Size.json"]["contexts"] == ["ask__order__size"]
    assert written["intents/Order_usersays_en.json"][1]["data"] == [
        {"text": "a ", "userDefined": False},
        {"text": "large", "meta": "@Size", "alias": "Size", "userDefined": True},
        {"text": " pizza", "userDefined": False},
    ]
    assert written["entities/Size_entries_en.json"][0] == {"value": "small", "synonyms": ["small", "little"]}


def test_no_two_parts_of_an_archive_have_the_same_id(agent: Agent) -> None:
    written = files(write_archive(agent))
    text = json.dumps(written)

    ids = [one.partition('"')[0] for one in text.split('"id": "')[1:]]

    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"no zip",
        zipped({}),
        zipped({"agent.json": "[]"}),
        zipped({"agent.json": "{"}),
        zipped({"agent.json": "{}"}),
    ],
)
def test_what_is_no_archive_is_refused(given: bytes) -> None:
    with pytest.raises(NotAnArchiveError):
        read_archive(given)


def test_a_broken_intent_is_refused(agent: Agent) -> None:
    written = {name: json.dumps(content) for name, content in files(write_archive(agent)).items()}
    written["intents/Greet.json"] = '{"name": "Greet", "responses": []}'

    with pytest.raises(NotAnArchiveError):
        read_archive(zipped(written))


def test_what_is_set_by_calls_loads_through_the_types_of_the_package(agent: Agent) -> None:
    loaded = ApiAgent.from_json(json.dumps(agent_json(agent, project="my-project")))
    fulfillment = Fulfillment.from_json(json.dumps(fulfillment_json(WEBHOOK, project="my-project")))

    assert (loaded.display_name, loaded.default_language_code) == (agent.name, agent.languages[0])
    assert list(loaded.supported_language_codes) == list(agent.languages[1:])
    assert fulfillment.generic_web_service.request_headers == {"X-Secret": "s3cret"}


@pytest.mark.parametrize("file", BOTS, ids=lambda file: file.parent.name)
def test_a_bot_stays_within_what_an_agent_may_hold(file: Path) -> None:
    agent = dialogflow_agent(read_bot(file))

    # Source: https://cloud.google.com/dialogflow/quotas (intents, phrases of one, a phrase's length)
    assert len(agent.intents) <= 2000
    for intent in agent.intents:
        assert all(len(phrases) <= 2000 for phrases in intent.phrases.values())
        said = ["".join(part.text for part in one) for all_ in intent.phrases.values() for one in all_]
        assert all(len(one) <= 768 for one in said)
        assert len(intent.name) <= 100
