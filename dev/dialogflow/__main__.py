"""Starts the local Dialogflow ES: `python -m dev.dialogflow --agent PROJECT=FILE --webhooks URL`.

The secret that proves the agents to their webhook is read from Secrets Manager at AWS_ENDPOINT_URL.
"""

import argparse
import json
import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import boto3

from definition.dialogflow.agent import Webhook
from definition.dialogflow.compile import NotForDialogflowError
from definition.fault import BadDefinitionError
from definition.read import read_bot
from dev.dialogflow.grpc_server import GrpcServer
from dev.dialogflow.rest import RestServer
from dev.dialogflow.runtime import Runtime, ServedAgent
from dev.dialogflow.serve import served
from dev.dialogflow.webhook import HttpWebhook
from dev.understanding.grammars import UnknownLanguageError
from dev.until_stopped import hear, say

SECRET_HEADER = "X-Parley-Webhook-Secret"  # noqa: S105 (its name)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentOption:
    """One ``--agent``: the project that it is in, and the definition that it is compiled from."""

    project: str
    file: Path


def agent_option(text: str) -> AgentOption:
    """Read ``PROJECT=FILE``; raises ``argparse.ArgumentTypeError``."""
    project, _, file = text.partition("=")
    if not (project and file):
        raise argparse.ArgumentTypeError(f"{text} is not PROJECT=FILE")
    return AgentOption(project=project, file=Path(file))


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    about = (__doc__ or "").splitlines()[0]
    parser = argparse.ArgumentParser(prog="python -m dev.dialogflow", description=about)
    parser.add_argument("--port", type=int, default=0, help="for REST; 0, the default, takes any free port")
    parser.add_argument("--grpc-port", type=int, default=0, help="the same for gRPC")
    parser.add_argument(
        "--agent",
        action="append",
        required=True,
        type=agent_option,
        metavar="PROJECT=FILE",
        help="an agent to serve, from a bot.yaml; may be repeated",
    )
    parser.add_argument("--webhooks", metavar="URL", help="where fulfilment is; / and the bot's name follow")
    parser.add_argument("--secret", metavar="ARN", help="the secret whose current value is sent along")
    parser.add_argument("--home", help="the platform's folder; tells its processes from others")
    return parser.parse_args(arguments)


def serve_agents(
    agents: Sequence[AgentOption], *, webhooks: str | None, headers: Mapping[str, str]
) -> dict[str, ServedAgent]:
    """Read the agents; raises what ``read_bot`` and ``served`` do."""
    found = {}
    for one in agents:
        bot = read_bot(one.file)
        webhook = HttpWebhook(Webhook(url=f"{webhooks}/{bot.name}", headers=headers)) if webhooks else None
        found[one.project] = served(bot, webhook=webhook)
    return found


def main() -> int:
    """Serve until SIGTERM or SIGINT."""
    given = options()
    logging.basicConfig(level=logging.INFO, format="%(name)s %(levelname)s %(message)s")
    try:
        headers = _proof(given.secret) if given.secret else {}
        agents = serve_agents(given.agent, webhooks=given.webhooks, headers=headers)
        runtime = Runtime(agents, now=lambda: datetime.now(UTC))
        servers = RestServer(runtime, port=given.port), GrpcServer(runtime, port=given.grpc_port)
    except (BadDefinitionError, NotForDialogflowError, UnknownLanguageError, OSError, RuntimeError) as error:
        print(error, file=sys.stderr)  # noqa: T201 (the console is this program's way to speak)
        return 1
    _run(*servers)
    return 0


def _proof(arn: str) -> Mapping[str, str]:
    kept = boto3.client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"]
    return {SECRET_HEADER: json.loads(kept)["current"]}


def _run(rest: RestServer, grpc: GrpcServer) -> None:
    stopped = hear()
    with rest, rest.answering():
        grpc.start()
        say("Dialogflow ES", f"{rest.url} and gRPC at {grpc.address}")
        stopped.wait()
        grpc.stop()


if __name__ == "__main__":
    sys.exit(main())
