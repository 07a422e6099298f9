"""An account with Lex on this machine: moto, the stand-in that builds bots, and the local Lex that talks."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

import boto3
from moto import mock_aws
from urllib3 import PoolManager

from cli.doctor.lex_probe import DEFINITION, LexProbe, second_edition
from cli.doctor.lex_probe_bot import ProbeBot
from cli.doctor.probe.hook import handle
from cli.lex_models import LexModels, Patience
from definition.read import read_bot
from dev.lex.errors import DependencyFailedError
from dev.lex.runtime import Runtime, Served
from dev.lex.serve import served
from dev.lex.server import LexServer
from tests.lex_models_service import ALIAS_ID, BOT_ID, Account, lex_models_service

Json = dict[str, Any]
Bend = Callable[[str, str, Json], Json]
"""Takes a session, what was said in it and the answer; gives what Lex answers instead."""


class OtherLex:
    """The client of the runtime, as a Lex would make it that behaves otherwise than we believe."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401 (boto3's)
        self._client = client
        self.bend: Bend = lambda _session, _text, answer: answer
        self.failing: Callable[[str], Json] | None = None
        self.remembers = False

    def recognize_text(self, **given: Any) -> Json:  # noqa: ANN401 (boto3's)
        if self.failing and given["text"] == "break the machine":
            return self.failing(given["text"])
        answer = self._client.recognize_text(**given)
        return self.bend(given["sessionId"], given["text"], answer)

    def delete_session(self, **given: Any) -> Json:  # noqa: ANN401 (the same)
        return {} if self.remembers else self._client.delete_session(**given)

    def get_session(self, **given: Any) -> Json:  # noqa: ANN401 (the same)
        answer: Json = self._client.get_session(**given)
        return answer


@dataclass(kw_only=True)
class LexRig:
    """The account, the Lex that talks, and the probe of both. said: what the probe tells."""

    account: Account
    lex: OtherLex
    probe: LexProbe
    clients: Mapping[str, Any]
    said: list[str] = field(default_factory=list)


@cache
def editions() -> tuple[Served, Served]:
    """The doctor's bot, first and second edition, as the local Lex serves it."""
    bot = read_bot(DEFINITION)
    return served(bot, hook=_hook), served(second_edition(bot), hook=_hook)


def _hook(event: Mapping[str, Any]) -> object:
    try:
        return handle(dict(event), None)
    except RuntimeError as error:
        raise DependencyFailedError(str(error)) from error


@contextmanager
def lex_rig(*, patience: Patience) -> Iterator[LexRig]:
    """Serve it within the block."""
    first, second = editions()
    bots = {(BOT_ID, ALIAS_ID): first}
    with mock_aws(config={"lambda": {"use_docker": False}}), lex_models_service() as account:
        account.on_move = lambda: bots.update({(BOT_ID, ALIAS_ID): second})
        runtime = Runtime(bots, now=lambda: datetime.now(UTC))
        with LexServer(runtime, port=0) as server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            try:
                yield _rig(account, server.url, patience)
            finally:
                server.shutdown()
                thread.join()


def _rig(account: Account, runtime: str, patience: Patience) -> LexRig:
    session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1")
    clients = {name: session.client(name) for name in ("iam", "lambda")}
    said: list[str] = []
    models: Any = session.client("lexv2-models", endpoint_url=account.url)
    lex: Any = OtherLex(session.client("lexv2-runtime", endpoint_url=runtime))
    bot = ProbeBot(
        models=LexModels(client=models, http=PoolManager(), say=said.append, patience=patience),
        iam=clients["iam"],
        functions=clients["lambda"],
        say=said.append,
        patience=patience,
    )
    return LexRig(
        account=account,
        lex=lex,
        probe=LexProbe(account=bot, runtime=lex, follows=patience),
        clients=clients,
        said=said,
    )
