"""The live checks, against the local servers: these behave as we believe the services do."""

import re
from collections.abc import Iterator
from pathlib import Path

import boto3
import grpc
import pytest
from google.cloud.dialogflow_v2 import SessionsClient
from google.cloud.dialogflow_v2.services.sessions.transports import SessionsGrpcTransport

from cli.doctor.dialogflow_behaviours import ON_ANY_AGENT
from cli.doctor.dialogflow_live import DialogflowLive
from cli.doctor.finding import AS_EXPECTED
from cli.doctor.lex_behaviours import ON_ANY_BOT
from cli.doctor.lex_live import LexLive
from definition.read import read_bot
from tests.integration.cli.test_serve_bot import served

CONCIERGE = Path(__file__).parents[3] / "bots" / "concierge" / "bot.yaml"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served("concierge", cwd=tmp_path_factory.mktemp("here")) as said:
        yield said


def found(pattern: str, said: str) -> str:
    match = re.search(pattern, said)
    assert match
    return match[1]


def test_the_local_lex_behaves_as_we_believe_that_lex_does(said: str) -> None:
    client = boto3.client(
        "lexv2-runtime",
        endpoint_url=found(r"Lex V2 runtime is listening: (\S+)", said),
        region_name="us-east-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )
    live = LexLive(bot=read_bot(CONCIERGE), bot_id="BOT0000001", alias_id="LOCALALIAS", client=client)

    outcomes = live.behaviours()

    client.close()
    assert outcomes == dict.fromkeys(ON_ANY_BOT, AS_EXPECTED)


def test_the_local_dialogflow_behaves_as_we_believe_that_dialogflow_does(said: str) -> None:
    with grpc.insecure_channel(found(r"gRPC at (\S+)", said)) as channel:
        client = SessionsClient(transport=SessionsGrpcTransport(channel=channel))
        outcomes = DialogflowLive(
            bot=read_bot(CONCIERGE), agent="projects/concierge/agent", client=client
        ).behaviours()

    assert outcomes == dict.fromkeys(ON_ANY_AGENT, AS_EXPECTED)
